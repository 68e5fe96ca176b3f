"""Documents and articles that running text cites."""

import pytest

from articles.text.citing.places.citations_in_text import cited_articles, cited_documents, cited_units


def citations_of(text, **options):
    return [
        (citation.title, text[citation.start : citation.end], citation.number)
        for citation in cited_articles(text, **options)
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("贯彻《甲法》、《乙法》等", ["甲法", "乙法"]),
        ("《关于印发〈某办法〉的通知》", ["关于印发〈某办法〉的通知"]),
        ("《关于修改《某法》的决定》", ["关于修改《某法》的决定"]),
        ("《未闭合", []),
        ("《》", []),
    ],
)
def test_titles_in_brackets(text, titles):
    documents = cited_documents(text)
    assert [document.title for document in documents] == titles
    assert [text[document.start : document.end] for document in documents] == [
        f"《{title}》" for title in titles
    ]


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("依照本法第二十条的规定", [(None, "第二十条", 20)]),
        (
            "依照《专利法》第五条、第六条和本法第九条",
            [("专利法", "第五条", 5), ("专利法", "第六条", 6), (None, "第九条", 9)],
        ),
        ("依照专利法第五条处罚；第十条除外", [("专利法", "第五条", 5), (None, "第十条", 10)]),
        ("违反本条例第二十条第一款第（三）项", [(None, "第二十条第一款第（三）项", 20)]),
        ("本法第 二十五 条", [(None, "第 二十五 条", 25)]),
        ("第１２条之一", [(None, "第１２条之一", 12)]),
        ("第三条至第七条", [(None, "第三条至第七条", 3)]),
        ("第12-1条和第5－8条", [(None, "第12-1条", 12), (None, "第5－8条", 5)]),
        ("应当认定为刑法第三百条规定的", [("刑法", "第三百条", 300)]),
        ("该条例第三条", [(None, "第三条", 3)]),
        ("依照《专利法》第五条处罚；同法第十条除外", [("专利法", "第五条", 5), ("专利法", "第十条", 10)]),
        (
            "经审查，依照《专利法》第五条、第六条办理",  # the list begins where the citation before ended
            [("专利法", "第五条", 5), ("专利法", "第六条", 6)],
        ),
        ("第一款的规定、第零条、第十十条", []),
        ("条件、条约、第一线", []),
    ],
)
def test_articles_with_the_document_they_belong_to(text, citations):
    assert citations_of(text) == citations


def test_a_hyphen_is_a_range_upwards_and_an_inserted_article_else():
    inserted, run, fifth = cited_articles("第12-1条和第5－8条、第5-5条")
    assert (inserted.suffix, inserted.last_number) == (1, None)
    assert (run.suffix, run.last_number) == (0, 8)
    assert (fifth.suffix, fifth.last_number) == (5, None)


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("按照附件2第三条执行", []),
        ("按照附件2第三条和第四条执行", []),
        ("按照附件2第三条、第四条、第五条执行", []),
        ("附件2第三条的格式依照第四条", [(None, "第四条", 4)]),
        ("附件2第三条，附件3的第一条和第二条，本办法第九条", [(None, "第九条", 9)]),
    ],
)
def test_articles_of_an_annex_are_no_articles_of_the_document(text, citations):
    assert citations_of(text) == citations


def test_ranges_paragraphs_and_items_are_read():
    (place,) = cited_articles("第三条之二第四款第（五）项")
    assert (place.number, place.suffix, place.paragraph, place.item, place.last_number) == (3, 2, 4, 5, None)
    assert cited_articles("第三条至第七条")[0].last_number == 7
    assert cited_articles("第七条至第三条")[0].last_number is None


def test_a_decision_that_amends_a_law_means_that_law():
    assert citations_of("将第十条修改为", own_title="关于修改《专利法》的决定") == [("专利法", "第十条", 10)]
    assert citations_of("本决定第二条", own_title="关于修改《专利法》的决定") == [(None, "第二条", 2)]
    assert citations_of("同法第三条", own_title="关于修改《专利法》的决定") == [("专利法", "第三条", 3)]


KNOWN = frozenset({"刑法", "刑事诉讼法", "民法典", "公职人员政务处分法"})


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("责令犯罪嫌疑人遵守刑事诉讼法第七十七条的规定", [("刑事诉讼法", 77)]),
        (
            "有公职人员政务处分法第六十一条、第六十二条规定的",
            [("公职人员政务处分法", 61), ("公职人员政务处分法", 62)],
        ),
        ("适用中华人民共和国刑法第五条", [("中华人民共和国刑法", 5)]),
        ("构成刑法第三百八十九条行贿罪、第三百九十三条单位行贿罪", [("刑法", 389), ("刑法", 393)]),
        ("民法典第八百四十七条所称“成果”、第八百四十八条所称“人”", [("民法典", 847), ("民法典", 848)]),
        ("依照刑法第五条办理，第六条另有规定的除外", [("刑法", 5), (None, 6)]),
        ("依照刑法第五条、本法第六条和第七条办理", [("刑法", 5), (None, 6), (None, 7)]),
        ("适用修订前的刑法第五十九条", [("修订前的刑法", 59)]),
    ],
)
def test_known_titles_tell_where_a_name_begins(text, citations):
    articles = cited_articles(text, known_titles=KNOWN)
    assert [(article.title, article.number) for article in articles] == citations


