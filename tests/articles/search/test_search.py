"""Search: what is found, in which order, with which marks, and that nothing breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Policy
from articles.models.policies.policy_choices import Publication
from articles.models.postgres.removal import remove_for_good
from articles.reading.facets import FilterLink
from articles.search import search
from articles.search.index.maintenance import ensure_index
from articles.search.queries.analysis import LONGEST_QUERY
from articles.search.results.filters.choices import in_policy
from articles.search.results.matches.name_matches import find_policies
from articles.search.results.page_items import PAGE_SIZE
from articles.search.results.search_results import SearchResults
from tests.articles.search.choosing import choices_of
from tests.examples import patient

SECOND = "专利促进办法\n第一章 总则\n第一条 国家保护知识产权。\n第二条 支持企业申请专利。\n"


def numbers(query: str, **chosen) -> list[int]:
    return [hit.article.number for hit in search(query, choices=choices_of(**chosen)).hits]


def facet(results: SearchResults, name: str) -> list[FilterLink]:
    return [link for group in results.facets if group.name == name for link in group.links]


def marks(query: str, number: int) -> set[str]:
    hit = next(hit for hit in search(query).hits if hit.article.number == number)
    return {piece.text for piece in hit.snippet.pieces if piece.marked}


@pytest.mark.usefixtures("shipped")
class TestFinding:
    @pytest.mark.parametrize(
        ("query", "best"),
        [
            ("知识产权保护", 21),
            ("进口关税", 25),
            ("国际标准", 19),
            ("循环经济", 11),
            ("技术改造", 13),
            ("军民结合", 7),
            ("走出去", 26),
            ("期权", 33),
            ("技术市场", 29),
            ("继续教育", 32),
            ("跨国公司", 27),
            ("统一招标", 24),
            ("信贷", 10),
        ],
    )
    def test_the_article_about_the_words_comes_first(self, query, best):
        assert numbers(query)[0] == best

    def test_every_result_holds_the_word(self):
        results = search("知识产权")
        assert sorted(hit.article.number for hit in results.hits) == [1, 20, 21, 26]
        assert all("知识产权" in hit.article.text for hit in results.hits)

    def test_trap_10_half_titles_of_chapters_are_not_found_in_articles(self):
        assert 17 not in numbers("知识产权")
        assert 8 not in numbers("研发与创新")[:1]
        assert numbers("人才战略") != [29]

    def test_trap_20_and_21_variants_of_characters_find_the_text_and_are_marked_in_it(self):
        assert numbers("优秀企业家人才，鼓励")[0] == 32
        assert numbers("项目-人才-基地")[0] == 27
        assert "项目―人才―基地" in "".join(marks("项目—人才—基地", 27)) or marks("项目—人才—基地", 27)

    def test_trap_28_numbers_of_documents_and_years_find_no_article_by_its_number(self):
        assert numbers("2009") == []
        assert numbers("232") == []
        assert numbers("2006") == [15]

    def test_trap_36_a_long_word_is_found_in_its_parts(self):
        assert 24 in numbers("消化吸收再创新")
        assert 25 in numbers("消化吸收再创新")

    @pytest.mark.parametrize(("letters", "expected"), [("税", [3, 25]), ("标龄", [18])])
    def test_what_no_dictionary_knows_is_found_letter_by_letter(self, letters, expected):
        assert numbers(letters) == expected

    def test_nothing_is_found_honestly(self):
        results = search("婚姻登记")
        assert (results.count, results.items, results.facets) == (0, (), ())

    def test_words_the_texts_do_not_hold_are_named(self):
        assert search("中小企业 贷款", expand=False).unmatched == ("贷款",)

    def test_marks_are_exact_words_of_the_original(self):
        assert marks("政府采购", 20) == {"政府采购"}
        assert marks("ＧＯＶ 政府采购", 20) == {"政府采购"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("自主创新 区块链", ["first 自主创新 区块链", "last 自主创新 区块链"]),
        ("自主创薪", ["first 自主创薪", "first 自主创新", "last 自主创新"]),
    ],
)
def test_each_answerer_is_asked_once_and_the_last_of_what_a_correction_leaves(shipped, typed, expected):
    questions: list[str] = []
    search(
        typed,
        answerers=[
            lambda question: questions.append(f"first {question.text}"),
            lambda question: questions.append(f"last {question.text}"),
        ],
    )
    assert questions == expected


@pytest.mark.usefixtures("shipped")
class TestNarrowing:
    def test_chapters_are_counted_without_their_own_filter(self, shipped):
        all_results = search("知识产权", choices=in_policy(shipped), sources=())
        narrowed = search("知识产权", choices=choices_of(policy=shipped.slug, chapter="5"), sources=())
        counts = [(link.value, link.count) for link in facet(all_results, "chapter")]
        assert counts == [("1", 1), ("5", 2), ("6", 1)]
        assert [(link.value, link.count) for link in facet(narrowed, "chapter")] == counts
        assert [link.value for link in facet(narrowed, "chapter") if link.is_chosen] == ["5"]
        assert sorted(hit.article.number for hit in narrowed.hits) == [20, 21]

    def test_a_second_policy_has_facets_of_its_own(self, import_text, shipped):
        second = import_text("second", SECOND)
        all_results = search("知识产权", sources=())
        counts = [("gxblk-2009-232", 4), ("second", 1)]
        assert [(link.value, link.count) for link in facet(all_results, "policy")] == counts
        assert facet(all_results, "chapter") == []
        second_results = search("知识产权", choices=in_policy(second), sources=())
        assert [hit.article.policy for hit in second_results.hits] == [second]
        assert [(link.value, link.within) for link in facet(second_results, "chapter")] == [("1", "second")]
        assert [(link.value, link.count) for link in facet(second_results, "policy")] == counts

    @pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.WITHDRAWN])
    def test_what_is_not_published_is_not_found(self, import_text, publication):
        second = import_text("second", SECOND)
        assert search("专利", expand=False, sources=()).count == 1
        Policy.objects.filter(pk=second.pk).update(publication=publication)
        assert search("专利", expand=False, sources=()).count == 0
        assert search("专利促进办法", sources=[find_policies]).others == ()

    def test_pages_hold_all_results_once_in_order(self, import_text):
        law = "".join(f"第{n}条 甲乙丙丁合同。\n" for n in range(1, PAGE_SIZE + 6))
        policy = import_text("long", f"某法\n{law}")
        pages = [search("合同", choices=in_policy(policy), page=page) for page in (1, 2)]
        numbers_found = [hit.article.number for page in pages for hit in page.hits]
        assert sorted(numbers_found) == list(range(1, PAGE_SIZE + 6))
        assert [page.count for page in pages] == [PAGE_SIZE + 5] * 2

    @pytest.mark.parametrize("page", ["", "x", "0", "-1", "99", "9" * 30])
    def test_a_page_that_does_not_exist_gives_the_nearest(self, page):
        assert search("知识产权", page=page).hits


@pytest.mark.usefixtures("shipped")
class TestHostileQueries:
    @pytest.mark.parametrize(
        "query",
        [
            "", " ", "\x00", "\x00\x01\x1f知识产权", "%", "_", "\\", "'", '"', "''", "(", "))", "a & b | !c",
            "<script>alert(1)</script>", "'; DROP TABLE articles_article; --", "*:*", "知识产权:*", "\ud83d",
            "\u200b\u202e", "𠮷", "？！。", "的", "%s %(terms)s {0}", "a" * 10_000, "创" * 10_000,
        ],
    )  # fmt: skip
    def test_nothing_breaks(self, query):
        assert search(query).count >= 0

    def test_patterns_of_sql_are_letters(self):
        assert search("%").count == search("_").count == search("\\").count == 0

    def test_a_pasted_page_is_searched_by_its_beginning(self):
        results = search("知识产权" * 1000)
        assert results.query.is_truncated
        assert len(results.query.text) == LONGEST_QUERY
        assert results.count > 0

    @settings(patient, max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=80))
    def test_no_text_whatever_breaks_it(self, query):
        search(query)


def test_the_number_of_queries_does_not_grow_with_the_results(shipped, django_assert_max_num_queries):
    for query in ("期权", "企业", "技术"):
        with django_assert_max_num_queries(8):
            search(query)


class TestIndex:
    def test_a_bare_load_is_healed(self, shipped):
        shipped.articles.first().indexed.delete()
        assert ensure_index() == "为 1 条建立检索索引"
        assert ensure_index() == "索引完整（34 条）"

    def test_another_vocabulary_rebuilds_the_index(self, shipped, monkeypatch):
        monkeypatch.setattr("articles.search.index.maintenance.tokenizer_fingerprint", lambda: "another")
        assert ensure_index() == "为 34 条建立检索索引"

    def test_withdrawing_an_article_takes_its_rows_along(self, shipped):
        remove_for_good(shipped.articles.filter(number=18))
        assert numbers("标龄") == []
