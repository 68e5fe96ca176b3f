"""A profile as callers send it: what is wrong with it is said in Chinese, by the name of its field."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from itertools import islice
from typing import NoReturn

from django.db import connection
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import exceptions, serializers

from articles.api.json_body import JsonBody
from guidance.matching.profile import EnterpriseProfile
from guidance.matching.profile_choices import Activity, ApplicantKind, OpenAnswer, Ownership, Size, sectors
from guidance.models import Fact
from guidance.models.catalogue import facts_by_code

LARGEST_BODY = 64 * 1024
MOST_VALUES = 100
_SHOWN = 40
_MOST_MISTAKES = 20
_VOCABULARY = "可用的代码见 /api/v1/guidance/vocabulary/。"
_ANSWER_SPELLINGS = (*OpenAnswer.values, "")


class ProfileParser(JsonBody):
    largest = LARGEST_BODY

    def refuse(self) -> NoReturn:
        raise exceptions.ValidationError({"body": [f"请求内容超过 {LARGEST_BODY // 1024} KB。"]})


def printable(value: object) -> str:
    """What a caller sent, short and fit to be sent back: a lone surrogate has no UTF-8."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class Code(serializers.ChoiceField):
    """A code of a closed vocabulary; nothing else is taken for one."""

    default_error_messages = {
        "invalid_choice": f"没有“{{input}}”这个代码；{_VOCABULARY}",
        "invalid": "须是代码（字符串）。",
    }

    def to_internal_value(self, value: object) -> str:
        if not isinstance(value, str):
            self.fail("invalid")
        if value and value not in self.choices:
            self.fail("invalid_choice", input=printable(value))
        return value


class Codes(serializers.ListField):
    default_error_messages = {
        "not_a_list": "须是代码的数组。",
        "max_length": f"至多 {MOST_VALUES} 项。",
    }

    def __init__(self, choices: Iterable, **kwargs) -> None:
        super().__init__(
            child=Code(choices, allow_blank=False, error_messages={"null": "须是代码（字符串）。"}),
            max_length=MOST_VALUES,
            required=False,
            allow_null=True,
            **kwargs,
        )

    def run_child_validation(self, values: list) -> list:
        """Refuse a list that is too long with one mistake instead of one for each value."""
        if len(values) > MOST_VALUES:
            self.fail("max_length")
        return super().run_child_validation(values)


class OpenAnswerField(serializers.Field):
    """yes, no or unknown, as people and systems write it."""

    default_error_messages = {"invalid": "须是 yes、no 或 unknown（或 true、false、null）。"}

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)

    def to_internal_value(self, value: object) -> object:
        if not (isinstance(value, bool) or (isinstance(value, str) and value in _ANSWER_SPELLINGS)):
            self.fail("invalid")
        return value


class FactAnswers(serializers.Field):
    """Answers by the code of their fact."""

    default_error_messages = {"invalid": "须是“判断事项代码: 回答”的对象。"}

    def to_internal_value(self, value: object) -> dict:
        if not isinstance(value, Mapping):
            self.fail("invalid")
        known_codes = facts_by_code()
        mistakes_by_code = {
            printable(code): mistakes
            for code in value
            if (mistakes := _fact_mistakes(code, value[code], known_codes))
        }
        if mistakes_by_code:
            raise serializers.ValidationError(dict(islice(mistakes_by_code.items(), _MOST_MISTAKES)))
        return dict(value)


def _fact_mistakes(code: str, answer: object, known: Container[str]) -> list[str]:
    if code not in known:
        return [f"没有这个判断事项；{_VOCABULARY}"]
    try:
        OpenAnswerField().run_validation(answer)
    except serializers.ValidationError as error:
        return error.detail
    return []


def _answer_schema() -> dict:
    return {
        "oneOf": [{"type": "string", "enum": list(_ANSWER_SPELLINGS)}, {"type": "boolean"}],
        "nullable": True,
    }


class OpenAnswerFieldSchema(OpenApiSerializerFieldExtension):
    target_class = OpenAnswerField

    def map_serializer_field(self, auto_schema, direction) -> dict:
        return _answer_schema()


def _fact_codes() -> list[str]:
    """The codes of facts; none before the first migration, when a check makes the schema as well."""
    is_there = Fact._meta.db_table in connection.introspection.table_names()
    return sorted(facts_by_code()) if is_there else []


class FactAnswersSchema(OpenApiSerializerFieldExtension):
    """The facts that this portal asks; editors may add some."""

    target_class = FactAnswers

    def map_serializer_field(self, auto_schema, direction) -> dict:
        return {
            "type": "object",
            "properties": {code: _answer_schema() for code in _fact_codes()},
            "additionalProperties": False,
        }


class ProfileFields(serializers.Serializer):
    """各项都可以不写；null、空字符串和没有写的，都是不清楚。"""

    kinds = Codes(ApplicantKind.choices, help_text="单位类别，可以有几种。")
    size = Code(Size.choices, required=False, allow_blank=True, allow_null=True, help_text="企业规模。")
    ownership = Code(Ownership.choices, required=False, allow_blank=True, allow_null=True)
    multinational = OpenAnswerField(help_text="是否跨国公司。")
    activities = Codes(Activity.choices, help_text="开展的活动；没有列出的视为不开展。")
    needs = Codes(Activity.choices, help_text="现在想为之寻求支持的活动。")
    possible = Codes(Activity.choices, help_text="可能开展的活动：不算开展，也不算不开展。")
    has_no_activity = serializers.BooleanField(
        required=False,
        allow_null=True,
        error_messages={"invalid": "须是 true 或 false。"},
        help_text="所列的活动一项也没有。",
    )
    facts = FactAnswers(required=False, allow_null=True, help_text="判断事项的代码和回答。")

    def get_fields(self) -> dict:
        """Sectors come from a file that is read only when the fields are needed."""
        help_text = "行业：GB/T 4754-2017 门类的字母。"
        sector = Code(sectors(), required=False, allow_blank=True, allow_null=True, help_text=help_text)
        return {**super().get_fields(), "sector": sector}


def profile_of(body: object) -> tuple[EnterpriseProfile, list[str]]:
    """The profile in a request's body, and the members of it that mean nothing here."""
    if not isinstance(body, Mapping):
        raise serializers.ValidationError({"body": ["请求内容须是 JSON 对象。"]})
    fields = ProfileFields(data=dict(body))
    fields.is_valid(raise_exception=True)
    stated = {name: value for name, value in fields.validated_data.items() if value is not None}
    unknown = sorted({printable(name) for name in body if name not in fields.fields})
    return EnterpriseProfile.from_record(stated), unknown[:_MOST_MISTAKES]
