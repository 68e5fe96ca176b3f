"""An enterprise's figures as a visitor writes them, and the size that follows from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from guidance.matching.profile_choices import Size
from guidance.matching.sizes import INDICATORS, Industry, derive_size, industries

_MOST = 10**12
_SHOWN = 20


@dataclass(frozen=True)
class Figures:
    """The industry by which the size is told, and the figures by the names of `sizes.INDICATORS`."""

    industry: str = ""
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def row(self) -> Industry | None:
        return industries().get(self.industry)

    @property
    def size(self) -> Size:
        return derive_size(self.row, self.values) if self.row else Size.UNKNOWN

    @property
    def is_empty(self) -> bool:
        return not (self.industry or self.values)

    @property
    def missing(self) -> tuple[str, ...]:
        """The indicators that the industry asks for and that are not filled in, in words."""
        indicators = self.row.indicators if self.row else ()
        return tuple(INDICATORS[name] for name in indicators if name not in self.values)

    @property
    def used(self) -> tuple[str, ...]:
        """The figures that the industry is measured by: 从业人员 300 人."""
        indicators = self.row.indicators if self.row else ()
        return tuple(figure_in_words(name, self.values[name]) for name in indicators if name in self.values)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As parameters of an address."""
        figures = tuple((name, plain(self.values[name])) for name in INDICATORS if name in self.values)
        return ((("industry", self.industry),) if self.industry else ()) + figures


NO_FIGURES = Figures()


def read_figure(name: str, typed: str) -> float:
    """A figure as people write it (３００, 1,000). Raises ValueError that says in Chinese what is wrong."""
    label = INDICATORS[name]
    normalized = unicodedata.normalize("NFKC", typed).replace(",", "").strip()
    try:
        figure = float(normalized)
    except ValueError:
        excerpt = typed.replace("\0", "�")[:_SHOWN]
        raise ValueError(f"{label}“{excerpt}”不是数字。") from None
    if not 0 <= figure <= _MOST:
        raise ValueError(f"{label}须在 0 与一万亿之间。")
    if name == "employees" and figure != int(figure):
        raise ValueError(f"{label}须是整数。")
    return figure


def figure_in_words(name: str, figure: float) -> str:
    """从业人员 300 人"""
    label, unit = INDICATORS[name].removesuffix("）").split("（")
    return f"{label} {plain(figure)} {unit}"


def plain(figure: float) -> str:
    """Without an exponent and without zeros that say nothing."""
    return str(int(figure)) if figure == int(figure) else f"{figure:f}".rstrip("0")
