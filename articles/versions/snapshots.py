"""A whole text as JSON values, and the model rows that it came from, unsaved.

Every own field of the rows is kept, so that a new field needs no change here. What refers to another row of
the text does so by eId or address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from articles.models import Addressee, Article, Division, Issuer, Policy
from articles.text.wording.characters.folding import fold
from articles.text.wording.characters.grams import gram_number, grams

_Row = TypeVar("_Row", bound=models.Model)
#: What belongs to the work or to the portal, not to one of its texts.
_NOT_OF_A_TEXT: dict[type[models.Model], set[str]] = {
    Policy: {
        *("slug", "title_key", "document_number_key", "publication", "is_featured", "source_note"),
        *("link_rule", "status_checked_at"),
    },
}


@dataclass(frozen=True)
class TextRows:
    """The rows of one text of a policy, in printed order."""

    policy: Policy
    issuers: Sequence[Issuer]
    addressees: Sequence[Addressee]
    divisions: Sequence[Division]
    articles: Sequence[Article]

    @property
    def records(self) -> list[models.Model]:
        return [self.policy, *self.issuers, *self.addressees, *self.divisions, *self.articles]


def stored_rows(policy: Policy) -> TextRows:
    """The policy's present text, without articles that an editor is still drafting."""
    articles = policy.articles.in_text().for_reading().in_order()
    return TextRows(
        policy,
        list(policy.issuers.order_by("position")),
        list(policy.addressees.order_by("position")),
        list(policy.divisions.with_parents().in_order()),
        [article for article in articles if article.has_been_in_text],
    )


def rows_among(records: Iterable[models.Model]) -> TextRows:
    """The rows that an import has built, the policy first."""
    rows = list(records)
    (policy,) = (row for row in rows if isinstance(row, Policy))
    return TextRows(
        policy,
        [row for row in rows if isinstance(row, Issuer)],
        [row for row in rows if isinstance(row, Addressee)],
        [row for row in rows if isinstance(row, Division)],
        [row for row in rows if isinstance(row, Article)],
    )


def grams_of(snapshot: Mapping[str, Any]) -> list[int]:
    """The characters and pairs of characters of the units of a snapshot, as `gram_number` numbers them."""
    texts = (fold(unit["text"]) for unit in snapshot["units"])
    return sorted({gram_number(gram) for gram in {gram for text in texts for gram in grams(text)}})


def snapshot_of(text: TextRows) -> dict[str, Any]:
    """The values of all rows of a text, as `PolicyVersion.snapshot` stores them."""
    return {
        "policy": _values(text.policy),
        "issuers": [_values(row) for row in text.issuers],
        "addressees": [_values(row) for row in text.addressees],
        "divisions": [{**_values(row), "parent": row.parent and row.parent.eid} for row in text.divisions],
        "units": [
            {
                **_values(row),
                "division": row.division and row.division.eid,
                "parent": row.parent and row.parent.address,
                "numbered_in": row.numbered_in and row.numbered_in.eid,
            }
            for row in text.articles
        ],
    }


def rows_of(snapshot: Mapping[str, Any], policy: Policy, *, with_ids: bool = False) -> TextRows:
    """The rows of a snapshot of `policy`, unsaved; `with_ids` gives them ids that no stored row has.

    With ids they can be told apart, as pages and exports do; without, they can be saved.
    """
    text = _row(Policy, snapshot["policy"])
    text.pk, text.slug, text.publication = policy.pk, policy.slug, policy.publication
    text.derive_keys()
    issuers = [_row(Issuer, values, policy=text) for values in snapshot["issuers"]]
    addressees = [_row(Addressee, values, policy=text) for values in snapshot["addressees"]]
    divisions = _divisions(snapshot["divisions"], text, with_ids=with_ids)
    units = _units(snapshot["units"], text, divisions, with_ids=with_ids)
    _set_prefetched(text, issuers=issuers, addressees=addressees)
    return TextRows(text, issuers, addressees, list(divisions.values()), list(units.values()))


def _divisions(
    values: Iterable[Mapping[str, Any]], policy: Policy, *, with_ids: bool
) -> dict[str | None, Division]:
    divisions: dict[str | None, Division] = {}
    for number, division_values in enumerate(values, start=1):
        own_id = -number if with_ids else None
        row = _row(
            Division,
            division_values,
            id=own_id,
            policy=policy,
            parent=divisions.get(division_values["parent"]),
        )
        divisions[row.eid] = row
    return divisions


def _units(
    values: Iterable[Mapping[str, Any]],
    policy: Policy,
    divisions: Mapping[str | None, Division],
    *,
    with_ids: bool,
) -> dict[str | None, Article]:
    units: dict[str | None, Article] = {}
    for number, unit_values in enumerate(values, start=1):
        own_id = -number if with_ids else None
        row = _row(Article, unit_values, id=own_id, policy=policy, parent=units.get(unit_values["parent"]))
        row.division = divisions.get(unit_values["division"])
        row.numbered_in = divisions.get(unit_values["numbered_in"])
        units[row.address] = row
    return units


def _values(row: models.Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields_of_text(type(row))}


def fields_of_text(model: type[models.Model]) -> list[str]:
    """The fields that a text has of its own: not those of the work or the portal, nor links to other rows."""
    left_out = {"id", *_NOT_OF_A_TEXT.get(model, ())}
    fields = (field.name for field in model._meta.concrete_fields if not field.is_relation)
    return [name for name in fields if name not in left_out]


def _row(model: type[_Row], values: Mapping[str, Any], **links: Any) -> _Row:
    """A row with these values; fields that a later release has removed are left out."""
    fields = {field.name: field for field in model._meta.concrete_fields if not field.is_relation}
    own = {name: fields[name].to_python(value) for name, value in values.items() if name in fields}
    return model(**own, **links)


def _set_prefetched(policy: Policy, **rows: Sequence[models.Model]) -> None:
    """Let `policy.issuers.all()` give these rows, as a prefetch does, instead of those in the database."""
    prefetched = policy.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, of_text in rows.items():
        queryset = getattr(Policy, name).rel.related_model._default_manager.none()
        queryset._result_cache, queryset._prefetch_done = list(of_text), True
        prefetched[name] = queryset
