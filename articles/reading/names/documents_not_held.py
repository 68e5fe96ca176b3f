"""Documents that are named and not stored, with what is known of their end: 合同法, 北京市物业管理条例."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.models import Alias, Article, Entity, Mention, Policy, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.models.postgres.content_versions import remembered
from articles.reading.names.policy_names import full_name, policies_named, policies_near, title_abbreviated
from articles.text.citing.naming.title_forms import has_form_of_title
from articles.text.citing.naming.titles import title_key

_SHORTEST = 3
#: Names that are remembered: a page asks for one in several places.
_MOST_REMEMBERED = 64
_ENDS_AS_NAME = re.compile(r"(?:法|法典|条例|规定|办法|细则|通则|总则)$")
_UNDER_LAW = re.compile(r"(?P<law>.+法)(?P<rules>实施(?:条例|细则|办法))")
#: 《合同法》…同时废止: what a closing article says of the document that it replaces.
_REPEAL = r"《(?:中华人民共和国)?{title}》[^。；]*(?:同时|即行|予以)?废止"


def is_document_name(name: str) -> bool:
    """Whether words end as the names of laws and rules do."""
    key = title_key(name)
    return len(key) >= _SHORTEST and _ENDS_AS_NAME.search(key) is not None


@dataclass(frozen=True)
class MissingDocument:
    """A document that has a known name and no text here, with what is known of its end.

    `successor` is what replaced it and `policy` its text, if that is stored; `source` says where that stands.
    """

    name: str
    successor: str = ""
    date: str = ""
    source: str = ""
    policy: Policy | None = None


@remembered(Policy, Article, Entity, Alias, Succession, Mention, most=_MOST_REMEMBERED)
def missing_document(name: str) -> MissingDocument | None:
    """What is known of a named document that is not stored; None for words that name no document."""
    documents = Entity.objects.of_kind(EntityKind.DOCUMENT)
    document = documents.named_exactly(full_name(name)).first() or _rules_under_law(name)
    if document is None:
        return None
    return _with_successor(document) or _with_repeal(document) or MissingDocument(document.name)


def document_not_held(name: str) -> MissingDocument | None:
    """The same, and a name of which nothing is known but that it has the form of a title: 北京市物业管理条例.

    None where titles hold the words or are nearly those: such documents are offered.
    """
    if known := missing_document(name) if is_document_name(name) else None:
        return known
    key = title_key(name)
    if not has_form_of_title(key) or Policy.objects.published().with_title_holding(key).exists():
        return None
    return None if policies_named(key) or policies_near([key]) else MissingDocument(key)


def _rules_under_law(name: str) -> Entity | None:
    """土管法实施条例: a known document that is called after an abbreviated law."""
    match = _UNDER_LAW.fullmatch(title_key(name))
    law = title_abbreviated(match["law"]) if match else None
    if match is None or law is None:
        return None
    return Entity.objects.of_kind(EntityKind.DOCUMENT).named_exactly(f"{law}{match['rules']}").first()


def _with_successor(document: Entity) -> MissingDocument | None:
    succession = Succession.objects.after(document).last()
    if succession is None:
        return None
    policy = next(iter(policies_named(succession.successor.name)), None)
    return MissingDocument(
        document.name, succession.successor.name, succession.date, succession.source, policy
    )


def _with_repeal(document: Entity) -> MissingDocument | None:
    """From the article of a stored policy that says so: 《合同法》…同时废止."""
    repeal = re.compile(_REPEAL.format(title=re.escape(document.name_key)))
    for mention in Mention.objects.of_entities([document.pk]).in_repealing_articles():
        article = mention.article
        if article and repeal.search(article.text):
            date = article.policy.effective_on
            return MissingDocument(
                document.name,
                article.policy.title,
                date.isoformat() if date else "",
                article.citation,
                article.policy,
            )
    return None
