"""Keeping the index: an article's row changes in the transaction that changes the article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from articles.models import Article, Division, Entity, IndexedArticle, Policy
from articles.models.articles.article_queries import ArticleQuerySet
from articles.models.articles.article_reading import fill_parents
from articles.models.postgres.copying import copy_rows
from articles.models.search.index import tokens_of, unindexed_articles
from articles.search.index.known_words import ensure_words, forget_words, learn_words
from articles.search.index.name_prefixes import ensure_names, learn_entities, learn_names_of, learn_policies
from articles.search.index.segments import compact, compact_when_many, merge_when_many, vacuum_index
from articles.search.queries.configured_tokenizer import tokenizer, tokenizer_fingerprint
from articles.search.settings.configuration import using_configuration
from articles.search.settings.weights import stored_weights
from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters.folding import fold

_learns_later: ContextVar[bool] = ContextVar("learning later", default=False)

#: An inversion's worth: the segment that is made of a batch needs no rebuilding until the end.
_BATCH = 2_000


@dataclass(frozen=True)
class CutText:
    """An article's folded text and its words (a space between two)."""

    folded: str
    tokens: str


def cut_text(*, heading: str, text: str, tokens: Iterable[str] | None = None) -> CutText:
    """Cut an article's text. This is most of the work of indexing, and needs no database.

    A heading that is not part of the text is put before it. `tokens` are those of the folded text, where
    it has been cut already.
    """
    folded, caption = fold(text), fold(heading)
    terms = tokenizer().terms_of(tokenizer().cut(folded) if tokens is None else tokens)
    if caption and caption not in folded:
        folded = f"{caption}\n{folded}"
        terms = [*tokenizer().terms_of(tokenizer().cut(caption)), *terms]
    return CutText(folded, " ".join(terms))


@transaction.atomic(savepoint=False)
def index_article(article: Article) -> None:
    """Replace the index row of `article` by its present content."""
    index_articles([article])


@transaction.atomic(savepoint=False)
def index_articles(articles: Sequence[Article], cut: Sequence[CutText] | None = None) -> None:
    """Replace the index rows of several articles. `cut` are their texts where they have been cut before.

    Transactions that index the same article wait for each other.
    """
    with using_configuration():
        list(Article.objects.with_ids(article.pk for article in articles).locked().values_list("pk"))
        IndexedArticle.objects.filter(article__in=articles).delete()
        cut = cut or [_cut_article(article) for article in articles]
        _add_rows(articles, cut)
        _learn_words_and_names(articles, cut)


@transaction.atomic(savepoint=False)
def index_new_articles(articles: Sequence[Article], cut: Sequence[CutText] | None = None) -> None:
    """Add the index rows of articles that this transaction has made, so that nobody else has seen them."""
    with using_configuration():
        cut = cut or [_cut_article(article) for article in articles]
        _add_rows(articles, cut)
        if not _learns_later.get():
            _learn_words_and_names(articles, cut)


@contextmanager
def learning_later() -> Iterator[None]:
    """Leave what new articles and entities add to suggestions and spelling correction to `compact_index`."""
    token = _learns_later.set(True)
    try:
        yield
    finally:
        _learns_later.reset(token)


def _add_rows(articles: Sequence[Article], cut: Sequence[CutText]) -> None:
    fill_parents(articles)
    copy_rows(indexed_row(article, text) for article, text in zip(articles, cut, strict=True))
    # Later, and not with what this transaction may go on to write: it locks rows of other articles.
    transaction.on_commit(compact_when_many, robust=True)


def _learn_words_and_names(articles: Sequence[Article], cut: Sequence[CutText]) -> None:
    learn_names_of(articles)
    learn_words(_words_readers_see(articles, cut))


@transaction.atomic(savepoint=False)
def index_names(policy: Policy) -> None:
    """Bring up to date how a policy is autocompleted, and what its words add to spelling correction."""
    with using_configuration():
        learn_policies([policy])
        learn_names_of(list(policy.articles.for_reading()))
        words = (word for tokens in tokens_of(policy) for word in tokens.split(" "))
        if policy.is_published:
            learn_words(words)
        else:
            forget_words([*words, *_names_of_policy(policy)])


@transaction.atomic(savepoint=False)
def forget_article(article: Article) -> None:
    """Remove from autocompletion and spelling correction the words that only this article held."""
    with using_configuration():
        forget_words([*_cut_article(article).tokens.split(" "), fold(article.heading)])


def index_shown_entities(entities: Sequence[Entity]) -> None:
    """Bring up to date the names of entities that have become public."""
    if not _learns_later.get():
        for entity in entities:
            index_entity(entity)


