"""The names of documents that the library knows, and which of its policies each means.

As `articles.reading.names.policy_names` for one name, but without a statement for each name of a draft.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from articles.checking.drafts.named_documents import DraftDocument
from articles.models import Alias, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.reading.names.policy_names import full_name, policies_about
from articles.text.citing.naming.document_names import without_tail
from articles.text.citing.naming.document_numbers import agency_of
from articles.text.citing.naming.short_titles import short_subject

#: Names that a text may hold without 《》, and nobody takes for other words.
_IS_LAW = re.compile(r"(?:法典|(?<!办|方|做|用|合|司|违|执|立|普|守)法|条例)$")
#: Short titles that are looked up among long ones, in a draft.
_MOST_ABOUT = 300
#: Letters of a name that is no title here: 《解释》, 《意见》 stand for what a text calls so.
_SHORTEST_NAME = 4
_EDITIONS = tuple(f"{year}{change}" for year in ("年", "") for change in ("修正", "修订", "修改"))
_EDITION = re.compile(r"\((?:19|20)\d\d年?(?:修正|修订|修改)\)$")


@dataclass(frozen=True)
class Names:
    """`titles` are the published policies (ids, in the order of lists) by the key of their title; `documents`
    the ids of policies that are the text of a named document; `others` the keys of documents by other names;
    `numbers` policies by the key of their number."""

    titles: Mapping[str, tuple[int, ...]]
    documents: Mapping[str, int]
    others: Mapping[str, str]
    entities: frozenset[str]
    numbers: Mapping[str, int]

    def __contains__(self, key: object) -> bool:
        return key in self.titles or key in self.others or key in self.entities

    @cached_property
    def last_letters(self) -> frozenset[str]:
        return frozenset(name[-1:] for name in (*self.titles, *self.others, *self.entities))

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """The titles (keys) of policies by id."""
        return {pk: title for title, ids in self.titles.items() for pk in ids}

    @cached_property
    def _without_issuer(self) -> Mapping[str, tuple[int, ...]]:
        """Titles without who issued them: 关于审理…的规定."""
        ids_by_ending: dict[str, list[int]] = defaultdict(list)
        for title, ids in self.titles.items():
            if (at := title.find("关于")) > 0:
                ids_by_ending[title[at:]] += ids
        return {title: tuple(ids) for title, ids in ids_by_ending.items()}

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        automaton.add_word("\uffff", "")  # an empty one cannot be searched with
        for name in {*self.titles, *self.others}:
            if _IS_LAW.search(name) and len(name) >= 2:
                automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """The names of laws in a closed-up text, the longest at each place, as (start, end, key)."""
        return [(end + 1 - len(name), end + 1, name) for end, name in self._automaton.iter_long(text)]

    def policies_of(self, document: DraftDocument) -> tuple[int, ...]:
        """The policies (ids) that a named document may be, the best first, by its title."""
        key = document.title
        if document.version:
            for edition in _EDITIONS:
                if ids := self.titles.get(f"{key}({document.version}{edition})"):
                    return ids
        return self._policies_titled(key) or self._policies_titled(full_name(key))

    def _policies_titled(self, key: str) -> tuple[int, ...]:
        if ids := self.titles.get(key):
            return ids
        if (pk := self.documents.get(key)) is not None:
            return (pk,)
        return self._without_issuer.get(key, ()) or self._without_edition.get(key, ())

    @cached_property
    def _without_edition(self) -> Mapping[str, tuple[int, ...]]:
        """Titles without the year of their edition."""
        ids_by_title: dict[str, list[int]] = defaultdict(list)
        for title, ids in self.titles.items():
            if edition := _EDITION.search(title):
                ids_by_title[title[: edition.start()]] += ids
        return {title: tuple(ids) for title, ids in ids_by_title.items()}


@remembered(Policy, Entity, Alias)
def names_known() -> Names:
    """All names that documents have in the library."""
    titles: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, int] = {}
    rows = Policy.objects.published().in_list_order().values_list("pk", "title_key", "document_number_key")
    for pk, key, number in rows:
        titles[key].append(pk)
        if number:
            numbers.setdefault(number, pk)
    published = {pk for ids in titles.values() for pk in ids}
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT).values_list("name_key", "policy")
    aliases = Alias.objects.of_kind(EntityKind.DOCUMENT).values_list("name_key", "entity__name_key")
    entities = dict(documents)
    return Names(
        {key: tuple(ids) for key, ids in titles.items()},
        {key: pk for key, pk in entities.items() if pk in published},
        dict(aliases),
        frozenset(key for key in entities if len(key) >= _SHORTEST_NAME or key.endswith("法")),
        numbers,
    )


def policies_meant(documents: Iterable[DraftDocument]) -> dict[DraftDocument, tuple[int, ...]]:
    """The policies (ids) that each document of a draft may be by its title, the best first."""
    names = names_known()
    return {document: names.policies_of(document) if document.title else () for document in documents}


def policies_alike(documents: Iterable[DraftDocument]) -> dict[DraftDocument, tuple[int, ...]]:
    """The policies (ids) whose long titles the titles of documents may stand for: 民间借贷司法解释."""
    short = [document for document in documents if short_subject(document.title)][:_MOST_ABOUT]
    return {
        document: tuple(
            pk for pk in policies_about(full_name(document.title)) if _may_be_titled(document.title, pk)
        )
        for document in short
    }


def _may_be_titled(title: str, pk: int) -> bool:
    """Whether a title that is written out (关于…的意见) is of the kind of a policy's title."""
    return "关于" not in title or without_tail(title)[-2:] == without_tail(names_known().keys[pk])[-2:]


def is_numbered_alike(first: str, second: str) -> bool:
    """Whether two numbers are of one agency, or differ in so little that one is a slip of the other."""
    if agency_of(first) == agency_of(second):
        return True
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) <= 1
