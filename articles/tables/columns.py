"""Columns of a table: how a value is written in a cell and read out of it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

YES, NO = "是", "否"
_DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")


class RowError(ValueError):
    """What is wrong with a row: (heading, problem) each, in Chinese."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        super().__init__("；".join(f"{heading}：{problem}" for heading, problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Column:
    """`is_fixed` columns are for information; a `is_once` one is read for new rows only."""

    key: str
    heading: str
    help: str = ""
    width: int = 20
    is_fixed: bool = False
    is_once: bool = False


def field_column(model: type[models.Model], name: str, **options: Any) -> Column:
    """The column of a model's field, with the field's name and help."""
    field = _field(model, name)
    choices = "、".join(str(label) for _, label in field.choices or ())
    help_text = " ".join(
        filter(
            None, (str(options.pop("help", "") or field.help_text), f"可填：{choices}。" if choices else "")
        )
    )
    if isinstance(field, models.BooleanField):
        help_text = f"{help_text} 填 {YES} 或 {NO}。".strip()
    if isinstance(field, models.DateField):
        help_text = f"{help_text} 写作 2024-05-01。".strip()
    return Column(name, str(field.verbose_name), help_text, **options)


def _field(model: type[models.Model], name: str) -> models.Field:
    """A field that has a column of its own."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def field_text(row: models.Model, name: str) -> str:
    """A field's value as a cell writes it."""
    field, value = _field(type(row), name), getattr(row, name)
    if isinstance(field, models.BooleanField):
        return YES if value else NO
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def set_field(row: models.Model, name: str, text: str) -> None:
    """Set a field from a cell. Raises RowError."""
    field = _field(type(row), name)
    heading = str(field.verbose_name)
    if isinstance(field, models.BooleanField):
        setattr(row, name, read_bool(text, heading))
    elif field.choices:
        setattr(row, name, _chosen_value(field, text, heading))
    elif isinstance(field, models.DateField):
        setattr(row, name, read_date(text, heading))
    elif isinstance(field, models.DecimalField):
        setattr(row, name, read_decimal(text, heading))
    elif isinstance(field, models.IntegerField):
        setattr(row, name, read_number(text, heading))
    else:
        setattr(row, name, text)


def set_fields(row: models.Model, names: Iterable[str], values: Mapping[str, str]) -> None:
    """Set fields from cells, by name. Raises one RowError with all that cannot be read."""
    problems: list[tuple[str, str]] = []
    for name in names:
        if name in values:
            try:
                set_field(row, name, values[name])
            except RowError as error:
                problems += error.problems
    if problems:
        raise RowError(*problems)


def read_bool(text: str, heading: str) -> bool:
    if text in (YES, NO, ""):
        return text == YES
    raise RowError((heading, f"“{text[:20]}”应填 {YES} 或 {NO}"))


def read_number(text: str, heading: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise RowError((heading, f"“{text[:20]}”应是整数"))


def read_decimal(text: str, heading: str) -> Decimal:
    try:
        value = Decimal(text[:20])
    except ArithmeticError as error:
        raise RowError((heading, f"“{text[:20]}”应是数字")) from error
    if not value.is_finite():
        raise RowError((heading, f"“{text[:20]}”应是数字"))
    return value


def read_date(text: str, heading: str) -> date | None:
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date() if text else None
        except ValueError:
            continue
    raise RowError((heading, f"“{text[:20]}”不是日期，写作 2024-05-01"))


def _chosen_value(field: models.Field, text: str, heading: str) -> object:
    by_text = {str(label): value for value, label in field.flatchoices}
    by_text |= {str(value): value for value, _ in field.flatchoices}
    if text in by_text:
        return by_text[text]
    if not text and field.blank:
        return ""
    known_labels = "、".join(str(label) for _, label in field.flatchoices)
    raise RowError((heading, f"没有“{text[:20]}”，可填 {known_labels}"))


def checked(
    row: models.Model, *, exclude: Sequence[str] = (), headings: Mapping[str, str] | None = None
) -> None:
    """Check a row as a form does. Raises RowError with the names of the columns."""
    if derive := getattr(row, "derive_keys", None):
        derive()
    try:
        row.full_clean(exclude=list(exclude))
    except ValidationError as error:
        raise row_error(row, error, headings or {}) from error


def row_error(row: models.Model, error: ValidationError, headings: Mapping[str, str]) -> RowError:
    names = {field.name: str(getattr(field, "verbose_name", field.name)) for field in row._meta.get_fields()}
    messages = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    return RowError(
        *(
            (
                headings.get(name) or names.get(name) or _heading_named_in(problem, names.values()),
                problem.rstrip("。"),
            )
            for name, problems in messages.items()
            for problem in problems
        )
    )


def _heading_named_in(problem: str, headings: Iterable[str]) -> str:
    """The column that a problem of the whole row speaks of, "" if of none."""
    return max((heading for heading in headings if heading in problem), key=len, default="")
