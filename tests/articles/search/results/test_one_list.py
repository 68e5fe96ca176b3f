"""Articles, policies, entities and what other apps add stand in one list."""

import pytest

from articles.editing import save_article
from articles.models import Alias, Entity
from articles.reading.facets import FacetValue
from articles.search import answer_fact, search
from articles.search.results.filters.choices import Choices, Sort
from articles.search.results.matches.name_matches import find_entities, find_policies
from articles.search.results.result_sources import OtherHit, ResultType
from articles.search.results.search_results import SearchResults
from tests.articles.conftest import SHIPPED
from tests.articles.search.choosing import choices_of

SOURCES = (find_policies, find_entities)


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
        results = search("知识产权保护", sources=SOURCES)
        assert [item.type for item in results.items].index(ResultType.ARTICLE) <= 2
        assert results.hits[0].article.number == 21

    def test_a_mere_word_raises_nothing_above_the_articles(self):
        results = search("技术", sources=SOURCES, page_size=100)
        assert results.items[0].type == ResultType.ARTICLE
        assert any(item.type == ResultType.ENTITY for item in results.items)

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
        results = search("企业技术贷款贴息", sources=[measures], page_size=100)
        assert results.items[0].heading.text == "贷款贴息0"
        assert [item.heading.text for item in results.items[-2:]] == ["贷款贴息1", "贷款贴息2"]
        assert results.items[1].type == ResultType.ARTICLE
        assert results.count == len(results.hits) + 3

    def test_every_page_together_holds_all_results_once(self):
        all_titles = titles(search("企业技术贷款贴息", sources=[measures], page_size=100))
        pages = [search("企业技术贷款贴息", sources=[measures], page_size=4, page=n) for n in range(1, 20)]
        size = -(-len(all_titles) // 4)
        assert [title for page in pages[:size] for title in titles(page)] == all_titles
        assert {page.count for page in pages} == {len(all_titles)}

    def test_a_filter_leaves_only_hits_that_say_they_belong(self):
        Entity.objects.create(kind="instrument", slug="x", name="试验贴息", is_published=True)
        results = search("贷款贴息", sources=[measures], choices=choices_of(instrument="x"))
        assert {item.type for item in results.items} == {ResultType.MEASURE}
        law = search("贷款贴息", sources=[measures], choices=choices_of(kind="law"))
        assert law.items == ()

    def test_facets_count_them_beside_the_articles(self, import_text):
        import_text("second", "某办法\n第一条 贷款贴息。\n")
        results = search("贷款贴息", sources=[measures])
        groups = {group.name: {link.value: link.count for link in group.links} for group in results.facets}
        assert groups["type"]["measure"] == 3
        assert groups["policy"][SHIPPED] == 3 + sum(
            hit.article.policy.slug == SHIPPED for hit in results.hits
        )

    def test_a_type_shows_that_type_only(self):
        results = search("企业贷款贴息", sources=[measures], choices=choices_of(type="measure"))
        assert {item.type for item in results.items} == {ResultType.MEASURE}
        assert results.count == 3
        assert search("企业", sources=[measures], choices=choices_of(type="measure")).count == 0

    def test_they_are_near_misses_where_the_articles_are(self):
        results = search("婚姻贷款贴息离婚登记彩礼", sources=[measures], answerers=[answer_fact])
        assert not results.is_weak  # one is above: an answer
        assert [section.is_weak for section in results.sections] == [False, True]
        assert [item.is_weak for item in results.items if item.type == ResultType.MEASURE] == [
            False,
            True,
            True,
        ]

    def test_without_sources_the_list_is_of_articles(self):
        assert {item.type for item in search("财政部", sources=()).items} <= {ResultType.ARTICLE}


class TestOrder:
    def test_articles_as_printed(self, shipped):
        results = search("企业", choices=Choices(sort=Sort.ORDER), page_size=100)
        numbers = [hit.article.number for hit in results.hits]
        assert numbers == sorted(numbers)
        assert set(numbers) == {hit.article.number for hit in search("企业", page_size=100).hits}

    def test_the_latest_changed_first(self, article):
        edited = article(33)
        edited.text += "另有奖励。"
        save_article(edited)
        results = search("企业", choices=Choices(sort=Sort.CHANGED), page_size=100)
        assert results.hits[0].article.number == 33

    def test_a_cited_article_is_left_out_by_a_filter_that_does_not_hold_it(self, shipped):
        assert search("第二十五条").hits[0].is_cited
        results = search("第二十五条", choices=choices_of(policy=SHIPPED, chapter="1"))
        assert not any(hit.is_cited for hit in results.hits)
