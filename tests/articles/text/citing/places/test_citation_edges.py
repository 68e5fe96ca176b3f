"""Citations as people really type and paste them, and near misses that must not become citations."""

import pytest

from articles.text.citing.places.article_citations import Citation, article_label, parse_citation

NUMBER = "工信部联科〔2009〕232号"
TITLE = "国家产业技术政策"


@pytest.mark.parametrize(
    ("written", "citation"),
    [
        (f"《{TITLE}》（{NUMBER}）第二十五条", Citation(NUMBER, TITLE, article=25)),
        (f"《{TITLE}》(工信部联科(2009)232号)第25条", Citation(NUMBER, TITLE, article=25)),
        (f"《{TITLE}》（{NUMBER}）", Citation(NUMBER, TITLE)),
        (f"《{TITLE}》第六章", Citation(title=TITLE, chapter=6)),
        ("《关于印发《某办法》的通知》第三条", Citation(title="关于印发《某办法》的通知", article=3)),
        (f"{NUMBER}第六章", Citation(NUMBER, chapter=6)),
        ("第二编第三分编第一章第二节第九条", Citation(part=2, subpart=3, chapter=1, section=2, article=9)),
        ("第九条第二款", Citation(article=9, paragraph=2)),
        ("第九条第(二)项", Citation(article=9, item=2)),
        ("第九条第三项", Citation(article=9, item=3)),
        ("第9条-1第2款", Citation(article=9, suffix=1, paragraph=2)),
    ],
)
def test_whatever_stands_around_the_article_is_read(written, citation):
    assert parse_citation(written) == citation


@pytest.mark.parametrize(
    "written", ["6章25条", "６章２５条", "六章二十五条", "第6章 第25条", "第 六 章 25 条"]
)
def test_chapter_and_article_need_no_di(written):
    assert parse_citation(written) == Citation(chapter=6, article=25)


@pytest.mark.parametrize("written", ["二〇", "２０", "二十", "20", "⑳"])
def test_twenty_has_many_faces(written):
    assert parse_citation(written).article == 20


@pytest.mark.parametrize(
    "near_miss",
    [
        "第25.5条",
        "第-5条",
        "《》第25条",
        "第一款",
        f"《{TITLE}》第一款",
        f"《{TITLE}》（{NUMBER}第二十五条",
        f"《{TITLE}》（附件）第二十五条",
        "第二十五条之",
        "第六章第",
        "章六第",
        "²½",
        "٢٥",
        "二十百条",
        "的第二条",
        "2.",
    ],
)
def test_a_near_miss_is_none(near_miss):
    assert parse_citation(near_miss) is None


def test_the_longest_citation_is_read_and_one_character_more_is_not():
    padding = "长" * (120 - len("第一条"))
    assert parse_citation(f"{padding}第一条").article == 1
    assert parse_citation(f"{padding}长第一条") is None


def test_an_article_without_suffix_has_a_plain_label():
    assert article_label(25) == "第二十五条"