@pytest.mark.parametrize(
    ("text", "known", "title"),
    [
        ("依照《专利法》的第五条", [], "专利法"),
        ("依照专利法的第五条", [], "专利法"),
        (f"《{'长' * 198}》第五条", [], "长" * 198),  # 200 characters before a citation are looked at
        (f"《{'长' * 199}》第五条", [], None),
        ("《某公告》（2022年第31号）第五条", [], "某公告"),
        ("《某规划》（国发〔2001〕147号，以下简称《规划》）第五条", [], "某规划"),
        ("《某办法》（见附件《表》）所称第五条", [], None),
        ("责令遵守刑法第五条", ["刑法"], "刑法"),
        ("某某纲领第五条", ["某某纲领"], "某某纲领"),  # a known title need not end as laws do
        (f"{'长' * 40}第五条", ["长" * 40], "长" * 40),
        (f"{'长' * 41}第五条", ["长" * 41], None),
        ("依照某法第五条", ["法", ""], "某法"),  # one character is no title
        ("原刑法第五条", ["刑法"], "原刑法"),
        ("科 技 部依照《专利法》第五条", [], "专利法"),
        ("按照国发〔2019〕5号第五条", [], "国发〔2019〕5号"),
        ("依照国务院令第722号文件的第五条", [], "国务院令第722号"),
        ("依照《某意见》国发〔2019〕5号第五条", [], "国发〔2019〕5号"),
        ("依照公安部第3号令第五条", [], "公安部令第3号"),
        ("依照财政部2019年第3号公告第五条", [], "财政部公告2019年第3号"),
        ("依照命令第五条", [], None),
        ("和第五条", [], None),
    ],
)
def test_the_words_before_a_citation_name_its_document(text, known, title):
    (article,) = cited_articles(text, known_titles=frozenset(known))
    assert (article.title, text[article.start : article.end]) == (title, "第五条")
    assert (article.suffix, article.paragraph, article.item) == (0, None, None)


@pytest.mark.parametrize(
    ("text", "is_cited"),
    [
        ("第一条", True),
        ("第99999条", True),
        ("第100000条", False),
        ("第零条", False),
        ("第一条之999", True),
        ("第一条之1000", False),
        ("第一条第99999款", True),
        ("第一条第100000款", False),
    ],
)
def test_a_number_that_no_article_bears_cites_nothing(text, is_cited):
    assert bool(cited_articles(text)) is is_cited


def test_a_range_ends_after_it_begins():
    assert [cited_articles(f"第三条至第{last}条")[0].last_number for last in "二三四"] == [None, None, 4]


@pytest.mark.parametrize(
    ("own_title", "title"),
    [
        ("关于修改《专利法》的决定", "专利法"),
        ("《专利法》修正案", "专利法"),
        ("关于施行《专利法》的决定", None),
        ("", None),
        ("长" * 290 + "修改《专利法》", "专利法"),
        ("长" * 294 + "修改《专利法》", None),
    ],
)
def test_what_amends_a_law_speaks_of_that_law(own_title, title):
    assert [article.title for article in cited_articles("将第十条修改", own_title=own_title)] == [title]


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("按照国发〔2019〕5号第三部分第（六）项执行", [("国发〔2019〕5号", "3.6", "第三部分第（六）项")]),
        ("依照　国发〔２０１９〕５号 第三部分", [("国发〔2019〕5号", "3", "第三部分")]),
        ("国发〔2019〕5号文件的2.1", [("国发〔2019〕5号", "2.1", "2.1")]),
        ("落实《某意见》（国发〔2019〕5号）第三部分", [("某意见", "3", "第三部分")]),
        ("《某意见》中第二部分第（三）项第1点", [("某意见", "2.3.1", "第二部分第（三）项第1点")]),
        ("《某通知》附件2第三条", [("某通知", "att_2.3", "附件2第三条")]),
        (
            "《某意见》第三部分和国办发〔2020〕3号第四部分",
            [("某意见", "3", "第三部分"), ("国办发〔2020〕3号", "4", "第四部分")],
        ),
        ("符合《某标准》2.1.1的要求", [("某标准", "2.1.1", "2.1.1")]),
        ("依照《某意见》二（一）1", [("某意见", "2.1.1", "二（一）1")]),
        ("符合《某标准》1.0.2的要求", [("某标准", "1.2", "1.0.2")]),
        ("一、国发〔2019〕5号二、国发〔2020〕3号", []),  # a list of two documents
        ("《某软件》2.1", []),  # a version
        ("《某软件》2.1.0、《某软件》0.9.1、国发〔2019〕5号2.0", []),  # no unit bears such a number
        ("《某办法》第五条第二款", []),  # what cited_articles tells
        ("《某规划》专栏1、《某通知》附件2、《某意见》", []),
    ],
)
def test_units_are_cited_behind_the_name_of_their_document(text, citations):
    assert [
        (unit.title, unit.address, text[unit.start : unit.end]) for unit in cited_units(text)
    ] == citations


def test_a_cited_unit_has_the_number_of_its_last_step():
    (unit,) = cited_units("按照国发〔2019〕5号第三部分第（六）项执行")
    assert (unit.number, unit.suffix, unit.last_number, unit.paragraph, unit.item) == (6, 0, None, None, None)
