"""What stands below a title: when and by whom a law was made, and from when it is in force."""

from datetime import date

import pytest

from articles.text.parsing.heads.adoption import (
    Adoption,
    effective_date,
    is_adoption_statement,
    parse_adoption,
)

A, B, C = date(1984, 3, 12), date(1992, 9, 4), date(2000, 8, 25)


@pytest.mark.parametrize(
    ("statements", "adoption"),
    [
        (
            ["（1984年3月12日第六届全国人民代表大会常务委员会会议通过　根据1992年9月4日第七届会议修正）"],
            Adoption(adopted_on=A, amended_on=B, bodies=("全国人民代表大会常务委员会",)),
        ),
        (
            ["1984年3月12日北京市第六届人民代表大会通过"],
            Adoption(adopted_on=A, bodies=("北京市人民代表大会",)),
        ),
        (["1984年3月12日第六届人民代表大会通过"], Adoption(adopted_on=A)),  # whose congress is not said
        (
            ["2000年8月25日 中华人民共和国国务院令第685号公布 自1992年9月4日起施行"],
            Adoption(published_on=C, effective_on=B, order="国务院令第685号", bodies=("国务院",)),
        ),
        (
            ["1984年3月12日公安部、司法部令第 5 号发布"],
            Adoption(published_on=A, order="公安部、司法部令第5号", bodies=("公安部", "司法部")),
        ),
        (["1984年3月12日某部 某局发布"], Adoption(published_on=A, bodies=("某部", "某局"))),
        (["1984年3月12日颁布", "1992年9月4日公布"], Adoption(published_on=A)),
        (
            ["1984年3月12日某部公布", "1992年9月4日某局修订"],
            Adoption(published_on=A, amended_on=B, bodies=("某部",)),
        ),
        (["1984年3月12日修正"], Adoption()),  # amended before it was made: nothing is known of that day
        (
            ["1984年3月12日市九届人大常委会第二十九次会议通过"],  # whose congress is not said
            Adoption(adopted_on=A, adopted_by_congress=True),
        ),
        (
            ["1984年3月12日北京市九届人大常委会通过"],
            Adoption(adopted_on=A, bodies=("北京市人民代表大会常务委员会",)),
        ),
        (["根据1984年3月12日某决定修正"], Adoption(amended_on=A)),
        (
            ["根据1984年3月12日某省人民政府令第90号修正"],
            Adoption(amended_on=A, amending_order="某省人民政府令第90号"),
        ),
        (
            ["（经中共中央批准中共中央办公厅1984年3月12日印发）"],
            Adoption(published_on=A, bodies=("中共中央办公厅",)),
        ),
        (
            ["（中共中央办公厅于1984年3月12日印发）"],
            Adoption(published_on=A, bodies=("中共中央办公厅",)),
        ),
        (
            ["（中共中央办公厅于　1984年3月12日印发）"],
            Adoption(published_on=A, bodies=("中共中央办公厅",)),
        ),
        (["（XX省人民政府办公厅1984年3月12日印发）"], Adoption(published_on=A)),  # no name
        (
            ["1984年3月12日某部公布　根据1992年9月4日某部公布的《关于修改和废止部分规章的决定》修正"],
            Adoption(published_on=A, amended_on=B, bodies=("某部",)),
        ),
        (
            ["（1984年3月12日滨政规〔1984〕5号公布）", "1992年9月4日滨政规〔1992〕8号公布"],
            Adoption(published_on=A, number="滨政规〔1984〕5号"),
        ),
        (["1984年3月12日会议通过，现予公布", "1984年3月12日会议通过"], Adoption(adopted_on=A)),
        (["1984年3月12日会议通过 1992年9月4日会议通过"], Adoption(adopted_on=A, amended_on=B)),
        (
            ["1984年3月12日会议通过 1992年9月4日某部公布 2000年8月25日修正"],
            Adoption(adopted_on=A, published_on=B, amended_on=C, bodies=("某部",)),
        ),
        (["1984年3月12日国务院第5次常务会议通过"], Adoption(adopted_on=A, bodies=("国务院",))),
        (
            ["1984年3月12日最高人民法院审判委员会、最高人民检察院检察委员会会议通过"],
            Adoption(adopted_on=A, bodies=("最高人民法院", "最高人民检察院")),
        ),
        (
            ["1984年3月12日国务院批准 1992年9月4日某部发布"],
            Adoption(published_on=B, bodies=("某部",), approved_by_state_council=True),
        ),
        (
            ["国务院批准", "某部令第3号"],
            Adoption(order="某部令第3号", bodies=("某部",), approved_by_state_council=True),
        ),
        (["自1984年3月12日起施行", "自1992年9月4日起生效"], Adoption(effective_on=A)),
        ([], Adoption()),
    ],
)
def test_each_statement_says_when_what_was_done_by_whom(statements, adoption):
    assert parse_adoption(statements) == adoption


