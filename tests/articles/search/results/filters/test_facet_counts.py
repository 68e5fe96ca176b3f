"""What the facets of a result list count is what choosing their values leaves."""

import pytest

from articles.models import Entity, Mention, Policy
from articles.models.links.evidence import LinkStatus
from articles.models.policies.policy_choices import DocumentKind
from articles.models.postgres.content_versions import one_state
from articles.search import search
from articles.search.forms import SearchForm
from articles.search.results.result_sources import ResultType
from tests.articles.conftest import store_text
from tests.articles.links.linked import LAW, link_law
from tests.articles.search.choosing import choices_of

pytestmark = pytest.mark.django_db

#: Questions whose article is pinned above those that hold their words.
CITING = ("第二十五条", "国家产业技术政策 3", "税收 国家产业技术政策第二十五条", "某促进法第1条、第3条 人才")
#: What is chosen beside the words, in each way of matching.
CHOSEN = (
    {},
    {"kind": "policy"},
    {"kind": ["policy", "law"]},
    {"actor": "t-firm"},
    {"type": "article"},
    {"type": ["article", "entity"]},
    {"match": "all"},
    {"scope": "title"},
    {"also": "企业", "status": ["in_force", "unverified"]},
)
QUERIES = ("知识产权", "企业", "技术标准", "小公司贷款", "政府采购", "人才")
#: Every value of a facet is a search of its own: each choice meets every second citing question, and each
#: pair every sixth value, beginning with the first to the sixth. Each choice still meets all facets, and each
#: of six queries each place in them: a value is counted in one way, wherever it stands.
CHOSEN_IN_TURN = [
    (query, chosen, (place + turn // 2) % 6)
    for turn, chosen in enumerate(CHOSEN)
    for place, query in enumerate((*QUERIES[:2], *CITING))
    if query in QUERIES or (place + turn) % 2
]
#: Each choice meets three of the queries and two of the citing ones, each query every second choice: a query
#: says what is found and a choice what is left of it, and neither of the two knows the other.
CHOSEN_WITH_QUERIES = [
    (query, chosen)
    for turn, chosen in enumerate(CHOSEN)
    for place, query in enumerate((*QUERIES, *CITING))
    if (place + turn) % 2
]


def form_for(**parameters: str) -> SearchForm:
    form = SearchForm(parameters)
    assert form.is_valid(), form.errors
    return form


@pytest.fixture(scope="module")
def linked_law(module_transaction):
    law = store_text("law", LAW)
    law.kind = DocumentKind.LAW
    law.save()
    link_law(law)
    return law


@pytest.fixture
def reading():
    """As a request that only reads does: what has changed is asked once for all searches of a test."""
    with one_state():
        yield


def counts(facet: str, **chosen: str) -> dict[str, int]:
    """What a facet says of the law of `linked_law` for a query that its first three articles answer."""
    groups = {group.name: group for group in form_for(q="企业", **chosen).results(page=1).facets}
    return {link.label: link.count for link in groups[facet].links} if facet in groups else {}


#: What an editor does, the facet that tells it, the value, and its count before and after.
CHANGES = {
    "publishes a link": (
        lambda law: Mention.objects.filter(entity__slug="t-innovation", status=LinkStatus.SUGGESTED).update(
            status=LinkStatus.PUBLISHED
        ),
        ("goal", "创新甲", 2, 3),
    ),
    "withdraws a link": (
        lambda law: Mention.objects.filter(entity__slug="t-firm", article__number=3).update(
            status=LinkStatus.WITHDRAWN
        ),
        ("actor", "企业甲", 3, 2),
    ),
    "hides an entity": (
        lambda law: Entity.objects.filter(slug="t-school").update(is_published=False),
        ("actor", "高校甲", 1, None),
    ),
    "names an entity anew": (
        lambda law: Entity.objects.filter(slug="t-school").update(name="院校甲"),
        ("actor", "院校甲", None, 1),
    ),
    "moves an entity to the top": (
        lambda law: Entity.objects.filter(slug="t-relief").update(parent=None),
        ("instrument", "税收类", 2, 1),
    ),
    "withdraws an article": (
        lambda law: law.articles.filter(number=3).update(publication="withdrawn"),
        ("actor", "企业甲", 3, 2),
    ),
    "withdraws the policy": (
        lambda law: Policy.objects.filter(pk=law.pk).update(publication="withdrawn"),
        ("policy", "某促进法", 3, None),
    ),
    "names the policy anew": (
        lambda law: Policy.objects.filter(pk=law.pk).update(title="某振兴法", title_key="某振兴法"),
        ("policy", "某振兴法", None, 3),
    ),
    "changes the kind of the policy": (
        lambda law: Policy.objects.filter(pk=law.pk).update(kind=DocumentKind.RULE),
        ("kind", "部门规章", None, 3),
    ),
    "names a chapter anew": (
        lambda law: law.divisions.filter(number=1).update(title_first="通则"),
        ("chapter", "第一章 通则", None, 2),
    ),
}


@pytest.mark.parametrize(("query", "chosen", "first"), CHOSEN_IN_TURN)
def test_a_count_is_what_choosing_the_value_leaves(linked_law, reading, query, chosen, first):
    results = form_for(q=query, **chosen).results(page=1)
    for group in results.facets:
        assert len({link.value for link in group.links}) == len(group.links)
        for link in group.links[first::6] or group.links[first % len(group.links) :][:1]:
            parameters = {**chosen, "q": query, group.name: link.value}
            if link.within:
                parameters["policy"] = link.within
            count_left = form_for(**parameters).results(page=1, page_size=1).count
            if "policy" in parameters:  # its own synonyms and everyday questions then find more
                assert count_left >= link.count, (group.name, link.label)
            else:
                assert count_left == link.count, (group.name, link.label)


@pytest.mark.parametrize(("query", "chosen"), CHOSEN_WITH_QUERIES)
def test_what_is_counted_is_what_is_listed(linked_law, reading, query, chosen):
    results = form_for(q=query, **chosen).results(page=1, page_size=100)
    assert results.count == len(results.items)
    for group in results.facets:
        if group.name in ("kind", "status"):  # each document has one
            of_documents = [item for item in results.items if item.type != ResultType.ENTITY]
            counts_of_values = [link.count for link in group.links if link.is_chosen or not group.is_chosen]
            assert sum(counts_of_values) == len(of_documents), group.name


def test_links_to_what_stands_below_an_entity_count_for_it(linked_law):
    [tax] = [
        link for group in search("企业 税收").facets if group.name == "instrument"
        for link in group.links if link.value == "t-tax"
    ]  # fmt: skip
    assert tax.count == form_for(q="企业 税收", instrument="t-tax").results(page=1).count


def test_a_ministry_counts_by_links_of_any_basis_and_says_so(linked_law):
    [group] = [group for group in search("企业").facets if group.name == "ministry"]
    assert next(link.count for link in group.links if link.value == "t-ministry") == 3  # inherited
    assert "发文机关" in group.hint


def test_what_is_suggested_or_withdrawn_does_not_count(linked_law):
    assert 3 not in {
        hit.article.number for hit in search("贷款", choices=choices_of(goal="t-innovation")).hits
    }


def test_what_only_classes_others_is_offered_only_where_it_is_chosen(linked_law):
    assert "甲型" not in counts("instrument")
    assert counts("instrument", instrument="t-a")["甲型"] == 3


def test_counting_asks_the_database_nothing(linked_law, django_assert_num_queries):
    assert counts("actor", kind="law")
    with one_state():  # a request that reads the page
        results = form_for(q="企业", actor="t-firm", kind="law").results(page=1)
        with django_assert_num_queries(0):
            assert results.facets


@pytest.mark.parametrize("edit", CHANGES)
def test_what_an_editor_does_counts_at_the_next_search(linked_law, edit):
    change, (facet, label, count_before, count_after) = CHANGES[edit]
    chosen = {} if facet in ("policy", "kind") else {"policy": "law"}
    assert counts(facet, **chosen).get(label) == count_before
    change(linked_law)
    assert counts(facet, **chosen).get(label) == count_after
