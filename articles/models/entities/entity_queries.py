"""Which entities are asked for: by name, kind, what links name them, and what readers may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Length

from articles.models.entities.entity_kinds import EntityKind
from articles.text.citing.naming.titles import title_key
from articles.text.wording.characters.folding import fold

if TYPE_CHECKING:
    from articles.models.entities.entity import Entity
    from articles.models.policies.policy import Policy


class EntityQuerySet(models.QuerySet["Entity"]):
    def get_by_natural_key(self, kind: str, slug: str) -> Entity:
        return self.get(kind=kind, slug=slug)

    def published(self) -> EntityQuerySet:
        """Public entities; one that the linker created from a 《…》 waits for an editor."""
        return self.filter(is_published=True)

    def hidden(self) -> EntityQuerySet:
        return self.filter(is_published=False)

    def of_kind(self, kind: str) -> EntityQuerySet:
        return self.filter(kind=kind)

    def of_kinds(self, kinds: Iterable[str]) -> EntityQuerySet:
        return self.filter(kind__in=list(kinds))

    def with_slug(self, slug: str) -> EntityQuerySet:
        return self.filter(slug=slug)

    def with_slugs(self, slugs: Iterable[str]) -> EntityQuerySet:
        return self.filter(slug__in=list(slugs))

    def keyed(self, keys: Iterable[str]) -> EntityQuerySet:
        return self.filter(name_key__in=list(keys))

    def named_with(self, words: str) -> EntityQuerySet:
        """Entities whose name contains the (folded) words."""
        return self.filter(name_key__contains=words)

    def named_like(self, words: str) -> EntityQuerySet:
        """Those whose name holds these words in any form of writing."""
        return self.named_with(fold(words))

    def named_exactly(self, words: str) -> EntityQuerySet:
        """Those with this name or alias in any form of writing."""
        keys = {fold(words), title_key(words)}
        return self.filter(Q(name_key__in=keys) | Q(aliases__name_key__in=keys)).distinct()

    def shortest_name_first(self) -> EntityQuerySet:
        """Shortest name first: the best match among names that contain the same words."""
        return self.order_by(Length("name_key"), "kind", "position", "name")

    def with_aliases(self) -> EntityQuerySet:
        return self.prefetch_related("aliases")

    def locked(self) -> EntityQuerySet:
        """Lock the rows for writing; foreign keys to them can still be inserted."""
        return self.select_for_update(of=("self",), no_key=True)

    def in_order(self) -> EntityQuerySet:
        return self.order_by("kind", "position", "name")

    def without_policy(self) -> EntityQuerySet:
        """Documents to which no stored policy is joined."""
        return self.filter(policy__isnull=True)

    def of_policy(self, policy: Policy) -> EntityQuerySet:
        """Documents that are this stored policy."""
        return self.filter(policy=policy)

    def with_ids(self, ids: Iterable[int]) -> EntityQuerySet:
        return self.filter(pk__in=list(ids))

    def below(self, entities: EntityQuerySet) -> EntityQuerySet:
        """The direct children of `entities`."""
        return self.filter(parent__in=entities)

    def without_ids(self, ids: Iterable[int]) -> EntityQuerySet:
        return self.exclude(pk__in=ids)

    def without_name_starts(self) -> EntityQuerySet:
        """Entities whose names suggestions do not have yet."""
        starts = self.model._meta.apps.get_model("articles", "NameStart").objects
        return self.exclude(models.Exists(starts.filter(entity=models.OuterRef("pk"))))

    def edited(self) -> EntityQuerySet:
        """Those that somebody has changed in the portal: they have revisions."""
        return self.filter(revisions__isnull=False).distinct()

    def made_by_linker(self) -> EntityQuerySet:
        """Documents found in texts of which nobody has decided anything: hidden, unedited, of one name."""
        documents = self.undescribed().filter(slug__startswith="doc-", is_published=False)
        return documents.filter(revisions=None, aliases=None, successions=None, origins=None)

    def undescribed(self) -> EntityQuerySet:
        return self.filter(description="")

    def named_by_people(self) -> EntityQuerySet:
        """Those that are public, described or named otherwise: more than the linker knows of a title."""
        described = ~Q(description="") | Q(is_published=True)
        return self.filter(described | Q(pk__in=self._aliases().values("entity")))

    def never_edited(self) -> EntityQuerySet:
        return self.filter(revisions__isnull=True)

    def named(self) -> EntityQuerySet:
        """Those that published links name."""
        links = [
            self.model._meta.apps.get_model("articles", name).objects for name in ("Mention", "Reference")
        ]
        mentions, references = (rows.filter(status="published") for rows in links)
        named = Q(pk__in=mentions.values("entity")) | Q(pk__in=references.values("document"))
        return self.filter(named)

    def named_ending_with(self, ending: str) -> EntityQuerySet:
        return self.filter(name_key__endswith=ending)

    def named_by_or_as(self, policies: Collection[int]) -> EntityQuerySet:
        """Those that links of these policies name, and those named as one of the policies is titled."""
        apps = self.model._meta.apps
        titles = (
            apps.get_model("articles", "Policy").objects.with_ids(policies).order_by().values("title_key")
        )
        links = [apps.get_model("articles", name).objects for name in ("Mention", "Reference")]
        mentions, references = (rows.filter(policy__in=policies) for rows in links)
        return self.filter(
            Q(name_key__in=titles)
            | Q(pk__in=self._aliases().filter(name_key__in=titles).values("entity"))
            | Q(pk__in=mentions.values("entity"))
            | Q(pk__in=references.values("document"))
        )

    def held(self) -> EntityQuerySet:
        """Documents whose text is here."""
        return self.filter(policy__isnull=False)

    def not_held(self) -> EntityQuerySet:
        """Documents that published links name and whose text is not public here, the most cited first.

        Annotates `citations`, how many links name them.
        """
        links = Count("mentions", filter=Q(mentions__status="published"))
        documents = self.of_kind(EntityKind.DOCUMENT).exclude(policy__publication="published")
        return documents.annotate(citations=links).filter(citations__gt=0).order_by("-citations", "name")

    def searched_for(self) -> EntityQuerySet:
        """Entities whose names the linker searches for."""
        return self.filter(is_searched=True, is_group=False)

    def _aliases(self) -> models.QuerySet:
        return self.model._meta.apps.get_model("articles", "Alias").objects.all()
