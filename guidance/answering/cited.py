"""Several articles named in one question (第二十五条和第十条有什么不同): each, and both side by side."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Article, Policy
from articles.reading.citation_resolution import Resolved, resolve
from articles.search import Answer, AnswerDocument, AnswerKind, AnswerLine, AnswerLink, AskedQuestion
from articles.text.citing.article_citations import Citation
from articles.text.citing.citations_in_text import cited_articles
from guidance.questions.answers import Understood

_MOST_SHOWN = 6


def answer_cited(asked: AskedQuestion, understood: Understood) -> Answer | None:
    """None where fewer than two articles held are named: one alone is found by itself."""
    articles = _cited(asked.text, asked.within)
    if len(articles) < 2:
        return None
    policies = {article.policy_id: article.policy for article in articles}
    first, second = articles[:2]
    beside = f"{reverse('articles:compare')}?{urlencode({'a': first.key, 'b': second.key})}"
    return Answer(
        AnswerKind.CITED,
        f"问题说到{'、'.join(article.label for article in articles)}；可以并排对照原文和所涉及的部门、工具。",
        lines=tuple(map(_line, articles)),
        documents=tuple(map(AnswerDocument.of, policies.values())),
        links=(AnswerLink(f"并排对照{first.label}和{second.label}", beside),),
        is_whole=True,
    )


def _cited(text: str, within: Policy | None) -> list[Article]:
    found: dict[int, Article] = {}
    for cited in cited_articles(text)[:_MOST_SHOWN]:
        citation = Citation(title=cited.title, article=cited.number, suffix=cited.suffix)
        match resolve(citation, within=within):
            case Resolved(target=Article() as article):
                found[article.pk] = article
    return list(found.values())


def _line(article: Article) -> AnswerLine:
    return AnswerLine(
        "article", label=article.label, title=article.display_title, url=article.get_absolute_url()
    )
