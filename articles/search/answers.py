"""The answer to a question: one value that the search page, the finder and both APIs show alike.

Every word of it is a fixed sentence, a name, or words of a document letter by letter. Search itself answers
questions about documents (`front_matter_answers`); the setting `SEARCH_ANSWERERS` names functions that know
more kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils.module_loading import import_string

from articles.models import Article, Policy
from articles.search.queries.analysis import Query
from articles.search.scoring.relevance import CompleteMatches


class AnswerKind(TextChoices):
    """What a question is about, in the order in which it is read."""

    FACT = "fact", "关于文件本身"
    CITED = "cited", "说到的条文"
    DEFINITION = "definition", "是什么意思"
    PROCEDURE = "procedure", "怎样办理"
    LIMIT = "limit", "须注意的限制"
    BENEFIT = "benefit", "能不能享受"
    SUBJECT = "subject", "给谁的措施"
    OVERVIEW = "overview", "有哪些措施"
    OUTSIDE = "outside", "没有写到"


@dataclass(frozen=True)
class QuotedPassage:
    """Words of a document, and where they stand."""

    quote: str
    place: str
    url: str


@dataclass(frozen=True)
class AnswerLine:
    """One statement. `code` says what it is about (issuers, applies, office …), `label` the same in words.

    `title` and `url` lead to what it speaks of, `decides` is what has to be known before it is settled,
    `note` what a reader has to know beside it.
    """

    code: str
    text: str = ""
    label: str = ""
    passages: tuple[QuotedPassage, ...] = ()
    title: str = ""
    url: str = ""
    decides: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class AnswerLink:
    """Where more stands: a class of measures with their number, the finder with what was understood."""

    label: str
    url: str
    count: int | None = None
    is_finder: bool = False


@dataclass(frozen=True)
class AnswerDocument:
    """A document that the answer rests on. `standing` says in one line how old it is and whether it holds."""

    slug: str
    title: str
    number: str
    url: str
    year: int | None
    status: str
    standing: str
    namesakes: int = 0

    @classmethod
    def of(cls, policy: Policy, *, namesakes: int = 0) -> AnswerDocument:
        day = policy.signed_on or policy.published_on or policy.adopted_on
        return cls(
            slug=policy.slug,
            title=policy.title,
            number=policy.document_number,
            url=policy.get_absolute_url(),
            year=day.year if day else None,
            status=policy.get_status_display(),
            standing=policy.standing,
            namesakes=namesakes,
        )


@dataclass(frozen=True)
class Answer:
    """`text` answers in a fixed sentence, `lines` say what that rests on, `links` lead on.

    `understood` is what was read out of the question. `is_whole` says that it is all there is to say: what is
    found beside it is a near miss.
    """

    kind: AnswerKind
    text: str
    lines: tuple[AnswerLine, ...] = ()
    documents: tuple[AnswerDocument, ...] = ()
    understood: tuple[str, ...] = ()
    links: tuple[AnswerLink, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True)
class AskedQuestion:
    """A question as an answerer sees it: the query, the policy that it is limited to, and what search found.

    `find` reads the articles that answer it by their words, best first: none where all are near misses;
    `find_complete` those that hold all its telling words.
    `unmatched` are its words that no article holds.
    """

    query: Query
    within: Policy | None = None
    find: Callable[[], Iterable[Article]] = tuple
    find_complete: Callable[[], CompleteMatches] = CompleteMatches
    unmatched: tuple[str, ...] = ()
    is_weak: bool = False

    @property
    def text(self) -> str:
        return self.query.plain

    @cached_property
    def articles(self) -> Sequence[Article]:
        return tuple(self.find())

    @cached_property
    def complete(self) -> CompleteMatches:
        return self.find_complete()


#: None where it has no answer of its own: the results then stand for themselves.
Answerer = Callable[[AskedQuestion], Answer | None]


def configured_answerers() -> tuple[Answerer, ...]:
    """Those of the setting, asked in this order; before the others, a query that the first does not answer is
    corrected if it can be."""
    return _import_answerers(tuple(settings.SEARCH_ANSWERERS))


@lru_cache(maxsize=4)
def _import_answerers(paths: tuple[str, ...]) -> tuple[Answerer, ...]:
    return tuple(map(import_string, paths))
