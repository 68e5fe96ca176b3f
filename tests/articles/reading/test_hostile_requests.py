"""Some sixty inputs in the two boxes of every page: each gets a page in Chinese, none an error of ours."""

import html
import re

import pytest

QUERIES = [
    "", " ", "\u3000", "\t\r\n", "\x00", "\x00第25条", "\x01\x02\x1f\x7f", "\u200b\u200e\u202e",
    "\ufffd", "\ufeff第25条", "%", "%%", "%s", "%(q)s", "%00", "_", "\\", "\\\\", "\\0", "'", "''", '"',
    '""', "`", "«", "“未闭合", "《未闭合", "(", ")", "[", "]", "{", "}", "{{ 7*7 }}", "{% debug %}",
    "${jndi:x}", "<", ">", "&", "&amp;", "<!--", "]]>", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "javascript:alert(1)", "'; DROP TABLE articles_article; --",
    "1 OR 1=1", "知识产权 & !企业 | (技术)", "知识产权:*", "企业 <-> 技术", "-企业", "+企业", "企业*",
    "../../etc/passwd", "null", "None", "NaN", "1e309", "-1", "0", "0x19", "٢٥", "²⁵", "𝟐𝟓", "𠮷野家",
    "👨\u200d👩\u200d👧", "e\u0301\u0301", "第条", "第第条条", "第九亿条", "第-1条", "第25.5条",
    "第25条 OR 第26条", "%E7%AC%AC", "9" * 5_000, "第" + "9" * 5_000 + "条", "企" * 10_000,
    "a " * 5_000, "第25条" * 2_000, "《" * 10_000, "\\" * 10_000, "(" * 10_000,
]  # fmt: skip


def shortened_text(text: str) -> str:
    return text if len(text) < 40 else f"{text[:12]}…×{len(text)}"


@pytest.mark.parametrize("query", QUERIES, ids=shortened_text)
@pytest.mark.parametrize("path", ["/search/", "/goto/"])
def test_any_input_gets_a_page_or_a_redirect_to_one(client, shipped, path, query):
    response = client.get(path, {"q": query}, follow=True)
    page = response.content.decode()
    assert response.status_code in (200, 400, 404)
    assert re.search(r'<html lang="zh', page)
    assert "<script>" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    "query",
    ["q=%FF%FE", "q=%E7%AC", "q=%ED%A0%80", "q", "q=", "q=%00", "q=企业&q=第25条", "q[]=企业", "&&&=", "%"],
)
@pytest.mark.parametrize("path", ["/search/", "/goto/", "/policies/"])
def test_any_query_string_gets_a_page(client, shipped, path, query):
    response = client.get(f"{path}?{query}", follow=True)
    assert response.status_code in (200, 400, 404)


@pytest.mark.parametrize("value", ["", "x", "\x00", "%", "9" * 30, "-1", "<b>", "gxblk-2009-232", "6"])
@pytest.mark.parametrize("name", ["policy", "chapter", "within", "mode", "page"])
def test_any_value_of_any_other_parameter_gets_a_page(client, shipped, name, value):
    response = client.get("/search/", {"q": "企业", name: value}, follow=True)
    assert response.status_code in (200, 400)
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("第35条", 404),
        ("《专利法》第五条", 404),
        ("国经贸技术〔2002〕444号", 404),
        ("婚姻登记", 200),
        ("%", 200),
        ("", 200),
    ],
)
def test_the_search_page_answers_with_the_status_that_is_true(client, shipped, query, status):
    assert client.get("/search/", {"q": query}).status_code == status


def test_what_was_typed_is_shown_again_to_the_letter(client, shipped):
    typed = "<b>&amp;\"'%\\"
    for path in ("/search/", "/goto/"):
        page = client.get(path, {"q": typed}).content.decode()
        assert typed not in page
        assert typed in html.unescape(page)


def test_only_reading_is_allowed(client, shipped):
    for path in ("/search/", "/goto/", "/policies/", "/", "/about/", "/policies/gxblk-2009-232/articles/25/"):
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(path).status_code == 405, path
        assert client.head(path, {"q": "25"}).content == b""
