"""Articles, policies, entities and what other apps add stand in one list with facets."""

import pytest

from articles.editing import publish_article
from articles.models import Alias, Entity, Mention, Policy
from articles.models.content_versions import one_state
from articles.models.evidence import LinkStatus
from articles.models.policy_choices import DocumentKind
from articles.reading.facets import FacetValue
from articles.search import search
from articles.search.forms import SearchForm
from articles.search.results.choices import Choices, Sort
from articles.search.results.name_matches import find_entities, find_policies
from articles.search.results.result_sources import OtherHit, ResultType
from articles.search.results.search_results import SearchResults
from tests.articles.conftest import SHIPPED
from tests.articles.links.linked import LAW, link_law
from tests.articles.search.choosing import choosing

SOURCES = (find_policies, find_entities)
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


def measures(query) -> list[OtherHit]:
    """A source as another app would write it: three measures, of which support is asked for."""
    if "贴息" not in query.literal:
        return []
    return [
        OtherHit(
            type=ResultType.MEASURE,
            name=f"贷款贴息{number}",
            summary="对企业给予贷款贴息。",
            url=f"/guidance/measures/{number}/",
            score=3.0 - number,
            marked=query.marked,
            policy=SHIPPED,
            stands_above=number == 0,
            values={
                "policy": [FacetValue(SHIPPED, "国家产业技术政策")],
                "instrument": [FacetValue("x", "贴息")],
            },
        )
        for number in range(3)
    ]


def titles(results: SearchResults) -> list[tuple[str, str]]:
    return [(item.type.value, item.heading.text) for item in results.items]


@pytest.mark.usefixtures("shipped")
class TestNames:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("国家产业技术政策", ("policy", "国家产业技术政策")),
            ("产业技术政策", ("policy", "国家产业技术政策")),
            ("工信部联科【2009】232号", ("policy", "国家产业技术政策")),
            ("國家產業技術政策", ("policy", "国家产业技术政策")),
            ("财政部", ("entity", "财政部")),
            ("科技部", ("entity", "科学技术部")),
            ("知识产权保护", ("entity", "知识产权保护")),
        ],
    )
    def test_what_the_query_names_comes_first(self, query, first):
        assert titles(search(query, sources=SOURCES))[0] == first

    def test_the_article_about_the_words_follows_at_once(self):
        found = search("知识产权保护", sources=SOURCES)
        assert [item.type for item in found.items].index(ResultType.ARTICLE) <= 2
        assert found.hits[0].article.number == 21

    def test_a_mere_word_raises_nothing_above_the_articles(self):
        found = search("技术", sources=SOURCES, page_size=100)
        assert found.items[0].type == ResultType.ARTICLE
        assert any(item.type == ResultType.ENTITY for item in found.items)

    @pytest.mark.parametrize("query", ["策", "？！", "", "%", "_"])
    def test_what_is_no_name_names_nothing(self, query):
        assert search(query, sources=SOURCES).others == ()

    def test_only_what_is_public_is_found(self):
        Entity.objects.named_with("财政部").update(is_published=False)
        assert search("财政部", sources=SOURCES).others == ()

    def test_a_new_name_is_found_at_once(self):
        assert search("财神爷", sources=SOURCES).others == ()
        Alias.objects.create(entity=Entity.objects.get(kind="ministry", name="财政部"), name="财神爷")
        assert [hit.name for hit in search("财神爷", sources=SOURCES).others] == ["财政部"]

    def test_filters_written_into_the_query_leave_articles_only(self):
        assert {item.type for item in search("部委:财政部", sources=SOURCES).items} == {ResultType.ARTICLE}


