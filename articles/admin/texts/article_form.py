"""The form of an article: its text stays as typed, and a note says why it was edited."""

from django import forms

from articles.models import Article


class ExactText(forms.CharField):
    """A text kept verbatim: outer spaces stay, and a browser's CRLF becomes LF."""

    widget = forms.Textarea(attrs={"rows": 14, "cols": 90, "lang": "zh-CN"})

    def __init__(self, **kwargs) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class ArticleForm(forms.ModelForm):
    revision_note = forms.CharField(
        label="修订说明", max_length=300, required=False, help_text="为何修改；记入修订。"
    )

    class Meta:
        model = Article
        fields = (
            *("policy", "division", "parent", "unit", "number", "suffix", "printed_label"),
            *("heading", "short_title", "text", "position"),
        )
        field_classes = {"text": ExactText}
