"""The portal's own pages: home and about."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.links.display import links_of
from articles.links.entities.entity_trees import kinds_with_counts
from articles.models import Article, Policy
from articles.models.links.evidence import Basis
from articles.models.policies.policy_choices import PolicyStatus
from articles.models.postgres.content_versions import remembered
from articles.reading.citation_forms import citation_lines
from articles.reading.contents import contents_of
from articles.reading.schema_org import website
from articles.reading.site_address import site_address
from policy_portal.holdings import holdings

# Queries offered on the home page; the shipped texts answer all of them (tested). The number is that
# of the featured policy and means nothing without it.
EXAMPLE_NUMBER = "第二十五条"
EXAMPLES = ("自主创新", "技术标准", "政府采购")
TOPICS = ("进口关税", "信贷", "技术改造", "政府采购", "企业技术中心", "走出去", "期权", "人才培养")


@remembered(Policy)
def _policies() -> tuple[Policy | None, tuple[Policy, ...]]:
    """The featured policy and five others: to sort a thousand policies takes longer than the page."""
    featured = Policy.objects.featured()
    return featured, tuple(Policy.objects.published().others_than(featured).in_list_order()[:5])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    policy, others = _policies()
    context = {
        "policy": policy,
        "contents": contents_of(policy.slug) if policy else None,
        "structured": website(settings.PORTAL_SITE_NAME, site=site_address),
        "examples": (EXAMPLE_NUMBER, *EXAMPLES) if policy else EXAMPLES,
        "topics": TOPICS,
        "kinds": kinds_with_counts(),
        "other_policies": others,
    }
    return render(request, "home.html", context)


@require_safe
def about(request: HttpRequest, page: str = "index") -> HttpResponse:
    """The page about/<page>.html: where the texts are from, help, glossary, statements, contact."""
    context = {
        "policy": Policy.objects.featured(),
        "current": page,
        "contact": settings.PORTAL_CONTACT,
        "holdings": holdings() if page == "data" else None,
        "counts_queries": settings.PORTAL_QUERY_LOG,
        "sends_queries": bool(settings.PORTAL_EMBEDDINGS_URL),
    }
    return render(request, f"about/{page}.html", context)


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """What a language model has to know (llmstxt.org): what is held, where to ask, how to cite."""
    policy = Policy.objects.featured() or Policy.objects.first_listed()
    context = {
        "holdings": holdings(),
        "api_rate": settings.PORTAL_API_RATE,
        "example": site_address(policy.file_address) if policy else "",
    }
    return render(request, "llms.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The parts that pages share, side by side, for those who change them; no page leads here."""
    article = Article.objects.published().for_reading().in_order().first()
    links = links_of(article) if article else None
    numbers = Paginator(range(30), 10)
    context = {
        "article": article,
        "policy": article.policy if article else None,
        "links": links,
        "citations": citation_lines(article, url="", cited_on=timezone.localdate()) if article else (),
        "statuses": PolicyStatus.choices,
        "bases": Basis.choices,
        "chips": [{"label": "第五章", "query": ""}, {"label": "财政部", "query": ""}],
        "page": numbers.page(2),
        "params": request.GET,
    }
    return render(request, "components.html", context)


def favicon(request: HttpRequest) -> HttpResponse:
    """For pages without an icon of their own, such as the admin: browsers request this address."""
    return redirect(static("img/icon.svg"), permanent=True)
