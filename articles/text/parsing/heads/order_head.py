"""The head of an order or announcement: 中华人民共和国国务院令 / 第907号, 某部公告 / 2024年第5号."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.citing.naming.titles import STATE
from articles.text.parsing.bodies import signers
from articles.text.parsing.heads.title_lines import order_head

_MOST_LINES = 12  # ten ministries, 令, 2022年第41号
_KIND = re.compile(r"(?:令|公告|通告)$")
_WRAPPED = re.compile(r"[（(](?P<inner>.*[号期次])[）)]")
_SPACED_KIND = re.compile(r"(?:公\s+告|通\s+告)$")


@dataclass(frozen=True)
class OrderHead:
    """The number of an order or announcement (国务院令第907号) and the bodies it names."""

    number: str
    bodies: tuple[str, ...]


def parse_order_head(lines: Sequence[str]) -> OrderHead | None:
    """Read the head that `lines` begin with; None where it names no body or no number.

    >>> parse_order_head(["中华人民共和国国务院令", "第907号", "现公布……"]).number
    '国务院令第907号'
    """
    head_name = number = ""
    bodies: list[str] = []
    for line in lines[:_MOST_LINES]:
        head = order_head(line)
        if head is None:
            if not head_name and (line_signers := signers(line)):  # the bodies of a joint order, a line each
                bodies += [signer.name for signer in line_signers if not signer.is_person]
                continue
            break
        head_name = head_name or _close_up_bodies(
            _SPACED_KIND.sub(lambda kind: "".join(kind[0].split()), head["body"] or "")
        )
        number = number or serial_of(head["number"] or "")
    if not number or not head_name:
        return None
    words = _KIND.sub("", head_name)
    bodies += [signer.name for signer in signers(words)]
    bodies = [body.removeprefix(STATE) for body in bodies if body != STATE]
    if words in ("", "联合"):
        head_name = f"{' '.join(bodies)}{head_name}"
    return OrderHead(f"{head_name.removeprefix(STATE)}{number}", tuple(dict.fromkeys(bodies)))


def serial_of(number: str) -> str:
    """The number of an order or announcement closed up, without brackets around it: （2023年 第15号）."""
    closed = "".join(number.split())
    wrapped = _WRAPPED.fullmatch(closed)
    return wrapped["inner"] if wrapped else closed


def _close_up_bodies(words: str) -> str:
    """The bodies and the kind closed up; several bodies stay apart: 交通运输部 公安部令."""
    kind = _KIND.search(words.strip())
    bodies = signers(words[: kind.start()].strip()) if kind else []
    if kind and len(bodies) > 1:
        return f"{' '.join(signer.name for signer in bodies)}{kind[0]}"
    return "".join(words.split())
