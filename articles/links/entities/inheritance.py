"""Inherited links: each article is linked to the bodies that issued its policy."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from articles.models import Alias, Article, Entity, Issuer, Mention, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import Basis, LinkStatus, Passage
from articles.models.links.mention import MentionQuerySet
from articles.models.postgres.copying import copy_rows
from articles.text.wording.characters.folding import fold


@transaction.atomic(savepoint=False)
def inherit_issuers(policy: Policy) -> int:
    """Link every article of `policy` to the ministries that issued it; return how many links are new.

    Links to bodies that are not issuers are removed, except those that an editor has decided on.
    """
    issuers = _issuing_ministries(policy, policy.issuers.all())
    inherited = Mention.objects.of_policy(policy).with_basis(Basis.INHERITED)
    present = set(inherited.values_list("article_id", "entity_id"))
    if any(entity not in issuers for _, entity in present):
        _drop_former_issuers(inherited.not_of_entities(issuers))
    if not issuers:
        return 0
    articles = policy.articles.in_text().in_order()
    missing = [link for link in _links(policy, articles, issuers) if _key(link) not in present]
    return len(Mention.objects.bulk_create(missing, batch_size=1000))


def _drop_former_issuers(links: MentionQuerySet) -> None:
    """Delete links that nobody has decided on; set the others to stale (待复核)."""
    links.undecided().delete()
    links.standing().update(status=LinkStatus.STALE)


def inherit_for_new(policy: Policy, *, issuers: Iterable[Issuer], articles: Iterable[Article]) -> None:
    """The same for a new policy with these rows."""
    copy_rows(_links(policy, articles, _issuing_ministries(policy, issuers)))


def _links(policy: Policy, articles: Iterable[Article], ministries: Iterable[int]) -> Iterator[Mention]:
    ordered = sorted(ministries)
    for article in articles if ordered else ():
        for ministry in ordered:
            yield Mention(
                policy=policy,
                article=article,
                passage=Passage.ARTICLE,
                entity_id=ministry,
                basis=Basis.INHERITED,
                status=LinkStatus.PUBLISHED,
            )


def _key(link: Mention) -> tuple[int | None, int]:
    return link.article_id, link.entity_id


def _issuing_ministries(policy: Policy, issuers: Iterable[Issuer]) -> set[int]:
    """The ministry entities that had an issuer's name on the day of the policy."""
    keys = {fold(name) for issuer in issuers for name in (issuer.name, issuer.official_name)}
    if not keys:
        return set()
    ministries = Entity.objects.of_kind(EntityKind.MINISTRY).keyed(keys)
    aliases = Alias.objects.of_kind(EntityKind.MINISTRY).valid_on(policy.dated).keyed(keys)
    by_name, by_alias = ministries.order_by().values_list("pk"), aliases.order_by().values_list("entity")
    return {pk for (pk,) in by_name.union(by_alias).order_by()}
