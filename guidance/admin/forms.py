"""Measures as editors state them: quotes typed as words, offsets counted here, refusals in Chinese."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from articles.models import Article
from articles.text.citing.quoting.quote_notation import QuoteError, place_among, quoted
from guidance.matching.measure_choices import Purpose
from guidance.matching.profile_choices import (
    Activity,
    ApplicantKind,
    OpenAnswer,
    Ownership,
    Size,
    sector_choices,
)
from guidance.models import ArticleWithoutMeasure, Criterion, MeasureQuote, MeasureStatus, SupportMeasure
from guidance.models.criterion import Aspect, Role

_SMALL = {"rows": 2, "cols": 48, "lang": "zh-CN"}


class MeasureForm(forms.ModelForm):
    """`article` is given by the page: a measure belongs to the article it was begun for."""

    article: Article | None = None
    dropped = ""  # the reason that saving deleted, for the revision
    revision_note = forms.CharField(
        label="修订说明", max_length=300, required=False, help_text="为何修改；记入修订。"
    )

    drop_reason = forms.BooleanField(
        label="同时删去本条“没有措施”的理由",
        required=False,
        help_text="本条已写明没有措施时勾选；理由会记入这次修订。",
    )

    class Meta:
        model = SupportMeasure
        fields = (
            *(
                "purpose",
                "title",
                "slug",
                "promise",
                "force",
                "serves",
                "benefit",
                "verb",
                "beneficiaries_note",
            ),
            *("implements", "questions", "position", "status"),
        )
        widgets = {
            "promise": forms.Textarea(attrs={"rows": 3, "cols": 60, "lang": "zh-CN"}),
            "beneficiaries_note": forms.Textarea(attrs={"rows": 2, "cols": 60, "lang": "zh-CN"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.article and not self.instance.pk:
            self.instance.article = self.article
        if "status" in self.fields:
            self._offer_statuses()

    def clean(self) -> dict:
        cleaned = super().clean()
        gives = cleaned.get("purpose") != Purpose.LIMIT and cleaned.get("status") != MeasureStatus.WITHDRAWN
        if gives and not cleaned.get("drop_reason"):
            reason = ArticleWithoutMeasure.objects.of_article(self.instance.article).first()
            if reason:
                self.add_error(
                    "drop_reason", f"本条写明“没有措施”（{reason.reason}）；有了措施就须勾选删去它。"
                )
        return cleaned

    def _offer_statuses(self) -> None:
        """Only the database puts a measure down as stale; whoever mends it decides what it becomes."""
        field = self.fields["status"]
        choices = [choice for choice in MeasureStatus.choices if choice[0] != MeasureStatus.STALE]
        field.choices = [("", "———"), *choices] if self.instance.is_stale else choices
        if self.instance.is_stale:
            self.initial["status"] = ""


class QuotedForm(forms.ModelForm):
    """Words of the measure's article, and which occurrence of them where there are several."""

    which = forms.IntegerField(
        label="第几处",
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"size": 3}),
        help_text="这些文字在本条中出现不止一次时填写。",
    )

    def __init__(self, *args, measure: SupportMeasure, **kwargs) -> None:
        self._article = measure.article
        super().__init__(*args, **kwargs)
        self._has_moved = False
        if self.instance.pk and self.instance.quote:
            place = place_among(self._article.text, self.instance.quote, start=self.instance.start)
            self.initial["which"] = place

    def clean_quote(self) -> str:
        return self.cleaned_data["quote"].replace("\r\n", "\n")

    def clean(self) -> dict:
        cleaned = super().clean()
        if quote := cleaned.get("quote"):
            self._place(quote, cleaned.get("which"))
        return cleaned

    def _place(self, quote: str, which: int | None) -> None:
        try:
            self.cleaned_data["quote"], start, end = quoted(self._article.text, quote, which=which)
        except QuoteError as error:
            raise ValidationError({"quote": f"{error}。"}) from None
        self._has_moved = (start, end) != (self.instance.start, self.instance.end)
        self.instance.start, self.instance.end = start, end

    def has_changed(self) -> bool:
        """A quote whose words are the same but stand elsewhere now has to be saved, too."""
        return super().has_changed() or (bool(self.instance.pk) and self._has_moved)


