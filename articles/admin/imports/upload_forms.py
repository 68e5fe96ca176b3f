"""Forms of uploads: the files, and what a document says of itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.importing.readers import READ_AS
from articles.models.policies.policy_choices import DocumentKind, PolicyStatus
from articles.text.parsing.chronology import NAMES

MOST_FILES = 50


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = Files

    def clean(self, uploaded: Any, initial: Any = None) -> list[UploadedFile]:
        files = uploaded if isinstance(uploaded, list | tuple) else [uploaded]
        if len(files) > MOST_FILES:
            raise ValidationError(f"一次至多上传 {MOST_FILES} 个文件；更多的请放进一个 .zip。")
        return [super(FilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    files = FilesField(
        label="文件",
        help_text=f"可以一次选多个：{READ_AS}，或装着它们的 .zip。上传之后在后台读取，什么都还不公开。",
        error_messages={"required": "请选择文件。", "empty": "有一个文件是空的。"},
    )


class FactsForm(forms.Form):
    """The facts of a document; what the source does not state stays empty."""

    title = forms.CharField(label="标题", max_length=300)
    document_number = forms.CharField(label="发文字号", max_length=100, required=False)
    kind = forms.ChoiceField(label="文件种类", choices=DocumentKind.choices)
    issuers = forms.CharField(
        label="发文机关",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一行一个，按署名的次序。",
    )
    signed_text = forms.CharField(
        label="成文日期（原文）",
        max_length=60,
        required=False,
        help_text="照落款的写法，如 二○二四年三月一日。",
    )
    notice_title = forms.CharField(
        label="印发通知的标题",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="没有印发通知的留空。",
    )
    addressees = forms.CharField(
        label="主送机关（原文）", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    status = forms.ChoiceField(label="效力状态", choices=PolicyStatus.choices)
    status_basis = forms.CharField(
        label="效力状态依据", max_length=300, required=False, help_text="除“待核实”外必须写明。"
    )
    effective_basis = forms.CharField(
        label="施行日期说明", max_length=300, required=False, help_text="施行早于成文、公布时写明依据。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in NAMES.items():
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = forms.DateField(label=label, required=False, widget=widget)
        head = ("title", "document_number", "kind", "issuers", "addressees", "notice_title")
        self.order_fields((*head, *NAMES, "signed_text", "effective_basis"))

    def clean_issuers(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["issuers"].splitlines() if name.strip()]
        if too_long := [name for name in names if len(name) > 100]:
            raise ValidationError(f"机关名称至多 100 字：{too_long[0][:20]}……")
        return names

    def changed_facts(self, present_facts: dict[str, Any]) -> dict[str, Any]:
        """What differs from the present facts, as JSON values."""
        facts = {
            name: value.isoformat() if hasattr(value, "isoformat") else _plain_lines(value)
            for name, value in self.cleaned_data.items()
        }
        return {
            name: value
            for name, value in facts.items()
            if (value or None) != (present_facts.get(name) or None)
        }


def _plain_lines(value: Any) -> Any:
    """The value with the line ends of the source: a browser sends CRLF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
