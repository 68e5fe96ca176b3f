"""Questions that name an article lead to it, and only to one that is held here."""

import pytest

from articles.reading.citation_resolution import resolve_question
from articles.search import search


@pytest.mark.parametrize(
    "question",
    [
        "这个政策的第10条讲什么",
        "第十条是什么意思",
        "请问国家产业技术政策第10条怎么规定的",
        "《国家产业技术政策》的第十条说了什么",
        "工信部联科〔2009〕232号第十条的内容",
        "想看本政策第三章第十条",
    ],
)
def test_a_question_that_names_an_article_leads_to_it(shipped, question):
    assert resolve_question(question).number == 10
    first = search(question).hits[0]
    assert (first.article.number, first.is_cited, first.is_weak) == (10, True, False)


@pytest.mark.parametrize(
    "question",
    [
        "劳动合同法第10条怎么规定",
        "第十条和第十一条有什么不同",
        "第九十九条讲什么",
        "有条件的企业",
        "10条建议",
    ],
)
def test_other_laws_and_several_articles_lead_nowhere(shipped, question):
    assert resolve_question(question) is None


def test_a_law_that_is_held_is_known_by_its_name(shipped, import_text):
    import_text("boxes", "货箱法\n第一条 货箱应当结实。\n第二条 货箱应当干燥。\n")
    assert resolve_question("按照货箱法第二条应该怎么办").policy.slug == "boxes"
