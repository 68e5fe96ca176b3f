"""The administration of entities and links; decisions go through `articles.review.links.link_decisions`."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.base import KeptForever, PublishingForm
from articles.admin.pickers import FoundByCitation, FoundByName
from articles.admin.publication import PublicationSteps
from articles.admin.revisions.history import why
from articles.editing import keep_entity
from articles.models import Alias, Entity, Mention, Reference, Succession
from articles.models.entities.entity_kinds import EntityKind
from articles.models.links.evidence import STANDING, Basis, Evidence, LinkStatus
from articles.models.links.relation import Relation
from articles.review.consequences import of_hiding_entities, of_publishing_links, of_taking_back_links
from articles.review.links.link_decisions import (
    find_quote,
    place_quote,
    publish_links,
    publish_with_first_link,
    reject_links,
    which_place,
    withdraw_links,
)
from articles.review.publication import publish_entities, withdraw_entities
from articles.review.refusals import Refusal
from articles.review.workplace import address_in_text
from articles.search import index_entity
from articles.text.citing.quoting.quote_notation import QuoteError


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


class SuccessionInline(admin.TabularInline):
    """What a body or a law became; shown at these only."""

    model = Succession
    fk_name = "predecessor"
    verbose_name_plural = "后来（沿革：改组、取代）"
    autocomplete_fields = ("successor",)
    extra = 0


@admin.register(Entity)
class EntityAdmin(KeptForever, FoundByName, PublicationSteps, PublishingForm, admin.ModelAdmin):
    draft_permission = "articles.publish_entity"
    list_display = ("name", "kind", "parent", "is_group", "is_searched", "is_published")
    list_filter = ("kind", "is_published", "is_searched", "is_group")
    search_fields = ("name", "aliases__name", "slug")
    search_help_text = "按名称、别名、拼音、所指政策的标题或网址标识查找"
    ordering = ("kind", "position", "name")
    autocomplete_fields = ("parent", "policy")
    inlines = (AliasInline, SuccessionInline)
    actions = ("publish", "withdraw")
    state_field = "is_published"
    publishing_fields = ("is_published",)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    fieldsets = (
        (None, {"fields": ("kind", "name", "slug", "parent", "position", "description")}),
        ("公开与查找", {"fields": ("is_published", "is_group", "is_searched")}),
        ("出处", {"fields": ("official_site", "policy")}),
    )

    def picker_label(self, entity: Entity) -> str:
        """The label in a picker: 财政部 · 部委; for a document with the policy that it is."""
        text = f" · 库中全文：{entity.policy}" if entity.policy and entity.policy.title != entity.name else ""
        return f"{entity.name} · {entity.get_kind_display()}{text}"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("policy", "parent")

    def get_inlines(self, request, obj):
        """Successions are shown for bodies and documents only."""
        inlines = super().get_inlines(request, obj)
        is_followed = obj is not None and obj.kind in (EntityKind.MINISTRY, EntityKind.DOCUMENT)
        return inlines if is_followed else [inline for inline in inlines if inline is not SuccessionInline]

    def get_readonly_fields(self, request, obj=None):
        """Publication changes by the button only, which shows the consequences first."""
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "is_published") if obj else readonly

    def get_fieldsets(self, request, obj=None):
        """A new entity is hidden until somebody with the permission publishes it."""
        if obj or self.has_publish_permission(request):
            return self.fieldsets
        naming, _, source = self.fieldsets
        return (naming, ("查找", {"fields": ("is_group", "is_searched")}), source)

    def save_model(self, request, entity: Entity, form, change: bool) -> None:
        if not change and not self.has_publish_permission(request):
            entity.is_published = False
        if change:
            keep_entity(entity, note="编辑之前的内容")
        super().save_model(request, entity, form, change)

    def publish_rows(self, rows, *, by):
        return publish_entities(rows, by=by)

    def withdraw_rows(self, rows, *, by):
        return withdraw_entities(rows, by=by)

    def withdrawal_consequences(self, rows):
        return of_hiding_entities(rows)

    def save_related(self, request, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_entity(form.instance, by=request.user, note=why(form))
        index_entity(form.instance)


class MentionForm(forms.ModelForm):
    """A link as an editor enters it: the quote and which occurrence; the form computes the offsets."""

    which = forms.IntegerField(
        label="第几处", required=False, min_value=1, help_text="这些文字在文中出现不止一次时填写。"
    )

    class Meta:
        model = Mention
        fields = (
            "policy",
            "passage",
            "article",
            "entity",
            "basis",
            "relation",
            "quote",
            "which",
            "reason",
            "status",
            "note",
        )
        widgets = {"quote": forms.Textarea(attrs={"rows": 2, "cols": 80})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mention = self.instance
        if mention.pk and mention.quote:
            self.initial["which"] = which_place(mention)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("basis") == Basis.INHERITED and self.initial.get("basis") != Basis.INHERITED:
            self.add_error("basis", "发文机关的链接由系统按落款建立，请选别的依据。")
        entity = cleaned.get("entity")
        if entity and entity.kind != EntityKind.DOCUMENT:
            cleaned["relation"] = ""
        elif entity and not cleaned.get("relation"):
            cleaned["relation"] = Relation.CITES
        if cleaned.get("policy") and (cleaned.get("article") or cleaned.get("passage") != "article"):
            self._place_quote(cleaned)
        return cleaned

    def _place_quote(self, cleaned: dict) -> None:
        mention = Mention(
            policy=cleaned["policy"], article=cleaned.get("article"), passage=cleaned.get("passage", "")
        )
        self.instance.start = self.instance.end = None
        if not (quote := cleaned.get("quote")):
            return
        if mention.article and mention.article.policy != mention.policy:
            return  # the model reports this error
        try:
            place_quote(mention, quote, which=cleaned.get("which"))
        except QuoteError as error:
            raise ValidationError({"quote": str(error)}) from error
        cleaned["quote"], self.instance.start, self.instance.end = mention.quote, mention.start, mention.end


def text_link(row: Evidence) -> str:
    """Where the link is, as an HTML link to the page of that text."""
    return format_html('<a href="{}" title="在原文里看">{}</a>', address_in_text(row), row.place)


class LinkAdmin(KeptForever, FoundByCitation, PublicationSteps, admin.ModelAdmin):
    """Shared by mentions and references: the queue of suggestions and the decisions on them."""

    actions = ("publish", "reject", "withdraw")
    state_field = "status"
    publish_verb = "发布"
    unit = "处"
    publishing_fields = ("status",)
    list_per_page = 50
    date_hierarchy = "created_at"

    def publish_rows(self, rows, *, by):
        return publish_links(rows.with_texts(), by=by)

    def withdraw_rows(self, rows, *, by):
        return withdraw_links(rows.with_texts(), by=by)

    def withdrawal_consequences(self, rows):
        return of_taking_back_links(rows)

    def publishing_consequences(self, rows):
        return of_publishing_links(rows)

    @admin.action(description="否决所选（以后不再建议）", permissions=["publish"])
    def reject(self, request, queryset):
        rows = queryset.with_texts()
        return self.decide(
            request, rows, reject_links, verb="否决", consequences=self.withdrawal_consequences(queryset)
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and (row := self.stored(obj)):
            context["in_text"] = address_in_text(row)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        """A decided link can only be changed by users who may publish; of a public one others make drafts."""
        is_open = obj is None or not obj.is_decided or obj.is_published
        return super().has_change_permission(request, obj) and (
            is_open or self.has_publish_permission(request, obj)
        )

    def save_model(self, request, link, form, change):
        replayed_draft = getattr(request, "replays", None)
        if self.has_publish_permission(request) or replayed_draft:
            link.decided_by = replayed_draft.reviewed_by if replayed_draft else request.user
            link.decided_at = timezone.now()
        if not change:
            link.created_by = request.user
        super().save_model(request, link, form, change)
        if link.status == LinkStatus.PUBLISHED:
            publish_with_first_link(link, by=request.user)


@admin.register(Mention)
class MentionAdmin(LinkAdmin):
    draft_permission = "articles.publish_mention"
    form = MentionForm
    list_display = ("place", "kind", "relation", "entity", "basis", "words", "status", "decided_by")
    list_display_links = ("entity",)
    list_filter = ("status", "basis", "entity__kind", "relation", "certainty", "policy__kind")
    list_select_related = ("article__policy", "entity", "policy", "decided_by")
    search_fields = ("quote", "entity__name", "reason", "policy__title")
    search_help_text = "按条号（国家产业技术政策 25）、原文、实体名称、理由或政策标题查找"
    autocomplete_fields = ("policy", "article", "entity")
    readonly_fields = ("created_at", "created_by", "decided_at", "decided_by")
    fieldsets = (
        (None, {"fields": ("policy", ("passage", "article"), "entity", "basis", "relation")}),
        ("证据", {"fields": (("quote", "which"), "reason")}),
        ("状态", {"fields": ("status", "note", "created_at", "created_by", "decided_at", "decided_by")}),
    )

    @admin.display(description="所在", ordering="article__position")
    def place(self, mention: Mention) -> str:
        return text_link(mention)

    @admin.display(description="种类", ordering="entity__kind")
    def kind(self, mention: Mention) -> str:
        return mention.entity.get_kind_display()

    @admin.display(description="证据")
    def words(self, mention: Mention) -> str:
        return mention.quote or mention.reason or Basis(mention.basis).label

    def get_changeform_initial_data(self, request):
        return {
            "status": LinkStatus.PUBLISHED,
            "basis": Basis.NAMED,
            **super().get_changeform_initial_data(request),
        }


class ReferenceForm(forms.ModelForm):
    """A reference that is restored (已发布, 待审) is placed where its quote is now."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("status") in STANDING:
            try:
                find_quote(self.instance)
            except Refusal as refusal:
                self.add_error("status", f"{refusal}。")
        return cleaned


