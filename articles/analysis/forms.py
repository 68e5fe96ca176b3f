"""Forms of the matrix, the graph and the comparison: they validate the query string."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from articles.analysis.article_comparison import (
    ArticleComparison,
    NotAnArticle,
    article_key,
    compare,
    find_article,
)
from articles.analysis.dimensions import BasisScope, Dimension, NoSuchLine, policies_with_links
from articles.analysis.graph import DRAWN_FIRST, Graph, graph_of
from articles.analysis.matrix import Crossing, Matrix, cell_of, matrix_of
from articles.analysis.neighbours import (
    Neighbourhood,
    NothingToStartFrom,
    find_focus,
    names_to_start_from,
    neighbourhood_of,
    starting_point,
)
from articles.links.display import links_of
from articles.links.related_articles import RelatedArticle, related_articles
from articles.models import Article, Entity, Policy
from articles.models.entities.entity_kinds import EntityKind
from articles.search import PolicyChoice, TypedText

_LEVEL_CHOICES = [("1", "一级"), ("2", "二级"), ("all", "全部层级")]


class OneOfField(forms.ChoiceField):
    """A choice whose error message names the field."""

    def __init__(self, choices, *, default: str, label: str) -> None:
        messages = {"invalid_choice": f"“{label}”没有“%(value)s”这一选项。"}
        super().__init__(choices=choices, label=label, initial=default, error_messages=messages)


class TellsWhatIsWrong(forms.Form):
    @property
    def messages(self) -> list[str]:
        return [str(message) for messages in self.errors.values() for message in messages]


class OfOnePolicy(TellsWhatIsWrong):
    """A form about one policy: the requested one, else the first listed; None in an empty portal.

    Missing parameters are filled with their defaults, so that the form shows them as chosen.
    """

    policy = PolicyChoice(label="政策")

    def __init__(self, params: QueryDict) -> None:
        filled = params.copy()
        for name, field in self.base_fields.items():
            if field.initial and not filled.get(name):
                filled.setlist(name, field.initial if isinstance(field.initial, list) else [field.initial])
        super().__init__(filled)

    def clean_policy(self) -> Policy | None:
        return self.cleaned_data["policy"] or Policy.objects.first_listed()

    @property
    def policies(self) -> list[Policy]:
        """The policies to choose from: those with links, and the present one."""
        chosen = self.cleaned_data.get("policy")
        listed = policies_with_links()
        return listed if chosen is None or chosen in listed else [chosen, *listed]


class CrossingForm(OfOnePolicy):
    rows = OneOfField(Dimension.choices, default=Dimension.INSTRUMENT, label="行")
    cols = OneOfField(Dimension.choices, default=Dimension.CHAPTER, label="列")
    basis = OneOfField(BasisScope.choices, default=BasisScope.ALL, label="依据")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("rows") and cleaned.get("rows") == cleaned.get("cols"):
            self.add_error("cols", f"行和列都是“{Dimension(cleaned['rows']).label}”，请选两个不同的维度。")
        return cleaned

    @property
    def crossing(self) -> Crossing | None:
        cleaned = self.cleaned_data
        if cleaned["policy"] is None:
            return None
        return Crossing(
            policy=cleaned["policy"],
            rows=Dimension(cleaned["rows"]),
            cols=Dimension(cleaned["cols"]),
            scope=BasisScope(cleaned["basis"]),
        )


class MatrixForm(CrossingForm):
    level = OneOfField(_LEVEL_CHOICES, default="2", label="行的层级")
    collevel = OneOfField(_LEVEL_CHOICES, default="2", label="列的层级")
    format = OneOfField([("html", "网页"), ("csv", "CSV"), ("xlsx", "Excel")], default="html", label="格式")

    def matrix(self) -> Matrix | None:
        cleaned = self.cleaned_data
        if self.crossing is None:
            return None
        return matrix_of(self.crossing, level=_depth(cleaned["level"]), col_level=_depth(cleaned["collevel"]))


def _depth(level: str) -> int | None:
    return None if level == "all" else int(level)


class CellForm(CrossingForm):
    row = forms.CharField(label="行的一项", required=False, max_length=120)
    col = forms.CharField(label="列的一项", required=False, max_length=120)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and self.crossing:
            try:
                cleaned["cell"] = cell_of(self.crossing, row=cleaned["row"], col=cleaned["col"])
            except NoSuchLine as error:
                self.add_error(None, str(error))
        return cleaned


class FocusForm(TellsWhatIsWrong):
    """The article or entity to start from; without one, where most articles are."""

    focus = TypedText(label="从哪里看起")

    def clean_focus(self) -> Article | Entity | None:
        typed = self.cleaned_data["focus"]
        try:
            return find_focus(typed) if typed else starting_point()
        except NothingToStartFrom as error:
            raise forms.ValidationError(str(error)) from error

    def neighbourhood(self) -> Neighbourhood | None:
        focus = self.cleaned_data.get("focus")
        return neighbourhood_of(focus) if focus else None

    @property
    def written(self) -> str:
        """What the field shows: the name of what was found, else what was typed."""
        focus = self.cleaned_data.get("focus")
        if isinstance(focus, Article):
            return focus.label if focus.policy.is_featured else _citation(focus)
        return focus.name if focus else self["focus"].value() or ""

    @property
    def names(self) -> list[Entity]:
        return names_to_start_from()


class GraphForm(OfOnePolicy):
    kinds = forms.MultipleChoiceField(
        label="种类",
        choices=EntityKind.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[kind.value for kind in DRAWN_FIRST],
        error_messages={"invalid_choice": "“种类”没有“%(value)s”这一选项。"},
    )
    basis = OneOfField(BasisScope.choices, default=BasisScope.OWN, label="依据")

    def graph(self) -> Graph | None:
        cleaned = self.cleaned_data
        if cleaned["policy"] is None:
            return None
        kinds = tuple(EntityKind(kind) for kind in EntityKind if kind in cleaned["kinds"])
        return graph_of(cleaned["policy"], kinds=kinds, scope=BasisScope(cleaned["basis"]))


#: A longer list of suggestions does not help and makes the page heavy.
MOST_SUGGESTIONS = 200


class CompareForm(forms.Form):
    """Two articles; a missing one is not an error."""

    a = TypedText(label="第一条文")
    b = TypedText(label="第二条文")

    def clean_a(self) -> Article | None:
        return self._find_article("a")

    def clean_b(self) -> Article | None:
        return self._find_article("b")

    def _find_article(self, name: str) -> Article | None:
        typed = self.cleaned_data[name]
        try:
            return find_article(typed) if typed else None
        except NotAnArticle as error:
            raise forms.ValidationError(str(error)) from error

    def comparison(self) -> ArticleComparison | None:
        """None until both articles are chosen."""
        chosen = (self.cleaned_data["a"], self.cleaned_data["b"])
        return compare(*chosen) if all(chosen) else None

    @property
    def keys(self) -> dict[str, str]:
        """The `article_key` of each chosen article."""
        chosen = {name: self.cleaned_data.get(name) for name in ("a", "b")}
        return {name: article_key(article) for name, article in chosen.items() if article}

    @property
    def written(self) -> list[tuple[forms.BoundField, str]]:
        """Each field with what it shows: the citation of the article that was found, else what was typed."""
        articles = {name: self.cleaned_data.get(name) for name in self.fields} if self.is_valid() else {}
        return [(field, _citation(articles.get(field.name)) or field.value() or "") for field in self]

    @property
    def partners(self) -> list[RelatedArticle]:
        """Where one article is chosen: those that share most with it."""
        chosen = [article for article in (self.cleaned_data.get("a"), self.cleaned_data.get("b")) if article]
        if len(chosen) != 1 or self.errors:
            return []
        return related_articles(chosen[0], links_of(chosen[0]).mentions)

    @property
    def suggestions(self) -> list[Article]:
        """The articles of the featured policy, which a bare number means."""
        policy = Policy.objects.featured()
        articles = policy.articles.published() if policy else Article.objects.none()
        return list(articles.without_text().in_order()[:MOST_SUGGESTIONS])


def _citation(article: Article | None) -> str:
    """What leads to the article again; a title alone may be that of several policies."""
    if article is None:
        return ""
    return article.citation if article.policy.document_number else article_key(article)
