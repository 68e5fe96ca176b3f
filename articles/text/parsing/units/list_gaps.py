"""Numbers that the lists inside an article leave out or print twice: told, as those of articles are."""

from __future__ import annotations

from collections.abc import Iterator

from articles.text.parsing.units.provisions import provisions_of


def gaps_in(text: str) -> Iterator[str]:
    """What is wrong with the numbers of each list in an article's text; nothing where one does not begin
    with one.

    >>> list(gaps_in("下列：\\n（一）甲；\\n（二）乙；\\n（四）丙。"))
    ['（四）之前编号不连续，原文没有3']
    """
    last: dict[str, int] = {}
    for each in provisions_of(text):
        if not each.label:
            continue
        number, before = int(each.address.rpartition(".")[2].partition("-")[0]), last.get(each.above)
        if number == before:
            yield f"{each.label}与前一处编号相同"
        elif before and number > before + 1:
            missing = f"{before + 1}" + (f"至{number - 1}" if number > before + 2 else "")
            yield f"{each.label}之前编号不连续，原文没有{missing}"
        if number == 1 or before:
            last[each.above] = number
