"""Messages for editors about rows that the database refuses."""

from __future__ import annotations

from django.apps import apps
from django.db import DatabaseError, models
from django.db.models import UniqueConstraint

from articles.models.postgres.driver import diagnosis_of, sqlstate_of

_SOMETHING = "数据库不接受这样的内容（{name}）。"
#: Messages for errors without a constraint, by PostgreSQL's SQLSTATE.
_CODES = {
    "22001": "有一处文字太长，请缩短后再保存。",
    "22003": "有一个数字太大，请改正后再保存。",
    "22021": "文字里有不能保存的字符。",
    "23502": "有必填的内容没有填写。",
    "23503": "所选的内容刚被删去，或者还有别处要用它。",
    "23505": "已有与此相同的一项，不能重复。",
    "40001": "别人正在保存同一内容，请再保存一次。",
    "40P01": "别人正在保存同一内容，请再保存一次。",
}
#: Messages of the triggers on quotes, by the end of their names; each table has its own triggers.
_TRIGGERS = {
    "article_of_policy": "这一条不属于所选的政策。",
    "quote_stands": "原文不在现在文字的所记之处，请改正原文或写明第几处。",
    "quotes_stand": "有引用的原文已不在条文的所记之处，请逐处改正。",
    "measure_quotes_of_text_stand": "这样改动之后，有支持措施引用的原文不再在文中。",
    "quotes_of_text_stand": "这样改动之后，有链接引用的原文不再在文中。",
}


class Refusal(ValueError):
    """A decision on a row cannot be carried out; the message says why, in Chinese."""


def refusal_of(error: DatabaseError) -> str | None:
    """The message for an editor about `error`; None if it is not about the entered values."""
    code = sqlstate_of(error) or ""
    if code[:2] not in {"22", "23", "P0"} and code not in _CODES:
        return None
    diagnosis = diagnosis_of(error)
    name, message = diagnosis.constraint_name or "", diagnosis.message_primary or ""
    trigger_message = "" if message.isascii() or code[:2] == "22" else message
    return (
        constraint_messages().get(name)
        or next((text for ending, text in _TRIGGERS.items() if name.endswith(ending)), "")
        or _unique_field_message(diagnosis.table_name, name)
        or trigger_message
        or _CODES.get(code)
        or _SOMETHING.format(name=name or code)
    )


def constraint_messages() -> dict[str, str]:
    """The violation message of each constraint, by name."""
    return {
        constraint.name: violation_message(model, constraint)
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


def violation_message(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    """The constraint's own message, or one with the names of its fields: Django's default names no field."""
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.get_violation_error_message())
    if not isinstance(constraint, UniqueConstraint):
        return _SOMETHING.format(name=constraint.name)
    fields = (model._meta.get_field(name) for name in constraint.fields)
    names = "、".join(str(getattr(field, "verbose_name", field.name)) for field in fields)
    return f"已有{names}相同的{model._meta.verbose_name}。"


def _unique_field_message(table: str | None, constraint: str) -> str:
    for model in apps.get_models():
        for field in model._meta.local_fields if model._meta.db_table == table else ():
            if field.unique and constraint.startswith(f"{table}_{field.column}_"):
                return f"已有{field.verbose_name}相同的{model._meta.verbose_name}。"
    return ""
