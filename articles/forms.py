"""Forms of the public pages; every error message is Chinese and names what to do."""

from django import forms

from articles.models import Division, Policy
from articles.search import PAGE_SIZE, SearchResults, search
from articles.search.query import LONGEST_QUERY


class PolicyChoice(forms.ModelChoiceField):
    """A published policy by its slug."""

    default_error_messages = {"invalid_choice": "没有标识为“%(value)s”的政策，或它尚未发布。"}

    def __init__(self, **kwargs) -> None:
        super().__init__(Policy.objects.published(), to_field_name="slug", required=False, **kwargs)


class TypedText(forms.CharField):
    """What a reader typed; NUL and other controls are the query's business, not an error."""

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, strip=True, **kwargs)
        self.validators = []

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\0", " ").strip()


class SearchForm(forms.Form):
    q = TypedText(label="检索词")
    policy = PolicyChoice(label="政策")
    chapter = forms.CharField(label="章", required=False, max_length=20)
    within = PolicyChoice(label="所在政策")
    mode = forms.ChoiceField(label="方式", choices=[("text", "全文")], required=False)
    expand = forms.ChoiceField(label="同义词", choices=[("0", "不扩展"), ("1", "扩展")], required=False)

    correct = forms.ChoiceField(label="更正", choices=[("0", "照原样"), ("1", "更正")], required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["chapter"] = self._chapter(cleaned.get("policy"), cleaned.get("chapter", ""))
        return cleaned

    def _chapter(self, policy: Policy | None, address: str) -> Division | None:
        if not address:
            return None
        owner = policy or Policy.objects.featured()
        chapter = owner.divisions.addressed(address).first() if owner else None
        if chapter is None:
            self.add_error("chapter", f"没有第“{address}”章。")
        return chapter

    def results(self, *, page: int | str, page_size: int = PAGE_SIZE) -> SearchResults:
        """Run the search the form describes."""
        asked = self.cleaned_data
        policy = asked["policy"] or (asked["chapter"].policy if asked["chapter"] else None)
        return search(
            asked["q"],
            policy=policy,
            chapter=asked["chapter"],
            page=page,
            page_size=page_size,
            expand=asked["expand"] != "0",
            correct=asked["correct"] != "0",
        )


class GotoForm(forms.Form):
    q = TypedText(label="条号")
    within = PolicyChoice(label="所在政策")

    def clean_q(self) -> str:
        typed = self.cleaned_data["q"]
        if not typed:
            raise forms.ValidationError("请输入条号，例如 第二十五条。")
        if len(typed) > LONGEST_QUERY:
            raise forms.ValidationError(f"输入过长（{len(typed)} 字），条号引用不会超过 {LONGEST_QUERY} 字。")
        return typed

    def first_error(self) -> str:
        return next(iter(self.errors.values()))[0]
