"""Stored documents that have nearly the name which was typed, also by its everyday words: 网吧管理条例."""

from __future__ import annotations

from collections.abc import Iterator

from articles.models import Policy
from articles.reading.citation_resolution import Resolution, Unresolved, not_exactly
from articles.reading.names.documents_not_held import missing_document
from articles.reading.names.policy_names import policies_near
from articles.search.queries.analysis import Query, analyse_query
from articles.text.citing.naming.title_forms import has_form_of_title

#: Documents that are offered above the results.
_MOST_OFFERED = 3
#: 离婚规定 is hardly the name of a document: only one that leaves out no more words than this is offered,
#: or one of the region that the query names (济南加装电梯规定).
_MOST_LEFT_OUT = 2


def documents_near(name: str, query: Query) -> list[Policy]:
    """Those that are offered for a query which may be a name; none for the name of a known document."""
    if missing_document(name):
        return []
    most = None if has_form_of_title(name) or query.regions else _MOST_LEFT_OUT
    return policies_near(_wordings(name, query), most_left_out=most)[:_MOST_OFFERED]


def with_near_documents(resolution: Resolution) -> Resolution:
    """A resolution that leads somewhere as it is; an unresolved one as `or_nearly_named` gives it."""
    return or_nearly_named(resolution) if isinstance(resolution, Unresolved) else resolution


def or_nearly_named(unresolved: Unresolved) -> Unresolved:
    """An unresolved citation with the documents that have nearly the cited title, also when an everyday word
    in it is put as laws put it; unchanged where there are none."""
    citation = unresolved.citation
    if citation is None or not citation.title:
        return unresolved
    near = policies_near(_wordings(citation.title, analyse_query(citation.title)))
    return not_exactly(citation, near) if near else unresolved


def _wordings(name: str, query: Query) -> Iterator[str]:
    """The name as it is, and with each of its everyday words in each of the wordings of laws."""
    yield name
    for synonym in query.meanings:
        if synonym.word in name:
            yield from (name.replace(synonym.word, "".join(words)) for words in synonym.means)
