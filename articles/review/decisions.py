"""A decision on many rows, each in its own savepoint: one that fails does not affect the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import DatabaseError, connection, models, transaction

from articles.review.refusals import Refusal, refusal_of

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Decision(Generic[Row]):
    """The rows that changed, and for each that could not its name and the reason, in Chinese.

    `also` are other rows that changed with them, each with its state before.
    """

    done: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    also: tuple[tuple[models.Model, str | bool], ...] = ()


@transaction.atomic
def decide(rows: Iterable[Row], decision: Callable[[Row], bool]) -> Decision[Row]:
    """Apply `decision` to each row in a savepoint; it returns whether the row has changed, or raises Refusal.

    Database errors, those of deferred constraints included, become problems of that row.
    """
    done, problems = [], []
    for row in rows:
        name = str(row)  # before the decision changes the name
        try:
            with transaction.atomic():
                has_changed = decision(row)
                connection.check_constraints()
        except Refusal as refusal:
            problems.append(f"{name}：{refusal}")
        except DatabaseError as error:
            if (message := refusal_of(error)) is None:
                raise
            problems.append(f"{name}：{message}")
        else:
            done += [row] if has_changed else []
    return Decision(tuple(done), tuple(problems))
