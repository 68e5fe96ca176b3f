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


def answer_cited(question: AskedQuestion, understood: Understood) -> Answer | None:
    """None where more is asked than what stands there; one article named is a result of the search."""
    if len(articles := _named_articles(question.text, question.query.context)) > 1:
        return _comparison_answer(articles)
    is_about_more = bool(understood.labels) or not all(map(parse_citation, understood.about))
    if is_about_more or not understood.is_asking:
        return None
    chapters = _named_chapters(question.text, question.query.context)
    return _chapter_answer(chapters[0]) if len(chapters) == 1 and not articles else None


def _comparison_answer(articles: list[Article]) -> Answer:
    first, second = articles[:2]
    address = f"{reverse('articles:compare')}?{urlencode({'a': first.key, 'b': second.key})}"
    return Answer(
        AnswerKind.CITED,
        f"问题说到{'、'.join(article.label for article in articles)}；可以并排对照原文和所涉及的部门、工具。",
        lines=tuple(map(_line, articles)),
        documents=documents_of(articles),
        links=(AnswerLink(f"并排对照{first.label}和{second.label}", address),),
        is_whole=True,
    )


def _chapter_answer(chapter: Division) -> Answer:
    articles = Article.objects.published().of_division(chapter).for_reading().in_order()
    return Answer(
        AnswerKind.CITED,
        f"{chapter.label}“{chapter.title}”共 {articles.count()} 条。",
        lines=tuple(map(_line, articles[:_MOST_SHOWN])),
        documents=(AnswerDocument.of(chapter.policy),),
        links=(AnswerLink("通读本章", chapter.get_absolute_url()),),
        is_whole=True,
    )


def _named_articles(text: str, within: Policy | None) -> list[Article]:
    """Those named one after another; none of a document that is not held (劳动合同法第十条和第十一条)."""
    citations = cited_articles(text)[:_MOST_SHOWN]
    first = resolve_question(text[: citations[0].end], within=within) if len(citations) > 1 else None
    if first is None:
        return []
    by_pk = {first.pk: first}
    for cited_article in citations[1:]:
        number = document_number_key(cited_article.title or "")
        title = None if number else cited_article.title
        citation = Citation(
            document_number=number, title=title, article=cited_article.number, suffix=cited_article.suffix
        )
        match resolve(citation, within=within if cited_article.title else first.policy):
            case Resolved(target=Article() as article):
                by_pk[article.pk] = article
    return list(by_pk.values())


def _named_chapters(text: str, within: Policy | None) -> list[Division]:
    citations = [parse_citation(words) for words in dict.fromkeys(_CHAPTER.findall(text))]
    resolutions = [resolve(citation, within=within) for citation in citations if citation]
    targets = [resolution.target for resolution in resolutions if isinstance(resolution, Resolved)]
    return [target for target in targets if isinstance(target, Division)]


def _line(article: Article) -> AnswerLine:
    url = article.get_absolute_url()
    return AnswerLine("article", label=article.label, title=article.display_title, url=url)
