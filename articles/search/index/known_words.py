"""The dictionary of spelling correction: the words of the knowledge base, by spelling and sound.

Words of texts that are saved are learnt once the transaction that saves them has ended: a transaction that
saves many texts would lock words in the order of its texts, and two of them could deadlock. Words
that no article holds any longer go when the words are gathered anew; until then they do no harm, since a
correction counts only when it has been searched for and found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from hashlib import sha256
from itertools import chain

from django.db import connection, transaction

from articles.models import (
    Alias,
    Article,
    Division,
    Entity,
    IndexedArticle,
    KnownWord,
    Policy,
    VocabularyState,
)
from articles.models.search.words import known_words
from articles.search.settings.configuration import configuration, using_configuration, words_in
from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters import pinyin
from articles.text.wording.characters.folding import fold
from articles.text.wording.synonym_tables.slips import deletions

#: Longest listed word; queries for whole titles and headings are corrected as well.
_LONGEST = 40
_AT_ONCE = 5_000
_CHINESE = re.compile(r"[\u3400-\u9fff〇]{2,12}")
#: Slips are looked for in words of such lengths: in shorter ones every other word is one slip away.
_SLIP_LENGTHS = range(3, 13)
#: With so many articles a word that fewer than three hold is a name or badly cut, and is left out.
_MANY_ARTICLES = 5_000
#: Identifies the advisory lock that lets one transaction at a time gather all words.
_LOCK = 2009_0234
_COUNTED = """
SELECT token, count(*) FROM articles_indexedarticle AS row
    JOIN articles_policy AS policy ON policy.id = row.policy AND policy.publication = 'published'
    JOIN articles_article AS article ON article.id = row.article_id AND article.publication = 'published',
    LATERAL (SELECT DISTINCT unnest(string_to_array(row.tokens, ' ')) AS token) AS words
