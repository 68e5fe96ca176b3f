"""Parts of a text that a question names: several articles side by side, or a chapter with its articles."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article, Division, Policy
from articles.reading.citation_resolution import Resolved, resolve, resolve_question
from articles.search import Answer, AnswerDocument, AnswerKind, AnswerLine, AnswerLink, AskedQuestion
from articles.text.citing.naming.document_numbers import document_number_key
from articles.text.citing.places.article_citations import Citation, parse_citation
from articles.text.citing.places.citations_in_text import cited_articles
from guidance.answering.measure_lines import documents_of
from guidance.questions.understanding import Understood

_CHAPTER = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,4}章")
_MOST_SHOWN = 12


def answer_cited(asked: AskedQuestion, understood: Understood) -> Answer | None:
    """None where more is asked than what stands there; one article named is a result of the search."""
    if len(articles := _articles(asked.text, asked.query.context)) > 1:
        return _beside_each_other(articles)
    is_about_more = bool(understood.labels) or not all(map(parse_citation, understood.about))
    if is_about_more or not understood.is_asking:
        return None
    chapters = _chapters(asked.text, asked.query.context)
    return _of_chapter(chapters[0]) if len(chapters) == 1 and not articles else None


def _beside_each_other(articles: list[Article]) -> Answer:
    first, second = articles[:2]
    beside = f"{reverse('articles:compare')}?{urlencode({'a': first.key, 'b': second.key})}"
    return Answer(
        AnswerKind.CITED,
        f"问题说到{'、'.join(article.label for article in articles)}；可以并排对照原文和所涉及的部门、工具。",
        lines=tuple(map(_line, articles)),
        documents=documents_of(articles),
        links=(AnswerLink(f"并排对照{first.label}和{second.label}", beside),),
        is_whole=True,
    )


def _of_chapter(chapter: Division) -> Answer:
    articles = Article.objects.published().of_division(chapter).for_reading().in_order()
    return Answer(
        AnswerKind.CITED,
        f"{chapter.label}“{chapter.title}”共 {articles.count()} 条。",
        lines=tuple(map(_line, articles[:_MOST_SHOWN])),
        documents=(AnswerDocument.of(chapter.policy),),
        links=(AnswerLink("通读本章", chapter.get_absolute_url()),),
        is_whole=True,
    )


def _articles(text: str, within: Policy | None) -> list[Article]:
    """Those named one after another; none of a document that is not held (劳动合同法第十条和第十一条)."""
    named = cited_articles(text)[:_MOST_SHOWN]
    first = resolve_question(text[: named[0].end], within=within) if len(named) > 1 else None
    if first is None:
        return []
    found = {first.pk: first}
    for cited in named[1:]:
        number = document_number_key(cited.title or "")
        title = None if number else cited.title
        citation = Citation(document_number=number, title=title, article=cited.number, suffix=cited.suffix)
        match resolve(citation, within=within if cited.title else first.policy):
            case Resolved(target=Article() as article):
                found[article.pk] = article
    return list(found.values())


def _chapters(text: str, within: Policy | None) -> list[Division]:
    named = [parse_citation(words) for words in dict.fromkeys(_CHAPTER.findall(text))]
    resolved = [resolve(citation, within=within) for citation in named if citation]
    targets = [resolution.target for resolution in resolved if isinstance(resolution, Resolved)]
    return [target for target in targets if isinstance(target, Division)]


def _line(article: Article) -> AnswerLine:
    url = article.get_absolute_url()
    return AnswerLine("article", label=article.label, title=article.display_title, url=url)
