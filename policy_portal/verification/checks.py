"""All checks, in the order in which they run: the cheap ones first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.links.link_checks import damaged_links
from articles.search import index_problems
from policy_portal.auditing.chain import broken_links
from policy_portal.verification import checksums, database, revisions


@dataclass(frozen=True)
class Check:
    """`find` yields what does not agree, one line in Chinese each."""

    name: str
    title: str
    find: Callable[[], Iterable[str]]


CHECKS = (
    Check("guards", "触发器与数据库索引", database.disabled_guards),
    Check("constraints", "约束", database.broken_constraints),
    Check("keys", "外键", database.broken_keys),
    Check("unique", "唯一的值", database.repeated_values),
    Check("hashes", "正文的校验值", checksums.wrong_checksums),
    Check("revisions", "修订与现状", revisions.wrong_revisions),
    Check("versions", "历次版本", checksums.wrong_versions),
    Check("quotes", "措施与后来的规定的引文", checksums.wrong_quotes),
    Check("links", "链接的引文与位置", damaged_links),
    Check("audit", "审计日志", broken_links),
    Check("index", "检索索引", index_problems),
)


def run(names: Iterable[str] = ()) -> Iterator[tuple[Check, list[str]]]:
    """Each check, or those named, with what it found."""
    wanted_names = set(names) or {check.name for check in CHECKS}
    for check in CHECKS:
        if check.name in wanted_names:
            yield check, list(check.find())
