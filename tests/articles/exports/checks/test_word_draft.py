"""Comments in a reader's own document: at the very characters, and nothing else is changed."""

import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from articles.exports.checks.word_draft import Comment, WordDraft

BODY = f"""
<w:body {nsdecls("w")}>
  <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>根据《民法</w:t><w:tab/><w:t>典》</w:t></w:r>
    <w:hyperlink><w:r><w:t>第十条</w:t></w:r></w:hyperlink>
    <w:del><w:r><w:delText>删去的</w:delText></w:r></w:del>
    <w:ins><w:r><w:t>增加的</w:t></w:r></w:ins>
    <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
    <w:r><w:t>一</w:t><w:br/><w:t>二</w:t></w:r></w:p>
  <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲乙</w:t></w:r></w:p></w:tc>
    <w:tc><w:p><w:r><w:t>丙丁</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
  <w:p/>
  <w:p><w:r><w:t>末段</w:t></w:r></w:p>
</w:body>"""
TEXT = "根据《民法\t典》第十条增加的一\n二\n甲乙\t丙丁\n\n末段"
NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def document():
    word_document = Document()
    word_document.element.replace(word_document.element.body, parse_xml(BODY))
    return word_document


def commented(document, *words: str) -> tuple[Document, dict[str, str]]:
    """The document with a comment at each of the words, and the text between the marks of each comment."""
    draft = WordDraft(document)
    comments = [Comment(TEXT.index(quote), TEXT.index(quote) + len(quote), quote) for quote in words]
    read = Document(io.BytesIO(draft.commented(comments)))
    between = {comment.text: "" for comment in read.comments}
    names, open_ = {str(comment.comment_id): comment.text for comment in read.comments}, set()
    for element in read.element.body.iter():
        place = names.get(element.get(f"{NAME}id", ""))
        if element.tag == f"{NAME}commentRangeStart":
            open_.add(place)
        elif element.tag == f"{NAME}commentRangeEnd":
            open_.discard(place)
        for comment_range in open_:
            between[comment_range] += (element.text or "") if element.tag == f"{NAME}t" else ""
    return read, between


def test_a_document_is_read_as_its_readers_see_it(document):
    assert WordDraft(document).text == TEXT


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("据", "据"),
        ("《民法\t典》第十条", "《民法典》第十条"),
        ("十条增", "十条增"),
        ("一\n二", "一二"),
        ("乙", "乙"),
        ("末段", "末段"),
        ("乙\t丙", "乙"),  # not out of its cell
    ],
)
def test_a_comment_stands_at_the_very_words(document, words, marked):
    assert commented(document, words)[1] == {words: marked}


def test_comments_may_stand_in_one_another_and_leave_text_and_format_as_they_are(document):
    words = ("《民法\t典》第十条", "民法", "十", "增加的一", "甲")
    read, between = commented(document, *words)
    assert between["民法"] == "民法"
    assert WordDraft(read).text == TEXT
    bold = [run.text for run in read.paragraphs[0].runs if run.bold]
    assert "".join(bold) == "根据《民法\t典》"
    assert "删去的" in read.element.body.xml


def test_the_comments_of_others_stay(document):
    document.add_comment(document.paragraphs[0].runs[0], "别人的", "某人")
    read = Document(io.BytesIO(WordDraft(document).commented([Comment(0, 2, "新的")])))
    assert [(comment.author, comment.text) for comment in read.comments] == [
        ("某人", "别人的"),
        ("引文核验", "新的"),
    ]
