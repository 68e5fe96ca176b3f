"""What every article has from its policy's covering notice: the issuing bodies, as `inherited` links."""

from django.db import transaction

from articles.models import Alias, Entity, Mention, Policy
from articles.models.entity import EntityKind
from articles.models.evidence import Basis, LinkStatus, Passage
from articles.text.folding import fold


@transaction.atomic
def inherit_issuers(policy: Policy) -> int:
    """Link every article of `policy` to the ministries that issued it; return how many links are new.

    Links to bodies that are no issuers (any more) go; an editor's rejection stays.
    """
    issuers = set(_issuing_ministries(policy))
    inherited = Mention.objects.of_policy(policy).with_basis(Basis.INHERITED)
    present = set(inherited.values_list("article_id", "entity_id"))
    if any(entity not in issuers for _, entity in present):
        inherited.not_of_entities(issuers).delete()
    if not issuers:
        return 0
    missing = [
        Mention(
            policy=policy,
            article=article,
            passage=Passage.ARTICLE,
            entity_id=ministry,
            basis=Basis.INHERITED,
            status=LinkStatus.PUBLISHED,
        )
        for article in policy.articles.in_order()
        for ministry in sorted(issuers)
        if (article.pk, ministry) not in present
    ]
    return len(Mention.objects.bulk_create(missing, batch_size=1000))


def _issuing_ministries(policy: Policy) -> list[int]:
    """The ministry entities that bear an issuer's name on the day the policy was signed."""
    keys = {fold(name) for issuer in policy.issuers.all() for name in (issuer.name, issuer.official_name)}
    named = Entity.objects.of_kind(EntityKind.MINISTRY).keyed(keys).values_list("pk", flat=True)
    aliases = Alias.objects.of_kind(EntityKind.MINISTRY).valid_on(policy.signed_on).keyed(keys)
    return [*named, *aliases.values_list("entity", flat=True)]
