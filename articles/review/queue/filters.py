"""What a reviewer wants to see of the queue, as the address of the page says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from articles.models.links.link_rule import Certainty

_LONGEST = 100


@dataclass(frozen=True)
class QueueFilters:
    """`policy` is a slug, a title or a document number; `entity` words of a name or of a quote."""

    kind: str = ""
    policy: str = ""
    entity: str = ""
    certainty: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> QueueFilters:
        typed = {name: _clean_words(sent.get(name, "")) for name in cls.__dataclass_fields__}
        certainty = typed["certainty"] if typed["certainty"] in Certainty.values else ""
        return cls(**{**typed, "certainty": certainty})

    @property
    def query(self) -> str:
        """The filters as the query string of an address; "" for none."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


def _clean_words(typed: str) -> str:
    return typed.replace("\0", "").strip()[:_LONGEST]