WHERE length(token) BETWEEN 2 AND 12 AND (%(only)s::text[] IS NULL OR token = ANY(%(only)s))
GROUP BY token HAVING count(*) >= %(least)s
"""
_COUNT_AGAIN = """
UPDATE articles_knownword AS word SET count = now.count, is_listed = now.is_listed
FROM unnest(%s::text[], %s::int[], %s::bool[]) AS now (text, count, is_listed)
WHERE word.text = now.text AND (word.count, word.is_listed) <> (now.count, now.is_listed)
"""

_SAVE_REMNANTS = """
INSERT INTO articles_wordremnant (remnant, word_id) SELECT * FROM unnest(%s::text[], %s::text[])
ON CONFLICT DO NOTHING
"""


def learn_words(texts: Iterable[str], *, listed: bool = False) -> None:
    """Add, after the commit, the words that are not known yet; `texts` are folded words or headings."""
    words = {word for word in texts if _is_word(word, listed=listed)}
    transaction.on_commit(partial(_learn_now, words, listed=listed), robust=True)


def forget_words(texts: Iterable[str]) -> None:
    """Recount, after the commit, words of a text no longer public, and drop those that nothing else uses."""
    transaction.on_commit(partial(_forget_now, set(texts)), robust=True)


@transaction.atomic
def _learn_now(words: set[str], *, listed: bool) -> None:
    new_words = sorted(words - known_words(words))
    # In order, so that two transactions that learn the same words wait for each other, without a deadlock.
    _save_words([_known_word(word, count=0 if listed else 1, is_listed=listed) for word in new_words])


@using_configuration()
@transaction.atomic
def _forget_now(words: set[str]) -> None:
    stored = known_words(words)
    KnownWord.objects.spelt(stored).lock_in_order()
    counts, listed = _counts_by_word(stored), set(_listed_terms())
    KnownWord.objects.spelt(stored - counts.keys() - listed).delete()
    _update_counts(sorted(stored & (counts.keys() | listed)), counts, listed)


def ensure_words() -> str:
    """Gather all words again if their sources have changed; returns a line in Chinese, or ""."""
    fingerprint = _fingerprint()
    state = VocabularyState.objects.first()
    if state and state.fingerprint == fingerprint:
        return ""
    _gather_words(fingerprint)
    return f"收集用词 {KnownWord.objects.count()} 个"


@transaction.atomic
def _gather_words(fingerprint: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    counts, listed = _counts_by_word(), {word for word in _listed_terms() if _is_word(word, listed=True)}
    current = counts.keys() | listed
    stored = set(KnownWord.objects.values_list("text", flat=True))
    KnownWord.objects.all().lock_in_order()
    KnownWord.objects.spelt(stored - current).delete()
    new_words = sorted(current - stored)
    _save_words(
        [_known_word(word, count=counts.get(word, 0), is_listed=word in listed) for word in new_words]
    )
    _update_counts(sorted(stored & current), counts, listed)
    VocabularyState.objects.all().delete()
    VocabularyState.objects.create(fingerprint=fingerprint)


def _save_words(words: list[KnownWord]) -> None:
    """Save new words. Another transaction may save the same ones."""
    KnownWord.objects.bulk_create(words, ignore_conflicts=True, batch_size=_AT_ONCE)
    slips = [word.text for word in words if len(word.text) in _SLIP_LENGTHS]
    with connection.cursor() as cursor:
        if len(words) > _AT_ONCE:
            # Without new statistics the commit checks each remnant's foreign key by reading the whole table.
            cursor.execute("ANALYZE articles_knownword")
        for start in range(0, len(slips), _AT_ONCE):
            chunk = slips[start : start + _AT_ONCE]
            pairs = [(remnant, text) for text in chunk for remnant in deletions(text)]
            cursor.execute(_SAVE_REMNANTS, [[remnant for remnant, _ in pairs], [text for _, text in pairs]])


def _counts_by_word(only: Iterable[str] | None = None) -> dict[str, int]:
    """The words of published articles, or some of them, and how many hold each."""
    least = 3 if IndexedArticle.objects.count() > _MANY_ARTICLES else 1
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"least": least, "only": None if only is None else list(only)})
        return {word: count for word, count in cursor if _is_word(word, listed=False)}


def _listed_terms() -> Iterator[str]:
    """The listed terms: those of the vocabularies, and the names of what readers may see."""
    yield from map(fold, words_in(configuration().user_dictionary))
    for synonym in configuration().all_synonyms:
        yield from chain(*synonym.parts, *synonym.means)
    entities = Entity.objects.published()
    policies = Policy.objects.published()
    names = (
        entities.values_list("name", flat=True),
        Alias.objects.of_entities(entities).values_list("name", flat=True),
    )
    headings = Article.objects.published().with_heading().values_list("heading", flat=True)
    divisions = Division.objects.of_policies(policies).values_list("title_first", flat=True)
    yield from map(fold, chain(*names, headings.distinct(), divisions.distinct()))
    yield from map(title_key, policies.values_list("title", flat=True))


def _update_counts(words: list[str], counts: Mapping[str, int], listed: set[str]) -> None:
    columns = words, [counts.get(word, 0) for word in words], [word in listed for word in words]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_AGAIN, columns)


def _is_word(word: str, *, listed: bool) -> bool:
    return 2 <= len(word) <= _LONGEST if listed else bool(_CHINESE.fullmatch(word))


def _known_word(word: str, *, count: int, is_listed: bool) -> KnownWord:
    syllables = pinyin.syllables(word)
    sounds = "".join(syllables)
    return KnownWord(
        text=word,
        sounds=sounds,
        blurred=pinyin.blurred(sounds),
        initials="".join(syllable[0] for syllable in syllables),
        count=count,
        is_listed=is_listed,
    )


def _fingerprint() -> str:
    settings = configuration()
    totals = (model.objects.count() for model in (IndexedArticle, Policy, Division, Entity, Alias))
    published = (kind.objects.published().count() for kind in (Policy, Article, Entity))
    parts = [pinyin.RULES_VERSION, settings.user_dictionary, settings.synonyms, *published, *totals]
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()
