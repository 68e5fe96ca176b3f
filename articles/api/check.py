"""引文核验: POST a draft, get the verdict on each citation and quotation. Nothing that is sent is stored."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework import exceptions, serializers
from rest_framework.response import Response

from articles.api.base import ApiView
from articles.api.fields import Address, TextOrNull
from articles.api.json_body import BodyTooLarge, JsonBody, refuse_chunks
from articles.api.schema import endpoint
from articles.checking import MOST_CHARACTERS, CheckVerdict, FindingKind, Report, Stress, check_draft
from articles.reading.site_address import site_address


class DraftBody(JsonBody):
    largest = 2_500_000  # bytes, also where each character is escaped (\\u6cd5)


class UnitRefFields(serializers.Serializer):
    policy = serializers.SlugField(source="slug", help_text="政策的标识。")
    title = serializers.CharField(source="policy", help_text="政策的标题。")
    label = serializers.CharField(help_text="第一千二百五十四条、第二部分第（六）项；整件时为标题。")
    url = Address()
    sha256 = TextOrNull(help_text="整条条文的 SHA-256；不是一条时为 null。")
    citation = serializers.CharField(help_text="规范的引用，可以直接复制。")
    text = serializers.CharField(allow_blank=True, help_text="这一处的原文；整件时为空。")
    dated = serializers.DateField(allow_null=True, help_text="所核对的文本的日期。")


class DifferenceFields(serializers.Serializer):
    """草稿的 [start, end) 写作 draft，原文是 right；其中一边可以为空。"""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    draft = serializers.CharField(allow_blank=True)
    right = serializers.CharField(allow_blank=True)
    stress = serializers.ChoiceField(Stress.choices, help_text="涉及什么。")


class FindingFields(serializers.Serializer):
    """草稿的 [start, end)，按 Unicode 码位计。"""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.ChoiceField(FindingKind.choices)
    verdict = serializers.ChoiceField(CheckVerdict.choices)
    verdict_label = serializers.CharField(help_text="结论的中文；只写出处、没有引文的，存在时为“出处存在”。")
    status = TextOrNull(
        help_text="所引文件的效力状态，与政策的 status 相同；doubtful 为可能已失效；没有收录时为 null。"
    )
    status_label = serializers.CharField(
        allow_blank=True, help_text="年份与效力，如“2009年文件，效力待核实”。"
    )
    unit = UnitRefFields(allow_null=True, help_text="核对的依据；没有收录、没有找到时为 null。")
    differences = DifferenceFields(many=True)
    words = serializers.CharField(help_text="草稿中的文字。")
    explanation = serializers.CharField(help_text="一句话的说明。")
    right = serializers.CharField(allow_blank=True, help_text="应当改成的文字或出处；不知道有错时为空。")
    elsewhere = UnitRefFields(many=True, help_text="这些话另外在哪里。")


class ReportFields(serializers.Serializer):
    findings = FindingFields(many=True)
    summary = serializers.DictField(child=serializers.IntegerField(), help_text="各种结论的处数。")


class DraftFields(serializers.Serializer):
    text = serializers.CharField(
        trim_whitespace=False,
        allow_blank=True,
        help_text=f"草稿的全文，至多 {MOST_CHARACTERS:,} 个字符；不保存，不记录。",
    )


def report_values(report: Report) -> dict:
    """A report as the API, the command and downloads write it."""
    return ReportFields(report, context={"site": site_address}).data


class CheckView(ApiView):
    """A read by POST: what is sent is not stored."""

    parser_classes = (DraftBody,)

    @endpoint("核对草稿中的引用和引文", ReportFields, body=DraftFields, operation="check")
    def post(self, request: HttpRequest) -> Response:
        refuse_chunks(request.headers)
        report = check_draft(_draft_text(request.data))
        return Response(report_values(report), headers={"Cache-Control": "no-store"})


def _draft_text(sent: object) -> str:
    """The text that was sent.

    A serializer would refuse NUL and lone surrogates, which `check_draft` replaces.
    """
    text = sent.get("text") if isinstance(sent, dict) else None
    if not isinstance(text, str):
        raise exceptions.ValidationError({"text": ['请以 {"text": "…"} 发送草稿的文字。']})
    if len(text) > MOST_CHARACTERS:
        raise BodyTooLarge(f"草稿有 {len(text):,} 个字符，一次至多 {MOST_CHARACTERS:,} 个，请分几次核对。")
    return text
