"""The forms of the workplace: a new link from chosen words, a decision on one that is there."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Article, Entity
from articles.models.links.evidence import Basis
from articles.models.links.relation import Relation
from articles.review.links.hand_citations import articles_for
from articles.review.links.hand_links import (
    Occurrence,
    QuotedSpan,
    Subject,
    entities_for,
    places_of,
    read_place,
)
from articles.review.links.own_proposals import LABELS as OWN_STEPS

_BASES = [(Basis.NAMED.value, "原文写明：这些字就是它"), (Basis.EDITORIAL.value, "编辑判断：须写明理由")]


class PlaceForm(forms.Form):
    """Words of a text: chosen with the mouse (`place`), or typed (`words`) and, where they stand more than
    once, chosen from the places that are then shown."""

    place = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    words = forms.CharField(label="原文的字", required=False, max_length=1000, strip=False)

    def __init__(self, *args, subject: Subject, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.occurrences: list[Occurrence] = []

    def clean_words(self) -> str:
        return self.cleaned_data["words"].replace("\r\n", "\n")

    def chosen_place(self, cleaned: dict) -> QuotedSpan | None:
        """The place meant; None where no words are given. Adds an error where it is not clear."""
        if cleaned.get("place"):
            place = read_place(cleaned["place"])
            if place is None:
                self.add_error(None, "所选的文字不在现在的原文里，请重新选择。")
            return place
        if not (words := cleaned.get("words")):
            return None
        occurrences = places_of(self.subject, words)
        if not occurrences:
            self.add_error("words", f"原文里没有“{words}”，请照原文写。")
        elif len(occurrences) > 1:
            self.occurrences = occurrences
            self.add_error("words", f"“{words}”有 {len(occurrences)} 处，请选一处。")
        return occurrences[0].place if len(occurrences) == 1 else None


class LinkForm(PlaceForm):
    """A link to an entity or an article, chosen from the list (`entity`, `target`) or typed (`name`)."""

    entity = forms.ModelChoiceField(Entity.objects.all(), required=False, widget=forms.HiddenInput)
    target = forms.ModelChoiceField(Article.objects.in_text(), required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="指哪个实体", required=False, max_length=200)
    basis = forms.ChoiceField(label="依据", choices=_BASES, required=False)
    relation = forms.ChoiceField(
        label="关系（指文件时）", choices=[("", "引用"), *Relation.choices], required=False
    )
    reason = forms.CharField(label="理由", required=False, max_length=1000)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.entities: list[Entity] = []
        self.articles: list[Article] = []

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["basis"] = cleaned.get("basis") or Basis.NAMED
        cleaned["at"] = self.chosen_place(cleaned)
        if cleaned["basis"] == Basis.NAMED and cleaned["at"] is None and not self.errors:
            self.add_error("words", "请先在原文里选中要链接的字，或写出它们。")
        if cleaned["basis"] == Basis.EDITORIAL and not cleaned.get("reason"):
            self.add_error("reason", "编辑判断须写明理由。")
        if cleaned.get("entity") is None and cleaned.get("target") is None:
            self._choose_by_name(cleaned, cleaned.get("name", ""), cleaned.get("words", ""))
        return cleaned

    def _choose_by_name(self, cleaned: dict, name: str, words: str) -> None:
        """Take the one entity or article of this name, or offer what there is to choose from."""
        exact_entities = list(Entity.objects.named_exactly(name)) if name.strip() else []
        articles = articles_for(self.subject, name)
        if len(exact_entities) + len(articles) == 1:
            cleaned["entity"], cleaned["target"] = (*exact_entities, None)[0], (*articles, None)[0]
            return
        self.entities, self.articles = entities_for(name, words=words), articles
        has_choices = self.entities or self.articles
        self.add_error("name", "请选一个实体。" if has_choices else "没有这样的实体；可以先新建它。")


class DecisionForm(PlaceForm):
    """What becomes of a link: publish, reject, withdraw, move; `seen` is the state that was shown."""

    link = forms.CharField(max_length=40)
    step = forms.ChoiceField(
        choices=[
            *(("publish", "接受"), ("reject", "否决"), ("withdraw", "撤下"), ("move", "移到")),
            *OWN_STEPS.items(),
        ]
    )
    seen = forms.CharField(required=False, max_length=20)
    reason = forms.CharField(label="理由", required=False, max_length=300)

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["at"] = self.chosen_place(cleaned) if cleaned.get("step") == "move" else None
        if cleaned.get("step") == "move" and cleaned["at"] is None and not self.errors:
            raise ValidationError("请先在原文里选中新的字，或写出它们。")
        return cleaned