@pytest.mark.usefixtures("shipped")
class TestOtherSources:
    def test_hits_stand_above_or_after_the_articles(self):
        found = search("企业技术贷款贴息", sources=[measures], page_size=100)
        assert found.items[0].heading.text == "贷款贴息0"
        assert [item.heading.text for item in found.items[-2:]] == ["贷款贴息1", "贷款贴息2"]
        assert found.items[1].type == ResultType.ARTICLE
        assert found.count == len(found.hits) + 3

    def test_every_page_together_holds_all_results_once(self):
        whole = titles(search("企业技术贷款贴息", sources=[measures], page_size=100))
        pages = [search("企业技术贷款贴息", sources=[measures], page_size=4, page=n) for n in range(1, 20)]
        size = -(-len(whole) // 4)
        assert [title for page in pages[:size] for title in titles(page)] == whole
        assert {page.count for page in pages} == {len(whole)}

    def test_a_filter_leaves_only_hits_that_say_they_belong(self):
        Entity.objects.create(kind="instrument", slug="x", name="试验贴息", is_published=True)
        found = search("贷款贴息", sources=[measures], choices=choosing(instrument="x"))
        assert {item.type for item in found.items} == {ResultType.MEASURE}
        law = search("贷款贴息", sources=[measures], choices=choosing(kind="law"))
        assert law.items == ()

    def test_facets_count_them_beside_the_articles(self, import_text):
        import_text("second", "某办法\n第一条 贷款贴息。\n")
        found = search("贷款贴息", sources=[measures])
        groups = {group.name: {one.value: one.count for one in group.links} for group in found.facets}
        assert groups["type"]["measure"] == 3
        assert groups["policy"][SHIPPED] == 3 + sum(hit.article.policy.slug == SHIPPED for hit in found.hits)

    def test_a_type_shows_that_type_only(self):
        found = search("企业贷款贴息", sources=[measures], choices=choosing(type="measure"))
        assert {item.type for item in found.items} == {ResultType.MEASURE}
        assert found.count == 3
        assert search("企业", sources=[measures], choices=choosing(type="measure")).count == 0

    def test_they_are_near_misses_where_the_articles_are(self):
        found = search("婚姻贷款贴息离婚登记彩礼", sources=[measures])
        assert not found.is_weak  # one is above: an answer
        assert [section.is_weak for section in found.sections] == [False, True]
        assert [item.is_weak for item in found.items if item.type == ResultType.MEASURE] == [
            False,
            True,
            True,
        ]

    def test_without_sources_the_list_is_of_articles(self):
        assert {item.type for item in search("财政部").items} <= {ResultType.ARTICLE}


def form_for(**asked: str) -> SearchForm:
    form = SearchForm(asked)
    assert form.is_valid(), form.errors
    return form


@pytest.fixture
def linked(import_text, shipped):
    law = import_text("law", LAW)
    law.kind = DocumentKind.LAW
    law.save()
    link_law(law)
    return law


def counts(facet: str, **chosen: str) -> dict[str, int]:
    """What a facet says of the law of `linked` for a query that its first three articles answer."""
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


class TestFacets:
    @pytest.mark.parametrize("query", [*QUERIES[:2], *CITING])
    @pytest.mark.parametrize("chosen", CHOSEN)
    def test_a_count_is_what_choosing_the_value_leaves(self, linked, query, chosen):
        results = form_for(q=query, **chosen).results(page=1)
        for group in results.facets:
            assert len({one.value for one in group.links}) == len(group.links)
            for one in group.links:
                asked = {**chosen, "q": query, group.name: one.value}
                if one.within:
                    asked["policy"] = one.within
                left = form_for(**asked).results(page=1, page_size=100).count
                if "policy" in asked:  # its own synonyms and everyday questions then find more
                    assert left >= one.count, (group.name, one.label)
                else:
                    assert left == one.count, (group.name, one.label)

    @pytest.mark.parametrize("query", [*QUERIES, *CITING])
    @pytest.mark.parametrize("chosen", CHOSEN)
    def test_what_is_counted_is_what_is_listed(self, linked, query, chosen):
        results = form_for(q=query, **chosen).results(page=1, page_size=100)
        assert results.count == len(results.items)
        for group in results.facets:
            if group.name in ("kind", "status"):  # each document has one
                of_documents = [item for item in results.items if item.type != ResultType.ENTITY]
                counted = [link.count for link in group.links if link.is_chosen or not group.is_chosen]
                assert sum(counted) == len(of_documents), group.name

    def test_links_to_what_stands_below_an_entity_count_for_it(self, linked):
        [tax] = [
            one for group in search("企业 税收").facets if group.name == "instrument"
            for one in group.links if one.value == "t-tax"
        ]  # fmt: skip
        assert tax.count == form_for(q="企业 税收", instrument="t-tax").results(page=1).count

    def test_a_ministry_counts_by_links_of_any_basis_and_says_so(self, linked):
        [group] = [group for group in search("企业").facets if group.name == "ministry"]
        assert next(one.count for one in group.links if one.value == "t-ministry") == 3  # inherited
        assert "发文机关" in group.hint

    def test_what_is_suggested_or_withdrawn_does_not_count(self, linked):
        assert 3 not in {
            hit.article.number for hit in search("贷款", choices=choosing(goal="t-innovation")).hits
        }

    def test_what_only_classes_others_is_offered_only_where_it_is_chosen(self, linked):
        assert "甲型" not in counts("instrument")
        assert counts("instrument", instrument="t-a")["甲型"] == 3

    def test_counting_asks_the_database_nothing(self, linked, django_assert_num_queries):
        assert counts("actor", kind="law")
        with one_state():  # a request that reads the page
            results = form_for(q="企业", actor="t-firm", kind="law").results(page=1)
            with django_assert_num_queries(0):
                assert results.facets

    @pytest.mark.parametrize("done", CHANGES)
    def test_what_an_editor_does_counts_at_the_next_search(self, linked, done):
        change, (facet, label, before, after) = CHANGES[done]
        chosen = {} if facet in ("policy", "kind") else {"policy": "law"}
        assert counts(facet, **chosen).get(label) == before
        change(linked)
        assert counts(facet, **chosen).get(label) == after


class TestOrder:
    def test_articles_as_printed(self, shipped):
        found = search("企业", choices=Choices(sort=Sort.ORDER), page_size=100)
        numbers = [hit.article.number for hit in found.hits]
        assert numbers == sorted(numbers)
        assert set(numbers) == {hit.article.number for hit in search("企业", page_size=100).hits}

    def test_the_latest_changed_first(self, article):
        edited = article(33)
        edited.text += "另有奖励。"
        publish_article(edited)
        found = search("企业", choices=Choices(sort=Sort.CHANGED), page_size=100)
        assert found.hits[0].article.number == 33

    def test_a_cited_article_is_left_out_by_a_filter_that_does_not_hold_it(self, shipped):
        assert search("第二十五条").hits[0].is_cited
        inside = search("第二十五条", choices=choosing(policy=SHIPPED, chapter="1"))
        assert not any(hit.is_cited for hit in inside.hits)
