"""Head and tail of whole documents: joint notices, replies, orders, minutes, letters, covers and imprints."""

import tomllib
from pathlib import Path

import pytest

from articles.importing.identification.stated_facts import stated_facts
from articles.text.parsing.structure import ParsedArticle, ParsedPolicy, parse_policy, rebuild

DOCUMENTS = tomllib.loads(Path(__file__).with_name("official_documents.toml").read_text(encoding="utf-8"))


def is_annexed(parsed: ParsedPolicy, unit: ParsedArticle) -> bool:
    return unit.division is not None and parsed.divisions[unit.division].kind == "annex"


def summary(source: str) -> list[str]:
    parsed = parse_policy(source)
    assert rebuild(parsed.passages(), parsed.removals, parsed.repairs) == source
    front, stated = parsed.front, stated_facts(parsed)
    lines = [
        f"title: {stated.title}",
        f"kind: {stated.kind}",
        f"number: {stated.document_number}",
        f"to: {front.addressees.text if front.addressees else ''}",
        f"by: {'|'.join(stated.issuers)}",
        f"on: {stated.signed_on or ''}",
        *(
            f"{record.kind}: {record.value}{f' ({record.day})' if record.day else ''}"
            for record in stated.records
        ),
        f"notice: {'|'.join(piece.text for piece in front.notice)}",
        f"introduction: {'|'.join(piece.text for piece in front.introduction)}",
        f"last unit: {[unit.text for unit in parsed.articles if not is_annexed(parsed, unit)][-1]}",
        *(f"annex: {division.title}" for division in parsed.divisions if division.kind == "annex"),
    ]
    return [line.replace("\n", "|") for line in lines if not line.endswith(": ")]


@pytest.mark.parametrize("document", DOCUMENTS["document"], ids=lambda document: document["name"])
def test_each_line_of_head_and_tail_is_taken_for_what_it_is(document):
    assert summary(document["source"]) == document["told"].splitlines()


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS["document"] if "force" in document],
    ids=lambda document: document["name"],
)
def test_the_day_of_force_is_the_one_that_the_document_means(document):
    assert str(stated_facts(parse_policy(document["source"])).effective_on) == document["force"]


def test_a_signature_below_the_annexes_is_none_of_their_text():
    source = next(
        document["source"]
        for document in DOCUMENTS["document"]
        if document["name"] == "signed below the annexes"
    )
    assert parse_policy(source).articles[-1].text == "钢铁"


RECORD = "发布日期：2024-05-20\n某市甲办法\n"


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("（2021年8月20日某市人民政府第10次常务会议通过）\n第一条 甲。\n第二条 乙。\n", None),
        ("（2023年12月20日某市人民政府第10次常务会议通过）\n第一条 甲。\n第二条 乙。\n", "2024-05-20"),
        ("一、甲。\n二、乙。\n某部\n2005年6月10日\n", None),
        ("一、甲。\n二、乙。\n某部\n2024年5月6日\n", "2024-05-20"),
    ],
)
def test_a_day_long_after_the_document_is_that_of_a_web_page_and_kept_as_a_record(below, day):
    stated = stated_facts(parse_policy(RECORD + below))
    assert str(stated.published_on or "") == (day or "")
    assert [record.value for record in stated.records if record.kind == "published"] == ["2024-05-20"]
