"""The traps of the shipped source that only a search can prove: false hits, variants, numbers, aliases.

Numbers are those of the list of traps; each test says what a reader gets.
"""

import pytest

from articles.search import search

pytestmark = pytest.mark.usefixtures("shipped")


def numbers(query: str) -> list[int]:
    return [hit.article.number for hit in search(query).hits]


@pytest.mark.parametrize(
    ("words_of_the_half_title", "first_article"),
    [("知识产权", 17), ("人才", 29), ("产业技术升级", 4), ("研发", 8), ("引导", 14), ("战略", 29)],
)
def test_trap_10_an_article_is_not_found_by_half_its_chapters_title(words_of_the_half_title, first_article):
    numbers_found = numbers(words_of_the_half_title)
    assert numbers_found
    assert first_article not in numbers_found


@pytest.mark.parametrize(
    "written",
    [
        "消化再创新",
        "消化吸收再创新",
        "引进消化吸收再创新",
        "技术引进消化吸收再创新",
        "引进、消化吸收和再创新",
    ],
)
def test_traps_11_and_36_every_spelling_finds_every_article_on_the_matter(written):
    assert {2, 22, 23, 24, 25} <= set(numbers(written))


def test_trap_20_either_comma_finds_article_32_first():
    assert numbers("优秀企业家人才,鼓励") == numbers("优秀企业家人才，鼓励")
    assert numbers("优秀企业家人才，鼓励")[0] == 32


@pytest.mark.parametrize("dash", "―—–-－─‑")
def test_trap_21_every_dash_finds_article_27_first(dash):
    assert numbers(f"项目{dash}人才{dash}基地") == numbers("项目―人才―基地")
    assert numbers(f"项目{dash}人才{dash}基地")[0] == 27


@pytest.mark.parametrize(
    "written", ["　政府采购　", "政府　采购", "政 府 采 购", "政府\u00a0采购", "政府\t采购"]
)
def test_trap_26_no_kind_of_space_stands_in_the_way(written):
    assert numbers(written) == numbers("政府采购") != []


@pytest.mark.parametrize(
    "written", ["工信部联科〔2009〕232号", "工信部联科[2009]232号", "〔2009〕232号", "232号", "2009", "232"]
)
def test_trap_28_the_document_number_hits_no_article_by_its_digits(written):
    assert numbers(written) == []


@pytest.mark.parametrize("written", ["2006-2020", "2006—2020年", "２００６－２０２０"])
def test_trap_22_the_year_range_is_found_where_it_stands(written):
    assert numbers(written) == [15]


def test_trap_32_the_law_is_found_under_the_name_the_source_gives_it():
    assert numbers("科技成果转化法")[0] == 14
    assert numbers("《中华人民共和国科技成果转化法》")[0] == 14


@pytest.mark.parametrize(
    ("wording", "best"),
    [
        ("促进科技成果转化法", 14),
        ("高校毕业生", 33),
        ("信贷额度", 10),
        ("股权激励", 33),
        ("期权激励", 33),
    ],
)
def test_another_usual_wording_leads_to_the_matter(wording, best):
    assert numbers(wording)[:1] == [best]


@pytest.mark.parametrize("written", ["关键共性技术", "共性关键技术"])
def test_trap_37_the_order_of_the_words_does_not_matter(written):
    assert {1, 2, 10, 15, 28} <= set(numbers(written))


def test_trap_39_words_no_dictionary_has_are_found_by_their_letters():
    assert numbers("产能") == [2]
    assert numbers("标龄") == [18]


@pytest.mark.parametrize("body", ["财政部", "科技部", "税务总局", "海关总署", "金融机构", "工业和信息化部"])
def test_trap_41_no_article_is_found_for_a_body_none_of_them_names(body):
    results = search(body, sources=())
    assert results.count == 0
    assert set("".join(results.unmatched)) <= set(body)
    assert results.unmatched


def test_the_noise_of_the_web_copy_is_not_found():
    assert numbers("编辑") == []
