"""Word documents and web pages give the text a reader sees, and no more."""

import io

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from articles.importing.identification.stated_facts import stated_facts
from articles.importing.readers.decoding import UnreadableFileError, decode
from articles.importing.readers.docx import read_docx
from articles.importing.readers.html import read_html
from articles.text.parsing.structure import parse_policy

ARTICLES = {
    (1, 0): "为了发展，制定本办法。",
    (2, 0): "数据包括：\n（一）甲；\n（二）乙。",
    (3, 0): "自2020年1月1日起施行。",
}
BODY = [
    "第一章　总　则",
    "　　第一条　为了发展，制定本办法。",
    "　　第二条　数据包括：",
    "　　（一）甲；",
    "　　（二）乙。",
    "　　第三条　自2020年1月1日起施行。",
]


def page(content: str, *, head: str = "") -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>某办法_某网</title>{head}</head><body>'
        f'<ul class="nav"><li>首页</li><li>第一章 导航</li></ul>{content}'
        "<div>【打印】【关闭】</div><p>版权所有</p></body></html>"
    ).encode()


def articles(text: str) -> dict[tuple[int, int], str]:
    return {(article.number, article.suffix): article.text for article in parse_policy(text).articles}


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
LAYOUTS = {
    "paragraphs": f"<div>{PARAGRAPHS}</div>",
    "line breaks": "<div>" + "<br>".join(BODY) + "</div>",
    "a table that lays out the page": f"<table><tr><td>{PARAGRAPHS}</td></tr></table>",
    "bold labels": f"<div>{PARAGRAPHS.replace('第一条', '<strong>第一条</strong>')}</div>",
    "broken source lines": "<div>" + PARAGRAPHS.replace("发展，", "发展，\n  ") + "</div>",
    "spans in spans": PARAGRAPHS.replace("<p>", "<p><span><b>").replace("</p>", "</b></span></p>"),
    "preformatted": "<pre>" + "\n".join(BODY) + "</pre>",
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_page_of_any_layout_gives_the_articles(content):
    text = read_html(page(f"<h1>某办法</h1>{content}")).text
    assert articles(text) == ARTICLES
    assert parse_policy(text).front.title.text == "某办法"
    for furniture in ("首页", "打印", "版权所有"):
        assert furniture not in text


def test_the_record_above_a_document_is_recorded():
    table = (
        "<table><tr><td>索 引 号：</td><td>0001</td><td>发文机关：</td><td>国务院</td></tr>"
        "<tr><td>发文字号：</td><td>国发〔2019〕9号</td><td>成文日期：</td><td>2019年12月1日</td></tr></table>"
    )
    policy = parse_policy(read_html(page(table + LAYOUTS["paragraphs"])).text)
    facts = stated_facts(policy)
    assert (facts.title, facts.document_number, facts.issuers) == ("某办法", "国发〔2019〕9号", ("国务院",))
    assert (str(facts.signed_on), str(facts.effective_on)) == ("2019-12-01", "2020-01-01")
    assert facts.status == "unverified"


def test_a_document_that_numbers_nothing_ends_with_its_date():
    lines = ("某市批复", "某函〔2023〕1号", "来源：某网", "同意。", "某市府", "2023年6月1日", "（公开）")
    text = read_html(page("".join(f"<p>{line}</p>" for line in (*lines, "扫一扫在手机打开")))).text
    assert text.splitlines()[-3:] == ["某市府", "2023年6月1日", "（公开）"]
    assert "来源：某网" in text


def test_what_a_page_hides_is_not_read():
    hidden = '<p style="display: none">第九条　不见。</p><script>第八条 x</script><!-- 第七条 y -->'
    assert articles(read_html(page(LAYOUTS["paragraphs"] + hidden)).text) == ARTICLES


def test_a_page_without_text_is_refused():
    with pytest.raises(UnreadableFileError, match="没有文字"):
        read_html(b"<html><body><img src='a.png'></body></html>")


def word(*paragraphs: str) -> Document:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def text_of(document: Document) -> str:
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue()).text


def test_a_word_document_gives_its_paragraphs():
    assert articles(text_of(word("某办法", *BODY))) == ARTICLES


def test_tables_of_a_word_document_are_rows():
    document = word("某办法", "第一条　见下表：")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "税率"
    document.add_paragraph("第二条　完。")
    assert articles(text_of(document)) == {(1, 0): "见下表：\n项目\t税率", (2, 0): "完。"}


def test_deleted_text_is_gone_and_inserted_text_is_there():
    document = word("某办法", "第一条　甲")
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>")
    inserted = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>新。</w:t></w:r></w:ins>")
    document.paragraphs[1]._p.extend([deleted, inserted])
    assert articles(text_of(document)) == {(1, 0): "甲新。"}


def test_labels_that_word_counts_by_itself_are_written_out():
    document = word("某办法", "甲。", "第二款。", "乙。")
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for index in (1, 3):
        properties = document.paragraphs[index]._p.get_or_add_pPr()
        numbered = OxmlElement("w:numPr")
        for name, value in (("w:ilvl", "0"), ("w:numId", "77")):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            numbered.append(child)
        properties.append(numbered)
    assert articles(text_of(document)) == {(1, 0): "甲。\n第二款。", (2, 0): "乙。"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_offices_are_told_apart(encoding):
    assert decode("第一条　甲。".encode(encoding)).lstrip("\ufeff") == "第一条　甲。"


def test_an_order_above_the_title_belongs_to_the_document():
    lines = ("中华人民共和国国务院令", "第 700 号", "现公布《某办法》，自公布之日起施行。", "2018年3月2日")
    order = "".join(f"<p>{line}</p>" for line in lines)
    policy = parse_policy(read_html(page(f"<div>{order}<h1>某办法</h1>{PARAGRAPHS}</div>")).text)
    assert policy.front.title.text == "某办法"
    assert any("现公布" in piece.text for piece in policy.front.notice)
    facts = stated_facts(policy)
    assert (facts.document_number, facts.issuers, facts.kind) == (
        "国务院令第700号",
        ("国务院",),
        "regulation",
    )
