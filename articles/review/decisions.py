"""A decision on many rows: each is a matter of its own, and one that fails takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import DatabaseError, connection, models, transaction

from articles.review.refusals import Refusal, refusal_of

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Decision(Generic[Row]):
    """The rows that changed, and of each that could not which and why, in Chinese."""

    done: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()


@transaction.atomic
def decide(rows: Iterable[Row], decision: Callable[[Row], bool]) -> Decision[Row]:
    """Do `decision` to each row within a savepoint; it says whether the row has changed, or raises Refusal.

    What the database refuses, be it only at the end of the transaction, is that row's problem alone.
    """
    done, problems = [], []
    for row in rows:
        name = str(row)  # before the decision changes what it is called by
        try:
            with transaction.atomic():
                has_changed = decision(row)
                connection.check_constraints()
        except Refusal as refusal:
            problems.append(f"{name}：{refusal}")
        except DatabaseError as error:
            if (words := refusal_of(error)) is None:
                raise
            problems.append(f"{name}：{words}")
        else:
            done += [row] if has_changed else []
    return Decision(tuple(done), tuple(problems))
