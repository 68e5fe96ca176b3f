"""Questions about a document itself, answered from its front matter with the words of the source.

Nothing is inferred: what the source does not say is called unknown (来源未载明, 待核实).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from articles.models import Policy
from articles.models.policy import PolicyStatus
from articles.text.citing.numerals import write_number
from articles.text.parsing.dates import find_dates
from articles.text.wording.document_questions import DocumentQuestion, QuestionForms

_UNKNOWN = "来源未载明"
_ADOPTION = "通过与修改情况"
_NOTICE, _FACTS, _CONTENTS = "#notice-title", "#document-facts-title", "#full-contents-title"
_SENTENCE = re.compile(r"[^。\n]+。?")
_IN_FORCE_FROM = re.compile(r"施行|实施|生效|执行")
#: Closing articles say when a law comes into force.
_LAST_ARTICLES = 3


@dataclass(frozen=True)
class FrontMatterAnswer:
    """`text` answers a question of this `kind`; `quote` are the source's own words in `place`, "" where the
    source has none. `url` leads to where they stand. `namesakes` policies have the same title."""

    kind: str
    text: str
    policy: Policy
    quote: str
    place: str
    url: str
    namesakes: int = 0


@dataclass(frozen=True)
class _Statement:
    """A statement of the front matter, with the words of the source, their place and its address."""

    text: str
    quote: str = ""
    place: str = ""
    anchor: str = _FACTS
    url: str = ""


def answer_to(text: str, *, within: Policy | None = None) -> FrontMatterAnswer | None:
    """Answer a question about a document; None when `text` is something else, or no document is meant.

    Without a title it is about `within`, or else about the featured policy.
    """
    question = question_forms().parse(text)
    if question is None:
        return None
    policies = _policies_meant(question, within)
    if not policies:
        return None
    policy, *namesakes = policies
    fact = _FINDERS[question.kind](policy)
    url = fact.url or f"{policy.get_absolute_url()}{fact.anchor}"
    return FrontMatterAnswer(question.kind, fact.text, policy, fact.quote, fact.place, url, len(namesakes))


def question_forms() -> QuestionForms:
    return _forms(str(settings.CONTENT_DIR / "vocabularies/document_questions.toml"))


@lru_cache(maxsize=2)
def _forms(path: str) -> QuestionForms:
    with open(path, encoding="utf-8") as file:
        return QuestionForms(file.read())


def _policies_meant(question: DocumentQuestion, within: Policy | None) -> list[Policy]:
    published = Policy.objects.published()
    if not question.title:
        policy = within or published.featured()
        return [policy] if policy else []
    if named := list(published.titled(question.title).in_list_order()):
        return named
    if called := list(published.called(question.title)[:2]):
        return called if len(called) == 1 else []
    parts = list(published.with_title_holding(question.title)[:2]) if question.may_be_part else []
    return parts if len(parts) == 1 else []


def _issuers(policy: Policy) -> _Statement:
    names = [issuer.name for issuer in policy.issuers.all()]
    if not names:
        return _Statement(f"发文机关：{_UNKNOWN}。")
    if printed := policy.signature:
        jointly = "联合印发" if len(names) > 1 else "印发"
        return _Statement(f"由{'、'.join(names)}{jointly}。", printed, "落款", _NOTICE)
    return _Statement(f"由{'、'.join(names)}制定。", _line_of(policy.adoption, policy.dated), _ADOPTION)


def _made(policy: Policy) -> _Statement:
    events = [
        f"{chinese_date(day)}{verb}"
        for day, verb in ((policy.adopted_on, "通过"), (policy.published_on, "公布"))
        if day
    ]
    if events:
        return _Statement(f"{'，'.join(events)}。", _line_of(policy.adoption, policy.dated), _ADOPTION)
    if policy.signed_on:
        text = f"成文日期（落款）为{chinese_date(policy.signed_on)}；公布日期{_UNKNOWN}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(f"发布日期：{_UNKNOWN}。")


def _adopted(policy: Policy) -> _Statement:
    if policy.adopted_on:
        quote = _line_of(policy.adoption, policy.adopted_on)
        return _Statement(f"{chinese_date(policy.adopted_on)}通过。", quote, _ADOPTION)
    unknown = f"通过日期：{_UNKNOWN}。"
    if policy.signed_on:
        text = f"{unknown}成文日期（落款）为{chinese_date(policy.signed_on)}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(unknown)


def _effective(policy: Policy) -> _Statement:
    if policy.effective_on:
        return _in_force_from(policy, policy.effective_on)
    unknown = f"施行日期：{_UNKNOWN}。"
    if policy.signed_on:
        text = f"{unknown}来源只有成文日期（落款）{chinese_date(policy.signed_on)}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(unknown)


def _in_force_from(policy: Policy, day: date) -> _Statement:
    text = f"自{chinese_date(day)}起施行。"
    for article in policy.articles.published().for_reading().order_by("-position")[:_LAST_ARTICLES]:
        for sentence in _SENTENCE.findall(article.text):
            dates = [found_date.value for found_date in find_dates(sentence)]
            if _IN_FORCE_FROM.search(sentence) and (day in dates or not dates):
                return _Statement(text, sentence, article.label, url=article.get_absolute_url())
    return _Statement(text, _line_of(policy.adoption, day), _ADOPTION)


def _amended(policy: Policy) -> _Statement:
    if policy.amended_on:
        quote = _line_of(policy.adoption, policy.amended_on)
        return _Statement(f"最近一次修改在{chinese_date(policy.amended_on)}。", quote, _ADOPTION)
    return _Statement(f"修改情况：{_UNKNOWN}，有无修改待核实。")


def _number(policy: Policy) -> _Statement:
    if policy.document_number:
        return _Statement(f"发文字号是{policy.document_number}。", policy.document_number, "发文字号")
    return _Statement(f"发文字号：{_UNKNOWN}。")


def _addressees(policy: Policy) -> _Statement:
    if policy.addressees_text:
        addressees = policy.addressees_by_region()
        bodies = "、".join(f"{addressee.regions}{addressee.body}" for addressee in addressees)
        return _Statement(f"主送{bodies}。", policy.addressees_text, "主送机关", _NOTICE)
    return _Statement(f"主送机关：{_UNKNOWN}。")


def _status(policy: Policy) -> _Statement:
    if policy.status == PolicyStatus.UNVERIFIED:
        return _Statement("效力状态：待核实。来源没有载明现在是否有效，门户不作推断，请向发文机关核实。")
    return _Statement(f"效力状态：{policy.get_status_display()}。依据：{policy.status_basis}。")


def _extent(policy: Policy) -> _Statement:
    chapters, articles = policy.divisions.chapters().count(), policy.articles.published().count()
    divided = f"{write_number(chapters)}章" if chapters else ""
    joined = f"{divided}、{write_number(articles)}条" if divided else f"{write_number(articles)}条，不分章"
    return _Statement(f"共{joined}。" if articles else "还没有收录条文。", anchor=_CONTENTS)


def _full_text(policy: Policy) -> _Statement:
    return _Statement("全文在政策页，可以逐章阅读，也可以下载 Word、纯文本等格式。", anchor=_CONTENTS)


_FINDERS: dict[str, Callable[[Policy], _Statement]] = {
    "issuers": _issuers,
    "made": _made,
    "adopted": _adopted,
    "effective": _effective,
    "amended": _amended,
    "number": _number,
    "addressees": _addressees,
    "status": _status,
    "extent": _extent,
    "full_text": _full_text,
}


def _line_of(text: str, day: date | None) -> str:
    """The line of `text` that states a day, or else the whole text."""
    lines = (line for line in text.splitlines() if day in {stated.value for stated in find_dates(line)})
    return next(lines, text)


QUESTION_KINDS = tuple(_FINDERS)


def chinese_date(day: date) -> str:
    """A date as documents print it: 2009年5月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