class QuotedFormSet(BaseInlineFormSet):
    """Its forms read the article of the measure, which may not be saved yet."""

    def get_form_kwargs(self, index: int | None) -> dict:
        return {**super().get_form_kwargs(index), "measure": self.instance}


class MeasureQuoteForm(QuotedForm):
    class Meta:
        model = MeasureQuote
        fields = ("quote", "which", "position")
        widgets = {"quote": forms.Textarea(attrs={**_SMALL, "cols": 80})}


class MeasureQuoteFormSet(QuotedFormSet):
    """A measure has words of its own, and its verb stands in them."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        quotes = [
            form.cleaned_data["quote"]
            for form in self.forms
            if form.cleaned_data.get("quote") and not form.cleaned_data.get("DELETE")
        ]
        if not quotes:
            raise ValidationError("至少要有一处措施原文。")
        if self.instance.verb and not any(self.instance.verb in quote for quote in quotes):
            raise ValidationError(f"动词“{self.instance.verb}”不在措施原文之内。")


def values_by_aspect() -> list[tuple[str, list[tuple[str, str]]]]:
    """The values that a criterion can name, in groups by what it looks at; a code may stand in two."""
    choices_by_aspect = {
        Aspect.KIND: ApplicantKind.choices,
        Aspect.ACTIVITY: Activity.choices,
        Aspect.SIZE: Size.choices,
        Aspect.OWNERSHIP: Ownership.choices,
        Aspect.MULTINATIONAL: OpenAnswer.choices,
        Aspect.SECTOR: sector_choices(),
    }
    return [
        (aspect.label, [(f"{aspect}:{code}", label) for code, label in choices if code != "unknown"])
        for aspect, choices in choices_by_aspect.items()
    ]


class CriterionForm(QuotedForm):
    """A criterion; its values are chosen from the group of what it looks at."""

    values = forms.MultipleChoiceField(
        label="符合的值",
        required=False,
        choices=values_by_aspect,
        widget=forms.SelectMultiple(attrs={"size": 7, "data-values-of": "aspect"}),
        help_text="任一即可；只能选“看什么”那一组的。判断事项不选值。",
    )

    class Meta:
        model = Criterion
        fields = ("role", "aspect", "values", "fact", "quote", "which", "position")
        widgets = {"quote": forms.Textarea(attrs=_SMALL)}
        help_texts = {
            "role": (
                "受益主体和涉及的活动，符合其中一项即可；条件逐项都要符合。"
                "贷款而且做研发这样的，把“贷款”写作涉及的活动，“研发”写作条件。"
            )
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["values"] = [f"{self.instance.aspect}:{code}" for code in self.instance.values]

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen = cleaned.get("values", [])
        cleaned["values"] = [value.partition(":")[2] for value in chosen]
        self._check_values(cleaned, chosen)  # takes them out again where they are wrong
        if not cleaned.get("quote"):
            self._check_left_out(cleaned)
        return cleaned

    def _check_values(self, cleaned: dict, codes: list[str]) -> None:
        """The values chosen (`size:small`) have to be of the aspect; a fact has none, but the fact."""
        aspect = cleaned.get("aspect")
        if not aspect:
            return
        if foreign := [value for value in codes if value.partition(":")[0] != aspect]:
            self.add_error("values", f"这些不是“{Aspect(aspect).label}”的值：{_value_labels(foreign)}。")
        elif aspect != Aspect.FACT and not codes:
            self.add_error("values", "至少选一个值。")
        if aspect == Aspect.FACT and not cleaned.get("fact"):
            self.add_error("fact", "请选择判断事项。")

    def _check_left_out(self, cleaned: dict) -> None:
        """Only a beneficiary may be without a quote."""
        self.instance.start = self.instance.end = None
        if "quote" not in self.errors and cleaned.get("role") != Role.BENEFICIARY:
            self.add_error("quote", "条件和活动都要有限定的原文；只有原文省略的受益主体可以留空。")


def _value_labels(values: list[str]) -> str:
    labels = {code: label for _, group in values_by_aspect() for code, label in group}
    return "、".join(labels[value] for value in values)
