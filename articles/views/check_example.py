"""A draft to try the check with: exact words of a stored policy, altered words, and a number too high."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.models import Article, Policy
from articles.models.postgres.content_versions import remembered
from articles.reading.contents import contents_of
from articles.text.citing.naming.titles import in_title_marks

_SENTENCE = re.compile(r"[^。\n“”「」]{16,80}。")
#: Words of a text and what the example puts in their place.
_ALTERATIONS = (
    ("应当", "可以"),
    ("免征", "减征"),
    ("不得", "可以"),
    ("鼓励", "要求"),
    ("支持", "限制"),
    ("国家", "地方"),
)
_MOST_ARTICLES = 60


@remembered(Policy, Article)
def example_draft() -> str:
    """The text of the example; "" where no stored policy has two articles with a sentence to quote."""
    policy = Policy.objects.featured() or Policy.objects.first_listed()
    if policy is None:
        return ""
    contents = contents_of(policy.slug)
    numbered = [article for article in contents.articles if article.number and article.unit == "article"]
    articles = contents.with_texts(numbered[:_MOST_ARTICLES])
    exact, altered = _exact_quotation(articles), _altered_quotation(articles)
    if not exact or not altered:
        return ""
    last = max(article.number for article in numbered)
    return "\n".join(
        (
            f"根据{policy.citation}{exact[0]}，“{exact[1]}”",
            f"{in_title_marks(policy.title)}{altered[0]}还规定：“{altered[1]}”",
            f"此外，{policy.citation}第{last + 60}条另有规定。",
        )
    )


def _exact_quotation(articles: Iterable[Article]) -> tuple[str, str] | None:
    """The label of the first article with a sentence to quote, and the sentence."""
    sentences = ((article.label, _SENTENCE.search(article.text)) for article in articles)
    return next(((label, sentence[0]) for label, sentence in sentences if sentence), None)


def _altered_quotation(articles: Iterable[Article]) -> tuple[str, str] | None:
    """The same of the last article that has such a sentence, with one word altered."""
    for article in reversed(list(articles)):
        for sentence in _SENTENCE.findall(article.text):
            for right, wrong in _ALTERATIONS:
                if right in sentence:
                    return article.label, sentence.replace(right, wrong, 1)
    return None