@pytest.mark.parametrize(
    ("line", "tells", "goes_on"),
    [
        ("（1984年3月12日第六届全国人民代表大会会议通过）", True, True),
        ("根据1992年9月4日会议修正", True, True),
        ("自1984年3月12日起施行", True, True),
        ("第六届全国人民代表大会第四次会议", True, True),
        ("最高人民法院审判委员会于1984年3月12日通过", True, True),
        ("（经中共中央批准中共中央办公厅1984年3月12日印发）", True, True),
        ("1984年3月12日", False, True),  # a date alone says nothing, unless a statement goes on
        ("会议修正）", False, True),
        ("某部公布", False, True),
        ("根据2010年修正的某法，制定本办法。", False, False),
        ("1984年3月12日通过：", False, False),
        ("1984年3月12日通过；", False, False),
        ("1984年3月12日通过:", False, False),
        ("为了试行", False, False),
        ("", False, False),
    ],
)
def test_a_statement_of_adoption_is_known_by_how_it_begins_and_ends(line, tells, goes_on):
    assert is_adoption_statement(line) is tells
    assert is_adoption_statement(line, goes_on=True) is goes_on


@pytest.mark.parametrize(("length", "tells"), [(600, True), (601, False)])
def test_a_statement_has_six_hundred_characters_at_most(length, tells):
    line = "1984年3月12日通过".ljust(length, "长")
    assert is_adoption_statement(line) is tells


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["本法自1992年9月4日起施行。"], B),
        (["本法自公布之日起施行。"], C),
        (["本办法自印发之日起执行。"], C),
        (["本法自1992年9月4日起施行。", "自1984年3月12日起施行。"], B),
        (["国家保护发明。", "自1984年3月12日起实施。"], A),
        (["自某年某月某日起施行，自1984年3月12日起生效。"], A),
        (["自1984年3月12日起废止。"], None),
        (["1984年3月12日施行。"], None),
        ([], None),
    ],
)
def test_a_law_says_in_its_last_articles_from_when_it_is_in_force(texts, day):
    assert effective_date(texts, published_on=C) == day


@pytest.mark.parametrize(
    ("text", "published_on", "signed_on", "day"),
    [
        ("本预案自印发之日起实施。", C, A, A),
        ("本预案自印发之日起实施。", C, None, C),
        ("本办法自发布之日起正式施行。", C, A, C),
        ("本办法自公布之日起试行。", None, A, A),
        ("自本办法发布之日起施行。", C, A, C),
        ("本规定从下发之日起执行。", C, A, A),
        ("本办法自发布之日施行。", C, A, C),
        ("本公告自1992年9月4日起正式实施。", C, A, B),
        ("本办法自公布之日起30日后施行。", C, A, None),
        ("本办法自印发之日起停止执行。", C, A, None),
    ],
)
def test_the_day_of_issue_is_that_of_the_signature(text, published_on, signed_on, day):
    assert effective_date([text], published_on=published_on, signed_on=signed_on) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("现将《甲目录》予以公布，自1992年9月4日起施行。", B),
        ("《甲办法》已经审议通过，现予公布，自发布之日起施行。", C),
        ("现印发给你们，自印发之日起执行。", A),
        ("本通知自1992年9月4日起执行。", B),
        ("《甲法》自1992年9月4日起施行。现将有关事项通知如下：", None),
        ("现将自1992年9月4日起施行的办法公布。", None),
        ("现公布自1992年9月4日起实施关税税率的商品。", None),
        ("现予公布。", None),
        ("《甲法》自公布之日起施行，各地应当认真贯彻落实。", None),
    ],
)
def test_a_notice_brings_into_force_what_it_makes_known(text, day):
    assert effective_date([], published_on=C, signed_on=A, announcing=[text]) == day


def test_provisions_of_the_text_go_before_its_notice():
    day = effective_date(
        ["自1984年3月12日起施行。"], published_on=C, announcing=["现予公布，自1992年9月4日起施行。"]
    )
    assert day == A


def test_each_court_of_a_joint_interpretation_has_its_day():
    courts = ("最高人民法院", "最高人民检察院")
    court, other = "最高人民法院审判委员会第1次会议", "最高人民检察院第十四届检察委员会第2次会议"
    together = f"（1984年3月12日{court}、1992年9月4日{other}通过，自2000年1月1日起施行）"
    apart = f"（1984年3月12日{court}通过，1992年9月4日{other}通过）"
    for statement in (together, apart):
        adoption = parse_adoption([statement])
        assert (adoption.bodies, adoption.adopted_on, adoption.amended_on) == (courts, B, None)
    amendment = (
        f"（1984年3月12日{court}通过 根据1992年9月4日{court}《关于修改〈最高人民检察院某解释〉的决定》修正）"
    )
    assert parse_adoption([amendment]).bodies == courts[:1]


def test_a_day_of_publication_that_is_not_known_says_nothing():
    assert effective_date(["自发布之日起施行。", "自1984年3月12日起施行。"], published_on=None) is None
