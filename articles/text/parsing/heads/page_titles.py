"""The name that a web page gives a document, above the title that the document itself prints."""

from collections.abc import Iterator, Sequence

from articles.text.citing.naming.titles import title_key
from articles.text.parsing.bodies import signers
from articles.text.parsing.heads.title_lines import (
    begins_text,
    ends_title,
    is_order_head,
    joined_key,
    number_line,
    order_head_lines,
)
from articles.text.parsing.lines import SourceLine

_MOST_LINES = 6
_MOST_BETWEEN = 9


def second_title(lines: Sequence[SourceLine]) -> slice:
    """Where the title of a web page comes again as the document prints it, over several lines."""
    title = title_key(lines[0].text)
    if signers(lines[0].text):  # bodies above the title sign below the text, too
        return slice(0)
    for begin, end in _runs_below(lines):
        may_be = begin == 1 or end > begin + 1  # one line right below it, or several
        if may_be and joined_key(lines[begin:end]) == title:
            return slice(begin, end)
    return slice(0)


def page_name(lines: Sequence[SourceLine]) -> int:
    """How many lines are a web page's name that gives title and number, both of which the document repeats.

    某局公告2023年第5号 / 关于某事的公告, then 某局 / 公告 / 2023年第5号 / 关于某事的公告; or 关于某事的通知
    / （某发〔2024〕5号）, or 某发〔2024〕5号 / 《关于某事的通知》, then 关于某事的通知 / 某发〔2024〕5号.
    The name may stand alone, above a head or a title with the bodies: 关于某事的通知, 某局关于某事的通知.
    """
    if len(lines) < 2:
        return 0
    title_index = 1 if is_order_head(lines[0].text) else 0
    title = title_key(lines[title_index].text)
    below = lines[title_index + 1 : title_index + 1 + _MOST_BETWEEN]
    repeat_index = next((index for index, line in enumerate(below) if title_key(line.text) == title), None)
    if repeat_index is None or not ends_title(title):
        return int(_is_name_alone(lines))
    if title_index and repeat_index:
        return 2 if _are_heads(below[:repeat_index]) else 0
    number = lines[0] if title_index else below[0]
    is_numbered_twice = number_line(number.text) and any(
        number_line(line.text) for line in below[repeat_index + 1 :][:1]
    )
    return 2 if repeat_index == 1 - title_index and is_numbered_twice else int(_is_name_alone(lines))


def _is_name_alone(lines: Sequence[SourceLine]) -> bool:
    """Whether the document below prints its title with its bodies, or its head above the same title."""
    title = title_key(lines[0].text)
    if not ends_title(lines[0].text):
        return False
    for begin, end in _runs_below(lines):
        if begins_text(lines[begin].text):
            return False
        key = joined_key(lines[begin:end])
        if key == title and _are_heads(lines[1:begin]):
            return True
        if key != title and key.endswith(title) and signers(key.removesuffix(title)):
            return True
    return False


def _runs_below(lines: Sequence[SourceLine]) -> Iterator[tuple[int, int]]:
    """From which line to which a title may run below the first line."""
    for begin in range(len(lines))[1:_MOST_BETWEEN]:
        for end in range(len(lines) + 1)[begin + 1 : begin + _MOST_LINES + 1]:
            yield begin, end


def _are_heads(lines: Sequence[SourceLine]) -> bool:
    return bool(lines) and order_head_lines([line.text for line in lines]) == len(lines)