@transaction.atomic(savepoint=False)
def index_entity(entity: Entity) -> None:
    """Bring up to date the names of an entity in autocompletion and spelling correction."""
    with using_configuration():
        learn_entities([entity])
        names = [fold(name) for name in (entity.name, *(alias.name for alias in entity.aliases.all()))]
        if entity.is_published:
            learn_words(names, listed=True)
        else:
            forget_words(names)


def _words_readers_see(articles: Sequence[Article], cut: Sequence[CutText]) -> set[str]:
    public_texts = (text for article, text in zip(articles, cut, strict=True) if article.is_published)
    return {word for text in public_texts for word in text.tokens.split(" ")}


def _names_of_policy(policy: Policy) -> Iterable[str]:
    """What a policy adds to the names that are words: its title, headings of chapters and articles."""
    divisions = policy.divisions.values_list("title_first", flat=True)
    headings = policy.articles.values_list("heading", flat=True)
    return [title_key(policy.title), *map(fold, divisions), *map(fold, headings)]


def ensure_index(report: Callable[[int, int], None] | None = None) -> str:
    """Index every article the index does not hold as it is now; returns one summary line in Chinese.

    Cheap when nothing is missing, so that each start can call it; it also heals an index after a bare
    `loaddata` or a change of vocabulary. Each batch is a transaction: interrupted, it goes on next time.
    Settings that change meanwhile are obeyed from the next batch on, and what was done before is done again.
    `report` is called with how many are done, and of how many.
    """
    renewed = 0
    while missing := missing_articles():
        for start in range(0, len(missing), _BATCH):
            _reindex(missing[start : start + _BATCH])
            merge_when_many()
            if report:
                report(min(start + _BATCH, len(missing)), len(missing))
        renewed += len(missing)
    compact_index()
    indexed = (
        f"为 {renewed} 条建立检索索引" if renewed else f"索引完整（{IndexedArticle.objects.count()} 条）"
    )
    return "；".join(filter(None, (indexed, ensure_words(), ensure_names())))


def missing_articles() -> list[int]:
    """Ids of the articles that the index does not hold as the settings in use ask."""
    with using_configuration():
        return list(unindexed_articles(index_fingerprint()).order_by("pk").values_list("pk", flat=True))


def unindexed() -> ArticleQuerySet:
    """The articles that the index does not hold as the settings in use ask."""
    with using_configuration():
        return unindexed_articles(index_fingerprint())


def unindexed_count() -> int:
    return unindexed().count()


def _reindex(ids: Sequence[int]) -> None:
    """Index articles: cut before they are locked, so that editors hardly wait, and read again after."""
    with using_configuration():
        cut_by_content = {
            _content_key(article): _cut_article(article) for article in Article.objects.with_ids(ids)
        }
        with transaction.atomic():
            list(Article.objects.with_ids(ids).locked().values_list("pk"))
            articles = list(Article.objects.with_ids(ids).for_reading().order_by("pk"))
            cut = [cut_by_content.get(_content_key(article)) or _cut_article(article) for article in articles]
            index_articles(articles, cut)
            compact_when_many()  # nothing follows; outside segments so many would slow down each query


def _content_key(article: Article) -> tuple[int, str, str]:
    return article.pk, article.sha256, article.heading


def _cut_article(article: Article) -> CutText:
    return cut_text(heading=article.heading, text=article.text)


def compact_index() -> None:
    """Compact the index after many articles have been imported."""
    with using_configuration():
        is_changed = compact()
        ensure_words()
        ensure_names()
        if is_changed:
            vacuum_index()


def index_fingerprint() -> str:
    """Identify all that a stored row depends on besides the article: vocabularies, rules, lengths."""
    return sha256(f"{tokenizer_fingerprint()}\0{stored_weights()}".encode()).hexdigest()


def indexed_row(article: Article, text: CutText) -> IndexedArticle:
    """The index row of an article under the settings in use, not saved."""
    divisions = article.division.lineage if article.division else []
    headings_above = [unit.heading for unit in article.lineage[:-1]]
    context = " ".join(
        [*(division.title for division in divisions), *headings_above, article.heading]
    ).strip()
    return IndexedArticle(
        article=article,
        tokenizer=index_fingerprint(),
        sha256=article.sha256,
        heading=article.heading,
        title=fold(article.policy.title),
        context=fold(context),
        folded=text.folded,
        tokens=text.tokens,
        word_total=len(text.tokens.split(" ")),
        kind=article.policy.kind,
        policy=article.policy_id,
        chapter_key=_chapter_key(article, divisions),
    )


def _chapter_key(article: Article, divisions: Sequence[Division]) -> int:
    """The id of the innermost division; the negative id of the policy for an article outside any."""
    return divisions[-1].pk if divisions else -article.policy_id
