"""Questions about a document itself, answered from its front matter with the words of the source.

Nothing is inferred: what the source does not say is called unknown (来源未载明, 待核实).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from articles.models import Policy
from articles.models.links.later_rule import public_later_rules
from articles.models.policies.policy_choices import PolicyStatus
from articles.search.answers import (
    Answer,
    AnswerDocument,
    AnswerKind,
    AnswerLine,
    AskedQuestion,
    QuotedPassage,
)
from articles.search.named_policies import policies_meant
from articles.text.citing.naming.titles import in_title_marks
from articles.text.numbers.dates import find_dates, written_date
from articles.text.numbers.numerals import write_number
from articles.text.wording.document_questions import QuestionForms

_UNKNOWN = "来源未载明"
_ADOPTION = "通过与修改情况"
_NOTICE, _FACTS, _CONTENTS = "#notice-title", "#document-facts-title", "#full-contents-title"
_SENTENCE = re.compile(r"[^。\n]+。?")
_IN_FORCE_FROM = re.compile(r"施行|实施|生效|执行")
#: Closing articles say when a law comes into force.
_LAST_ARTICLES = 3
_MOST_QUOTED = 3
_SCOPE = re.compile(r"适用于|适用范围|适用本|均适用|本[^，。]{1,6}所称")
_PURPOSE = re.compile(r"的目的是|为了?[^，。；]{2,80}[，,]\s*(?:根据|依据|按照|结合|特?制定)|，制定本")
_BASIS = re.compile(
    r"(?:根据|依据|按照)《[^。；]{2,120}(?:制定|制订|印发)本?|(?:根据|依据)[^。；]{2,120}，制定本"
)


@dataclass(frozen=True)
class _Statement:
    """A statement of the front matter, with the words of the source, their place and its address."""

    text: str
    quote: str = ""
    place: str = ""
    anchor: str = _FACTS
    url: str = ""
    more: tuple[QuotedPassage, ...] = ()


def answer_fact(asked_question: AskedQuestion) -> Answer | None:
    """Answer a question about a document; None when it is about something else, or no document is meant.

    Without a title it is about the policy that is searched, or on whose page it was asked, or else about the
    featured one.
    """
    question = question_forms().parse(asked_question.text)
    if question is None:
        return None
    policies = policies_meant(question, asked_question.query.context)
    if not policies:
        return None
    policy, *namesakes = policies
    return facts_of(policy, (question.kind, *question.also), namesakes=len(namesakes))


def facts_of(policy: Policy, kinds: Iterable[str], *, namesakes: int = 0) -> Answer:
    """What the front matter says, one line a kind."""
    lines = tuple(_line(kind, policy) for kind in kinds)
    documents = (AnswerDocument.of(policy, namesakes=namesakes),)
    return Answer(AnswerKind.FACT, "".join(line.text for line in lines), lines, documents, is_whole=True)


def _line(kind: str, policy: Policy) -> AnswerLine:
    fact = _FINDERS[kind](policy)
    url = fact.url or f"{policy.get_absolute_url()}{fact.anchor}"
    own_passage = (QuotedPassage(fact.quote, fact.place, url),) if fact.quote else ()
    return AnswerLine(kind, fact.text, passages=(*own_passage, *fact.more), url=url)


def question_forms() -> QuestionForms:
    return _forms(str(settings.CONTENT_DIR / "vocabularies/document_questions.toml"))


@lru_cache(maxsize=2)
def _forms(path: str) -> QuestionForms:
    with open(path, encoding="utf-8") as file:
        return QuestionForms(file.read())


def _issuers(policy: Policy) -> _Statement:
    names = [issuer.name for issuer in policy.issuers.all()]
    if not names:
        return _Statement(f"发文机关：{_UNKNOWN}。")
    if printed := policy.signature:
        jointly = "联合印发" if len(names) > 1 else "印发"
        return _Statement(f"由{'、'.join(names)}{jointly}。", printed, "落款", _NOTICE)
    return _Statement(
        f"由{'、'.join(names)}制定。", _line_with_date(policy.adoption, policy.dated), _ADOPTION
    )


def _issue_dates(policy: Policy) -> _Statement:
    events = [
        f"{written_date(day)}{verb}"
        for day, verb in ((policy.adopted_on, "通过"), (policy.published_on, "公布"))
        if day
    ]
    if events:
        return _Statement(f"{'，'.join(events)}。", _line_with_date(policy.adoption, policy.dated), _ADOPTION)
    if policy.signed_on:
        text = f"成文日期（落款）为{written_date(policy.signed_on)}；公布日期{_UNKNOWN}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(f"发布日期：{_UNKNOWN}。")


def _adoption_date(policy: Policy) -> _Statement:
    if policy.adopted_on:
        quote = _line_with_date(policy.adoption, policy.adopted_on)
        return _Statement(f"{written_date(policy.adopted_on)}通过。", quote, _ADOPTION)
    unknown = f"通过日期：{_UNKNOWN}。"
    if policy.signed_on:
        text = f"{unknown}成文日期（落款）为{written_date(policy.signed_on)}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(unknown)


def _effective(policy: Policy) -> _Statement:
    if policy.effective_on:
        return _in_force_from(policy, policy.effective_on)
    unknown = f"施行日期：{_UNKNOWN}。"
    if policy.signed_on:
        text = f"{unknown}来源只有成文日期（落款）{written_date(policy.signed_on)}。"
        return _Statement(text, policy.signed_on_text, "落款", _NOTICE)
    return _Statement(unknown)


def _in_force_from(policy: Policy, day: date) -> _Statement:
    text = f"自{written_date(day)}起施行。"
    for article in policy.articles.published().for_reading().order_by("-position")[:_LAST_ARTICLES]:
        for sentence in _SENTENCE.findall(article.text):
            dates = [found_date.value for found_date in find_dates(sentence)]
            if _IN_FORCE_FROM.search(sentence) and (day in dates or not dates):
                return _Statement(text, sentence, article.label, url=article.get_absolute_url())
    return _Statement(text, _line_with_date(policy.adoption, day), _ADOPTION)


def _last_amendment(policy: Policy) -> _Statement:
    if policy.amended_on:
        quote = _line_with_date(policy.adoption, policy.amended_on)
        return _Statement(f"最近一次修改在{written_date(policy.amended_on)}。", quote, _ADOPTION)
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
    extent = f"{divided}、{write_number(articles)}条" if divided else f"{write_number(articles)}条，不分章"
    return _Statement(f"共{extent}。" if articles else "还没有收录条文。", anchor=_CONTENTS)


def _length(policy: Policy) -> _Statement:
    letters = sum(len("".join(article.text.split())) for article in policy.articles.published())
    return _Statement(f"条文正文共 {letters} 字（含标点）。", anchor=_CONTENTS)


def _contents(policy: Policy) -> _Statement:
    chapters = policy.divisions.chapters().order_by("position")
    passages = tuple(
        QuotedPassage(chapter.title, chapter.label, chapter.get_absolute_url())
        for chapter in chapters
        if chapter.title
    )
    return _Statement(_extent(policy).text, anchor=_CONTENTS, more=passages)


def _scope(policy: Policy) -> _Statement:
    passages = tuple(sentences_of(policy, _SCOPE))[:_MOST_QUOTED]
    if passages:
        return _Statement("文件写明的适用范围：", more=passages, url=passages[0].url)
    addressees = _addressees(policy)
    text = f"全文没有写明适用范围。{addressees.text}"
    return _Statement(text, addressees.quote, addressees.place, addressees.anchor)


def _purpose(policy: Policy) -> _Statement:
    return _quoting_statement(
        policy, _PURPOSE, introduction="文件写明的目的：", missing="全文没有写明制定的目的。"
    )


def _basis(policy: Policy) -> _Statement:
    return _quoting_statement(
        policy, _BASIS, introduction="文件写明的制定依据：", missing=f"制定依据：{_UNKNOWN}。"
    )


def _rank(policy: Policy) -> _Statement:
    return _Statement(f"文件种类：{policy.get_kind_display()}。")


def _title(policy: Policy) -> _Statement:
    return _Statement(f"名称是{in_title_marks(policy.title)}。")


def _annex(policy: Policy) -> _Statement:
    return _Statement("有附件，附在正文之后。" if policy.annex else "收录的来源没有附件。", anchor=_CONTENTS)


def _later_changes(policy: Policy) -> _Statement:
    amendment = f"{_last_amendment(policy).text}" if policy.amended_on else ""
    return _Statement(f"{amendment}{_later_rules(policy)}{_status(policy).text}")


def _later_rules(policy: Policy) -> str:
    """The later documents that editors have found to change or detail words of it."""
    all_rules = (rule for rules in public_later_rules().values() for rule in rules)
    own_rules = [rule for rule in all_rules if rule.policy_id == policy.pk]
    if not own_rules:
        return "后来有没有新的规定，来源没有载明，门户不作推断。"
    descriptions = "；".join(f"{rule.effect_label}：{rule.issuer}{rule.citation}" for rule in own_rules)
    count = len(own_rules)
    return f"收录了 {count} 件后来的规定，各涉及其中一部分文字：{descriptions}。没有列出的，不等于没有。"


def _quoting_statement(
    policy: Policy, wording: re.Pattern[str], *, introduction: str, missing: str
) -> _Statement:
    passages = tuple(sentences_of(policy, wording))[:_MOST_QUOTED]
    return _Statement(introduction, more=passages, url=passages[0].url) if passages else _Statement(missing)


def sentences_of(policy: Policy, wording: re.Pattern[str]) -> Iterator[QuotedPassage]:
    """The sentences of the whole text that hold these words: notice, introduction, articles, annex."""
    page = policy.get_absolute_url()
    texts = [(policy.notice, "印发通知", page + _NOTICE), (policy.introduction, "引言", page)]
    articles = policy.articles.published().for_reading().order_by("position")
    texts += [(article.text, article.label, article.get_absolute_url()) for article in articles]
    for text, place, url in [*texts, (policy.annex, "附件", page)]:
        for sentence in _SENTENCE.findall(text):
            if wording.search(sentence):
                yield QuotedPassage(sentence.strip(), place, url)


def _where_full_text_is(_policy: Policy) -> _Statement:
    """The same for all policies; takes one as every finder does."""
    return _Statement("全文在政策页，可以逐章阅读，也可以下载 Word、纯文本等格式。", anchor=_CONTENTS)


_FINDERS: dict[str, Callable[[Policy], _Statement]] = {
    "issuers": _issuers,
    "made": _issue_dates,
    "adopted": _adoption_date,
    "effective": _effective,
    "amended": _last_amendment,
    "number": _number,
    "addressees": _addressees,
    "status": _status,
    "extent": _extent,
    "full_text": _where_full_text_is,
    "length": _length,
    "contents": _contents,
    "scope": _scope,
    "purpose": _purpose,
    "basis": _basis,
    "rank": _rank,
    "title": _title,
    "annex": _annex,
    "later": _later_changes,
}


def _line_with_date(text: str, day: date | None) -> str:
    """The line of `text` that states a day, or else the whole text."""
    lines = (
        line for line in text.splitlines() if day in {found_date.value for found_date in find_dates(line)}
    )
    return next(lines, text)


QUESTION_KINDS = tuple(_FINDERS)