@admin.register(Reference)
class ReferenceAdmin(LinkAdmin):
    form = ReferenceForm
    list_display = ("place", "quote", "document", "target", "status", "decided_by")
    list_display_links = ("quote",)
    list_filter = ("status", "policy__kind")
    list_select_related = ("article__policy", "document", "target__policy", "policy", "decided_by")
    search_fields = ("quote", "document__name", "policy__title")
    search_help_text = "按条号（国家产业技术政策 25）、原文、所引文件或政策标题查找"
    readonly_fields = (
        "policy", "article", "passage", "quote", "start", "end", "created_at", "created_by", "decided_at",
        "decided_by",
    )  # fmt: skip
    autocomplete_fields = ("document", "target")
    fieldsets = (
        (None, {"fields": ("policy", "passage", "article", "quote")}),
        (
            "所引",
            {
                "fields": (
                    "document",
                    ("number", "suffix", "last_number"),
                    ("paragraph", "item"),
                    "address",
                    "target",
                )
            },
        ),
        ("状态", {"fields": ("status", "note", "created_at", "created_by", "decided_at", "decided_by")}),
    )

    @admin.display(description="所在", ordering="article__position")
    def place(self, reference: Reference) -> str:
        return text_link(reference)

    def has_add_permission(self, request) -> bool:
        return False

    def save_model(self, request, reference, form, change):
        reference.decided_by, reference.decided_at = request.user, timezone.now()
        super().save_model(request, reference, form, change)
