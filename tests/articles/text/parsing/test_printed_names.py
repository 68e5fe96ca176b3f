"""Documents that a notice prints and names without 《》: a 名录, 目录, 清单 or 办法 below its signature."""

import pytest

from articles.text.parsing.heads.title_lines import printed_names
from articles.text.parsing.several_documents import documents_in
from articles.text.parsing.structure import parse_policy

NOTICE = """某市发展和改革委员会关于公布有关事项的通知
某发改〔2024〕20号
各区人民政府：
{body}
一、认真落实。
二、加强管理。
某市发展和改革委员会
2024年5月6日
{document}"""
LIST = "甲级项目名录\n一、甲项目。\n二、乙项目。\n"
RULES = "项目管理办法（试行）\n第一条 丙。\n第二条 丁。\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("现将甲级项目名录予以公布。", {"甲级项目名录"}),
        ("现将我市甲级项目名录（以下简称名录）公布如下：", {"甲级项目名录"}),
        ("我委制定了项目管理办法，现印发给你们。", {"项目管理办法"}),
        ("我委制定了项目管理办法（试行），已经市政府同意，现予公布。", {"项目管理办法(试行)"}),
        (
            "现将甲级项目名录和项目管理办法印发给你们。",
            {"甲级项目名录", "项目管理办法", "甲级项目名录和项目管理办法"},
        ),
        ("将《甲级项目名录》印发给你们。", set()),
        ("依照项目管理办法执行，并将结果公布。", set()),
        ("现将管理办法印发给你们。", set()),
        ("将有关情况公布。", set()),
        ("", set()),
    ],
)
def test_names_of_what_is_printed(text, names):
    assert printed_names(text) == names


@pytest.mark.parametrize(
    ("body", "document", "labels"),
    [
        ("现将甲级项目名录予以公布，并通知如下：", LIST, ["一、", "二、", "一、", "二、"]),
        ("我委制定了项目管理办法（试行），现印发给你们：", RULES, ["一、", "二、", "第一条", "第二条"]),
    ],
)
def test_the_document_below_the_signature_is_an_annex(body, document, labels):
    policy = parse_policy(NOTICE.format(body=body, document=document))
    assert [article.label.text for article in policy.articles] == labels
    assert policy.articles[1].text == "加强管理。"
    titles = ["".join(part.text for part in division.title_parts) for division in policy.divisions]
    assert titles == [document.partition("\n")[0]]


def test_without_its_name_in_the_notice_nothing_is_cut():
    policy = parse_policy(NOTICE.format(body="现通知如下：", document=LIST))
    assert not policy.divisions


def test_several_are_documents_of_their_own():
    notice = NOTICE.format(body="现将甲级项目名录和项目管理办法（试行）印发给你们。", document="")
    assert documents_in(notice + LIST + RULES) == (notice, LIST, RULES)
