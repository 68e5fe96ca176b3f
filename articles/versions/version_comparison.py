"""What differs between two versions of a policy: unit by unit, in each by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property

from articles.models import Article, Division, Policy, PolicyVersion
from articles.models.policies.policy_version import version_dates
from articles.models.postgres.content_versions import remembered
from articles.models.postgres.digests import text_sha256
from articles.reading.contents import Contents
from articles.reading.places.units import Unit, units_of
from articles.search import tokenizer
from articles.text.wording.characters.folding import fold_with_offsets
from articles.text.wording.comparison.word_differences import WordPiece, same_but_for_print, word_pieces
from articles.versions.snapshots import TextRows
from articles.versions.timeline import Version
from articles.versions.version_texts import contents_of_version

_KEPT = 32
#: Two units of which at least so many pairs of characters are the same are versions of one.
_ALIKE = 0.4
#: Pairs of units that are compared one by one; in larger stretches units of one address are paired.
_MOST_PAIRS = 10_000
#: Texts outside the units; the statements of adoption and amendment are no part of the text.
_PASSAGES = {"notice": "印发通知", "introduction": "引言", "annex": "附件"}


@dataclass(frozen=True)
class UnitChange:
    """A unit in two versions; one of them is None if only the other has it."""

    before: Unit | None
    after: Unit | None

    @property
    def unit(self) -> Unit:
        unit = self.after or self.before
        assert unit is not None
        return unit

    @property
    def is_added(self) -> bool:
        return self.before is None

    @property
    def is_removed(self) -> bool:
        return self.after is None

    @property
    def is_renumbered(self) -> bool:
        """Whether its text stands at another place of the newer version."""
        return bool(self.before and self.after and self.before.citation != self.after.citation)

    @property
    def is_same(self) -> bool:
        return bool(self.before and self.after and self.before.text == self.after.text)

    @property
    def is_print_only(self) -> bool:
        """Whether only widths, quotation marks, dashes or spaces differ."""
        if self.is_same or not (self.before and self.after):
            return False
        return same_but_for_print(self.before.text) == same_but_for_print(self.after.text)

    @property
    def is_reworded(self) -> bool:
        return not (self.is_added or self.is_removed or self.is_same or self.is_print_only)

    @cached_property
    def pieces(self) -> list[WordPiece]:
        """Both texts by words."""
        before, after = (unit.text if unit else "" for unit in (self.before, self.after))
        return word_pieces(before, after, cut=cut_words)

    def concerns(self, address: str) -> bool:
        return any(unit is not None and unit.address == address for unit in (self.before, self.after))


@dataclass(frozen=True)
class VersionComparison:
    """All units of two versions in order."""

    before: Version
    after: Version
    units: tuple[UnitChange, ...]

    @property
    def changes(self) -> list[UnitChange]:
        """What differs in words or place, without what differs in print only."""
        return [change for change in self.units if not change.is_print_only and self._is_change(change)]

    @property
    def of_print(self) -> list[UnitChange]:
        return [change for change in self.units if change.is_print_only]

    @property
    def counts(self) -> str:
        """改动 3 处，增加 1 处 …, or that nothing differs."""
        numbers = {
            "改动": sum(change.is_reworded for change in self.units),
            "增加": sum(change.is_added for change in self.units),
            "删去": sum(change.is_removed for change in self.units),
            "只改编号": sum(change.is_same and change.is_renumbered for change in self.units),
            "只改排印": len(self.of_print),
        }
        return "，".join(f"{label} {number} 处" for label, number in numbers.items() if number) or "文字相同"

    def of_unit(self, address: str) -> VersionComparison:
        """The same for the unit at this address only."""
        units = tuple(change for change in self.units if change.concerns(address))
        return VersionComparison(self.before, self.after, units)

    @staticmethod
    def _is_change(change: UnitChange) -> bool:
        return not change.is_same or change.is_renumbered


@remembered(Policy, PolicyVersion, Article, Division, most=_KEPT)
def compare_versions(before: Version, after: Version) -> VersionComparison:
    """Compare two versions of one policy."""
    old, new = (_units_with_outer_texts(contents_of_version(version)) for version in (before, after))
    return VersionComparison(before, after, tuple(_unit_changes(old, new)))


def compare_rows(before: TextRows, after: TextRows) -> VersionComparison:
    """Compare two texts that need not be stored: what an import would change."""
    old, new = (list(_units_of_rows(text)) for text in (before, after))
    earlier, later = (Version("", None, version_dates(text.policy), "") for text in (before, after))
    return VersionComparison(earlier, later, units=tuple(_unit_changes(old, new)))


def _units_of_rows(text: TextRows) -> Iterator[Unit]:
    for name, label in _PASSAGES.items():
        if words := getattr(text.policy, name):
            yield _passage(label, words)
    for division in text.divisions:
        yield _passage(
            division.label or division.title, "\n".join(filter(None, (division.title, division.opening)))
        )
    for row in text.articles:
        yield replace(_passage(row.label, row.text), address=row.address, label=row.own_label)


def cut_words(text: str) -> list[str]:
    """The words of a text as it is printed; joined again they are the text."""
    folded = fold_with_offsets(text)
    starts, place = [0], 0
    for token in tokenizer().cut(folded.text):
        place += len(token)
        end = folded.offsets[place] if place < len(folded.offsets) else len(text)
        if end > starts[-1]:
            starts.append(end)
    return [
        text[start:stop] for start, stop in zip(starts, [*starts[1:], len(text)], strict=True) if start < stop
    ]


def _units_with_outer_texts(contents: Contents) -> list[Unit]:
    policy = contents.policy
    texts = ((label, getattr(policy, name)) for name, label in _PASSAGES.items())
    outside = [_passage(label, text) for label, text in texts if text]
    return [*outside, *units_of(contents)]


def _passage(label: str, text: str) -> Unit:
    return Unit(
        address=f"#{label}", label="", citation=label, heading="", text=text,
        sha256=text_sha256(text), level=1, parent=None,
    )  # fmt: skip


def _unit_changes(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[UnitChange]:
    """The units of two versions in pairs; what only one of them has stands alone."""
    keys = [same_but_for_print(unit.text) for unit in old], [same_but_for_print(unit.text) for unit in new]
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, *keys, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from map(UnitChange, old[old_start:old_end], new[new_start:new_end])
        else:
            yield from _paired_changes(old[old_start:old_end], new[new_start:new_end])


def _paired_changes(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[UnitChange]:
    """Pair what is alike or of one address, in order; the rest is removed or added."""
    done_old, done_new = 0, 0
    for old_index, new_index in [*_pairs(old, new), (len(old), len(new))]:
        yield from (UnitChange(unit, None) for unit in old[done_old:old_index])
        yield from (UnitChange(None, unit) for unit in new[done_new:new_index])
        if old_index < len(old) and new_index < len(new):
            yield UnitChange(old[old_index], new[new_index])
        done_old, done_new = old_index + 1, new_index + 1


def _pairs(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    """The pairs, in the order of both lists, whose likeness together is greatest."""
    likeness = _likeness(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(
                best[i + 1][j],
                best[i][j + 1],
                likeness[i][j] + best[i + 1][j + 1],
            )
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(old: Sequence[Unit], new: Sequence[Unit]) -> list[list[float]]:
    """How alike each two units are, 0 for those that are no versions of one another."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [[float(old_unit.address == new_unit.address) for new_unit in new] for old_unit in old]
    bigrams = [_bigrams(unit.text) for unit in old], [_bigrams(unit.text) for unit in new]
    return [
        [
            _alike(old_bigrams, new_bigrams) or 0.1 * (old_unit.address == new_unit.address)
            for new_unit, new_bigrams in zip(new, bigrams[1], strict=True)
        ]
        for old_unit, old_bigrams in zip(old, bigrams[0], strict=True)
    ]


def _alike(old: set[str], new: set[str]) -> float:
    shared = 2 * len(old & new) / (len(old) + len(new)) if old and new else 0.0
    return shared if shared >= _ALIKE else 0.0


def _bigrams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)} or {text}
