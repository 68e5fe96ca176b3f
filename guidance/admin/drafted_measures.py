"""Drafted measures (起草的措施): clauses that give something, each decided on beside its article."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from articles.admin.pickers import FoundByCitation
from articles.models import Policy
from guidance.admin.draft_form import MeasureDraftForm
from guidance.drafting.deciding import confirm, reject
from guidance.drafting.draft_counts import keep_counts
from guidance.drafting.proposals import Proposal, find_waiting, waiting_counts, waiting_in
from guidance.matching.measure import Quote
from guidance.measures.measure_records import MeasureRecordError
from guidance.models import RejectedDraft

_POLICIES_PER_PAGE = 25
_ADD, _PUBLISH = "guidance.add_supportmeasure", "guidance.publish_supportmeasure"


def _terms_in_words(proposal: Proposal) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    """What was read out of the clause, by name."""
    drafted = proposal.drafted
    return (
        ("给谁", tuple(beneficiary.words for beneficiary in drafted.beneficiaries)),
        ("条件", drafted.conditions),
        ("金额", drafted.amounts),
        ("比例", drafted.ratios),
        ("上限", drafted.ceilings),
        ("期限", drafted.deadlines),
        ("机关", drafted.offices),
        ("联系方式", drafted.contacts),
    )


@admin.register(RejectedDraft)
class RejectedDraftAdmin(FoundByCitation, admin.ModelAdmin):
    """What was rejected; deleting a row proposes the clause again. The desk is `desk_view`."""

    list_display = ("quote", "article", "reason", "rejected_by", "rejected_at")
    list_filter = (("article__policy", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("article__policy", "rejected_by")
    search_fields = ("quote", "reason")
    search_help_text = "按条号（国家产业技术政策 25）、原文或理由查找"
    change_list_template = "admin/guidance/rejected_drafts.html"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("waiting/", view(self.policies_view), name="guidance_drafts"),
            path("waiting/<slug:slug>/", view(self.desk_view), name="guidance_drafts_of_policy"),
            *super().get_urls(),
        ]

    def policies_view(self, request: HttpRequest) -> HttpResponse:
        """The policies with how many drafts wait in each."""
        self._refuse_others(request)
        words = request.GET.get("q", "").replace("\0", "").strip()
        policies = Policy.objects.named_like(words) if words else Policy.objects.all()
        page = Paginator(policies.in_list_order(), _POLICIES_PER_PAGE).get_page(request.GET.get("page"))
        counts = waiting_counts(page.object_list)
        rows = [(policy, counts.get(policy.pk, 0)) for policy in page.object_list]
        keep_counts({policy.pk: number for policy, number in rows})
        return self._page(request, "drafts", title="起草的措施", q=words, page=page, rows=rows)

    def desk_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One draft beside its article; a decision leads to the next."""
        self._refuse_others(request)
        policy = get_object_or_404(Policy, slug=slug)
        if request.method == "POST":
            return self._decide(request, policy)
        waiting = waiting_in(policy)
        keep_counts({policy.pk: len(waiting)})
        key = request.GET.get("at", "")
        proposal = next(
            (candidate for candidate in waiting if candidate.key == key), waiting[0] if waiting else None
        )
        return self._desk(request, policy, waiting, proposal)

    def _decide(self, request: HttpRequest, policy: Policy) -> HttpResponse:
        proposal = find_waiting(policy, request.POST.get("at", ""))
        if proposal is None:
            self.message_user(request, "这一条已经决定，或者条文已改；没有再改动。", messages.WARNING)
            return redirect("admin:guidance_drafts_of_policy", policy.slug)
        if "_reject" in request.POST:
            reject(proposal, reason=request.POST.get("reason", "")[:300], by=request.user)
            self.message_user(request, "已否决；可以在“否决的起草”里收回。", messages.SUCCESS)
            return redirect("admin:guidance_drafts_of_policy", policy.slug)
        form = MeasureDraftForm(proposal, request.POST)
        if form.is_valid() and self._confirm(request, proposal, form):
            return redirect("admin:guidance_drafts_of_policy", policy.slug)
        return self._desk(request, policy, waiting_in(policy), proposal, form)

    def _confirm(self, request: HttpRequest, proposal: Proposal, form: MeasureDraftForm) -> bool:
        publish = "_publish" in request.POST
        if publish and not request.user.has_perm(_PUBLISH):
            raise PermissionDenied
        try:
            measure = confirm(proposal, form.choice, by=request.user, publish=publish)
        except MeasureRecordError as error:
            form.add_error(None, f"没有保存：{error}。")
            return False
        self.log_addition(request, measure, "由起草的措施确认")
        done = "已确认并发布" if publish else "已存为草稿"
        self.message_user(request, f"{done}：{measure.title}。", messages.SUCCESS)
        return True

    def _desk(self, request, policy, waiting, proposal, form=None) -> HttpResponse:
        place = waiting.index(proposal) if proposal else 0
        return self._page(
            request,
            "draft_desk",
            title=f"起草的措施：{policy.title}",
            policy=policy,
            proposal=proposal,
            form=form or (MeasureDraftForm(proposal) if proposal else None),
            number=place + 1,
            total=len(waiting),
            following=waiting[place + 1] if place + 1 < len(waiting) else None,
            earlier=waiting[place - 1] if place else None,
            read=_terms_in_words(proposal) if proposal else (),
            may_publish=request.user.has_perm(_PUBLISH),
        )

    def _page(self, request, name: str, **context) -> HttpResponse:
        page_context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/guidance/{name}.html", page_context)

    def _refuse_others(self, request: HttpRequest) -> None:
        if not request.user.has_perm(_ADD):
            raise PermissionDenied
