"""Numbers that the lists inside an article leave out or print twice: messages for the import report."""

from __future__ import annotations

from collections.abc import Iterator

from articles.text.parsing.units.provisions import provisions_of


def gaps_in(text: str) -> Iterator[str]:
    """The problems with the numbers of each list in an article's text; a list that does not begin with 1 has
    none.

    >>> list(gaps_in("下列：\\n（一）甲；\\n（二）乙；\\n（四）丙。"))
    ['（四）之前编号不连续，原文没有3']
    """
    last_numbers: dict[str, int] = {}
    for provision in provisions_of(text):
        if not provision.label:
            continue
        number, previous = (
            int(provision.address.rpartition(".")[2].partition("-")[0]),
            last_numbers.get(provision.above),
        )
        if number == previous:
            yield f"{provision.label}与前一处编号相同"
        elif previous and number > previous + 1:
            missing = f"{previous + 1}" + (f"至{number - 1}" if number > previous + 2 else "")
            yield f"{provision.label}之前编号不连续，原文没有{missing}"
        if number == 1 or previous:
            last_numbers[provision.above] = number
