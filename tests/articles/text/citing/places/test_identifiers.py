"""ELI and AKN identifiers: written and read back, and what is none of them."""

from datetime import date

import pytest

from articles.text.citing.places.identifiers import (
    PermanentPath,
    akn_expression,
    akn_work,
    article_eid,
    eli_path,
    parse_permanent_path,
    work_name,
    work_slugs,
)

WORK = "policy/2009/gxblk-232"


def test_a_policy_is_named_by_kind_year_and_what_the_slug_says_besides():
    assert work_name(kind="policy", dated=date(2009, 5, 15), slug="gxblk-2009-232") == WORK
    assert work_name(kind="law", dated=date(1984, 3, 12), slug="zhuanlifa") == "law/1984/zhuanlifa"
    assert work_name(kind="law", dated=None, slug="gf-2009-1") == "law/undated/gf-2009-1"
    assert work_name(kind="policy", dated=date(2010, 1, 1), slug="gf-2009-1") == "policy/2010/gf-2009-1"


def test_paths_are_those_of_the_house():
    assert eli_path(WORK, article_eid("25")) == "/eli/cn/policy/2009/gxblk-232/art_25"
    assert akn_expression(WORK, version=date(2009, 5, 15)) == (
        "/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15"
    )
    assert akn_work("law/1984/zhuanlifa") == "/akn/cn/act/law/1984/zhuanlifa"
    assert article_eid("12-1", division_eid="chp_3") == "chp_3__art_12-1"
    assert article_eid("2.6", division_eid="chp_3") == "chp_3__art_2__pt_6"
    assert article_eid("att_1.2.6") == "att_1__art_2__pt_6"
    assert article_eid("att_1.2", division_eid="att_1__chp_3") == "att_1__chp_3__art_2"


def test_a_work_names_the_slugs_it_may_come_from():
    assert work_slugs(WORK) == ["gxblk-232", "gxblk-2009-232"]
    assert work_slugs("law/1984/a-b-c") == ["a-b-c", "a-1984-b-c", "a-b-1984-c"]
    assert work_slugs("law/undated/zhuanlifa") == ["zhuanlifa"]


def test_a_name_longer_than_any_slug_comes_from_none():
    assert work_slugs(f"law/1984/{'a-' * 50}")[0] == "a-" * 50
    assert work_slugs(f"law/1984/{'a-' * 50}a") == []


def test_the_year_of_a_slug_is_left_out_once_and_early_years_have_four_digits():
    assert work_name(kind="law", dated=date(2009, 1, 1), slug="a-2009-b-2009-c") == "law/2009/a-b-2009-c"
    assert work_name(kind="law", dated=date(618, 1, 1), slug="tang") == "law/0618/tang"


def test_a_part_that_is_empty_leaves_no_trace_in_a_path():
    assert eli_path(WORK) == "/eli/cn/policy/2009/gxblk-232"
    assert akn_expression(WORK, version=None) == "/akn/cn/doc/policy/2009/gxblk-232/zho@"
    assert (article_eid("25"), article_eid("12-1")) == ("art_25", "art_12-1")
    acts = {
        kind for kind in ("law", "regulation", "rule", "local", "policy") if "act" in akn_work(f"{kind}/1/a")
    }
    assert acts == {"law", "regulation", "rule", "local"}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/eli/cn/policy/2009/gxblk-232", PermanentPath(WORK)),
        ("/eli/cn/policy/2009/gxblk-232/art_25", PermanentPath(WORK, unit="25")),
        ("/eli/cn/policy/2009/gxblk-232/art_12-1/", PermanentPath(WORK, unit="12-1")),
        ("/eli/cn/policy/2009/gxblk-232/art_2__pt_6", PermanentPath(WORK, unit="2.6")),
        ("/eli/cn/policy/2009/gxblk-232/chp_6", PermanentPath(WORK, division="chp_6")),
        ("/akn/cn/doc/policy/2009/gxblk-232", PermanentPath(WORK)),
        ("/akn/cn/doc/policy/2009/gxblk-232/zho@", PermanentPath(WORK)),
        ("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/!main", None),
        (
            "/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/!main~chp_6__art_25",
            PermanentPath(WORK, "chp_6", "25"),
        ),
        (
            "/akn/cn/act/law/undated/minfadian/zho@/part_2__subpart_1__chp_3__sec_1__art_240",
            PermanentPath("law/undated/minfadian", "part_2__subpart_1__chp_3__sec_1", "240"),
        ),
    ],
)
def test_paths_are_read(path, place):
    assert parse_permanent_path(path) == place


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/eli/cn/policy/2009/gxblk-232/art_25", ""),
        ("/akn/cn/doc/policy/2009/gxblk-232/zho@", ""),
        ("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15", "2009-05-15"),
        ("/akn/cn/doc/policy/2009/gxblk-232/zho@2009-05-15/art_25", "2009-05-15"),
    ],
)
def test_an_expression_names_the_day_of_its_text(path, version):
    assert parse_permanent_path(path).version == version


@pytest.mark.parametrize(
    "path",
    ["", "/", "Xeli/cn/policy/2009/x", "Xakn/cn/doc/policy/2009/x",
     "/eli/cn/policy", "/eli/de/policy/2009/x", "/eli/cn/policy/09/x", "/eli/cn/policy/2009/x/art_0",
     "/eli/cn/policy/2009/x/para_1",
     "/akn/cn/doc/policy/2009/x/eng@2009-05-15", "/eli/cn/policy/2009/x/art_123456",
     "/eli/cn/policy/２００９/x"],
)  # fmt: skip
def test_other_paths_are_none(path):
    assert parse_permanent_path(path) is None
