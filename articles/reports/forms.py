"""The form of a report, and what is not taken: programs, advertisements, floods."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from articles.models import ReaderReport
from articles.models.editing.reader_report import (
    LONGEST_CONTACT,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_WORDS,
    ReportKind,
)
from articles.reports.reported_places import local_address
from articles.reports.tickets import TicketError, is_held, new_ticket, number_of

_LINK = re.compile(r"https?:|www\.|\[url|<a\s", re.IGNORECASE)
_MOST_LINKS = 2
_SHORTEST = 4


class TypedComment(forms.CharField):
    """A text field that counts a line break as one character, however browsers send it."""

    def __init__(self, *, max_length: int, error_messages: dict[str, str] | None = None, **kwargs) -> None:
        too_long = {"max_length": f"至多 {max_length} 个字，现在有 %(show_value)s 个。"}
        super().__init__(max_length=max_length, error_messages=too_long | (error_messages or {}), **kwargs)

    def to_python(self, value: object) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ReportForm(forms.Form):
    """`website` is a field that no reader sees: only programs fill it in."""

    at = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_PLACE, required=False)
    ticket = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    kind = forms.ChoiceField(label="哪一类问题", choices=ReportKind.choices, widget=forms.RadioSelect)
    words = TypedComment(
        label="有问题的文字",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="照网页上的文字；不针对哪一处的不填。",
    )
    text = TypedComment(
        label="问题是什么",
        max_length=LONGEST_TEXT,
        min_length=_SHORTEST,
        widget=forms.Textarea({"rows": 5}),
        help_text="请写明应当是什么、凭什么（如原件的名称和页码）。不要写身份证号等个人信息。",
        error_messages={"required": "请写明问题是什么。", "min_length": "请再写几个字，说明问题是什么。"},
    )
    contact = TypedComment(
        label="联系方式（可以不填）",
        max_length=LONGEST_CONTACT,
        required=False,
        help_text="需要我们回复时填电话或电子邮件。只给编辑看，办结 30 天之后删去。",
    )
    website = forms.CharField(label="请留空", required=False, max_length=200)

    def clean_at(self) -> str:
        return local_address(self.cleaned_data["at"]) or "/"

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\0", "")
        if len(_LINK.findall(text)) > _MOST_LINKS:
            raise ValidationError(f"网址请不要超过 {_MOST_LINKS} 个。")
        return text

    def clean_ticket(self) -> str:
        """The number that the report gets."""
        try:
            return number_of(self.cleaned_data["ticket"])
        except TicketError as error:
            raise ValidationError(str(error)) from error

    def clean_website(self) -> str:
        """Refuse a filled field with a message: a reader whose browser filled it in loses nothing."""
        if self.cleaned_data["website"]:
            raise ValidationError("这一格请留空，再提交一次。")
        return ""

    @property
    def next_ticket(self) -> str:
        """The ticket to send with the form again."""
        sent = self.data.get("ticket", "")
        return sent if is_held(sent) else new_ticket()

    def earlier(self) -> ReaderReport | None:
        """The report that this form has filed already: it was sent twice."""
        return ReaderReport.objects.numbered(self.cleaned_data["ticket"]).first()
