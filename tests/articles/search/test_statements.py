"""What a search asks of the database: each statement is time that a reader waits."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import SearchConfiguration
from articles.models.postgres.content_versions import one_state
from articles.models.postgres.removal import remove_for_good
from articles.search import search
from articles.search.index.segments import vacuum_index
from articles.search.queries.analysis import analyse_query
from articles.search.results.matches.name_matches import find_policies
from articles.search.scoring import postings
from articles.search.scoring.postings import read_parts
from articles.search.scoring.segment_cache import SegmentCache
from articles.search.settings.configuration import configuration, using_configuration
from articles.text.wording.characters.grams import certain_grams


def statements(query: str) -> int:
    """Those of a search for articles alone."""
    search(query, sources=())
    with CaptureQueriesContext(connection) as captured:
        search(query, sources=())
    return len(captured)


# Settings and everyday questions, index, articles of the page, their policies, their divisions; the best
# texts, words known and words like those typed where a query is corrected, which reads of the index only what
# it lacks.
@pytest.mark.parametrize(("query", "most"), [("技术改造", 5), ("第二十五条", 4), ("自主创薪", 8)])
def test_a_search_takes_few_statements(shipped, query, most):
    assert statements(query) <= most


def test_policies_are_read_only_where_the_query_stands_in_a_title(shipped):
    def policy_statements(text: str) -> int:
        query = analyse_query(text)
        find_policies(query)
        with CaptureQueriesContext(connection) as captured, one_state():
            find_policies(query)
        return sum("articles_policy WHERE id" in statement["sql"] for statement in captured.captured_queries)

    assert policy_statements("夫妻一方所欠债务谁偿还") == 0
    assert policy_statements("产业技术政策") == 1
    assert [hit.policy for hit in find_policies(analyse_query("工信部联科〔2009〕232号"))] == [shipped.slug]


class TestReadingAgain:
    """What one query has read of the index serves it again."""

    @pytest.fixture(autouse=True)
    def nothing_remembered(self, monkeypatch) -> None:
        """What queries of other tests have read is no matter here."""
        monkeypatch.setattr(postings, "_memory", SegmentCache())

    def test_what_is_remembered_is_not_asked_for_again(self, shipped):
        read_parts(["技"], ["技术"])
        first = read_parts(["知"], ["知识"])
        with CaptureQueriesContext(connection) as captured:
            second = read_parts(["技"], ["技术"], before=first)
        assert len(captured) == 0
        assert found_terms(second) == found_terms(read_parts(["技"], ["技术"]))

    def test_terms_that_are_not_remembered_are_read(self, shipped):
        first = read_parts(["知"], ["知识"])
        with using_configuration(), CaptureQueriesContext(connection) as captured:
            second = read_parts(["期"], ["期权"], before=first)
        assert len(captured) == 1
        assert "期权" in found_terms(second)

    def test_it_sees_what_the_query_saw_before(self, shipped):
        read_parts(["技"], ["技术"])
        first = read_parts(["知"], ["知识"])
        remove_for_good(shipped.articles.all())
        assert sum(part.size - len(part.vacant) for part in first.parts) == 34
        third = read_parts(["技"], ["技术"], before=first)
        assert sum(part.size - len(part.vacant) for part in third.parts) == 34
        assert sum(part.size - len(part.vacant) for part in read_parts(["技"], ["技术"]).parts) == 0


def found_terms(reading) -> set[str]:
    return {term for part in reading.parts for _, term in part.postings}


def test_settings_that_are_written_anew_are_read_anew(shipped):
    texts = {"synonyms": "", "stop_words": "", "user_dictionary": "", "weights": configuration().weights}
    version = SearchConfiguration.objects.create(status="published", **texts)
    assert configuration().stop_words == ""
    SearchConfiguration.objects.filter(pk=version.pk).update(stop_words="的")
    assert configuration().stop_words == "的"
    version.delete()
    assert configuration().stop_words != "的"


def test_a_citation_is_never_corrected(shipped):
    results = search("第二十五条")
    assert results.hits[0].is_cited
    assert results.correction is None


def test_only_grams_of_chinese_are_certain_to_stand_in_a_longer_text():
    assert certain_grams("免税 3d") == ["免", "税", "免税"]


def test_tidying_waits_for_the_end_of_a_transaction(db):
    with CaptureQueriesContext(connection) as captured:
        vacuum_index()
    assert len(captured) == 0


def test_a_text_held_only_letter_by_letter_is_still_found(shipped, import_text):
    import_text("odd", "编码办法\n第一条 编号写作x9z7k5的，从其约定。\n第二条 略。\n")
    assert [hit.article.number for hit in search("9z7k").hits] == [1]
