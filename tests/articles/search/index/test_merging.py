"""How the index grows: few statements a segment, few segments, and none that is written again and again."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing.batch import import_files
from articles.models import IndexedArticle, KnownWord, Policy, Segment
from articles.search import compact_index, learning_later, search
from articles.search.index import segments
from articles.search.index.consistency import index_problems
from articles.search.index.segments import compact, compact_when_many
from tests.articles.importing.sample_files import write_txt


def law(number: int, articles: int, *, word: str = "合同") -> str:
    lines = (f"第{place}条 {word}第{number}种之{place}，甲乙丙丁。\n" for place in range(1, articles + 1))
    return f"第{number}号办法\n" + "".join(lines)


@pytest.fixture
def import_laws(shipped, tmp_path):
    """Import laws of so many articles each."""

    def import_sizes(sizes: list[int], **how) -> None:
        start = IndexedArticle.objects.count()
        files = [
            write_txt(tmp_path, law(start + place, size, **how), name=f"{start}-{place}.txt")
            for place, size in enumerate(sizes)
        ]
        for file in files:
            assert [outcome.result for outcome in import_files([file])] == ["新增"]

    return import_sizes


def sizes() -> list[int]:
    return sorted(Segment.objects.values_list("size", flat=True), reverse=True)


@pytest.fixture
def small_sizes(shipped, monkeypatch):
    """The sizes by which segments are made, small enough to be reached by a test."""
    monkeypatch.setattr(segments, "_MANY", 16)
    monkeypatch.setattr(segments, "_SOME", 4)
    monkeypatch.setattr(segments, "_WHILE_WRITING", 64)
    compact()


@pytest.mark.parametrize("making", [compact_when_many, compact])
def test_a_segment_costs_as_many_statements_whatever_terms_it_holds(small_sizes, import_laws, making):
    """It is made after the commit, when nothing says any more which settings are in use."""
    statement_counts = []
    for word in ("合同", "".join(map(chr, range(0x4E00, 0x4F00)))):
        import_laws([60], word=word)
        with CaptureQueriesContext(connection) as captured:
            making()
        assert not IndexedArticle.objects.filter(segment=None).exists()
        statement_counts.append(len(captured))
    assert max(statement_counts) <= 50
    assert abs(statement_counts[0] - statement_counts[1]) <= 6  # one of them may have a segment to take away


def test_while_many_small_laws_are_taken_in_segments_are_few(small_sizes, import_laws, monkeypatch):
    written = []
    write = segments._write_segment
    monkeypatch.setattr(segments, "_write_segment", lambda pks: written.append(len(pks)) or write(pks))
    monkeypatch.setattr(segments, "LARGEST_SEGMENT", 80)
    for done in range(1, 13):
        import_laws([18])
        compact_when_many()
        assert len(sizes()) <= 1 + 4 + done / 4
    assert max(written) == 72
    assert sum(written) <= 2 * 12 * 18  # by itself, and with others once they are many
    compact()
    assert sizes() == [72, 72, 70, 36]
    assert search("合同", sources=()).count == 216
    assert list(index_problems()) == []


@pytest.mark.parametrize("command", ["reindex", "load_content"])
def test_segments_larger_than_what_is_new_are_merged_with_each_other(small_sizes, import_laws, command):
    """What stopped at the first segment four times as large left all of them for ever."""
    for _ in range(4):
        import_laws([64])
        compact_when_many()
    import_laws([5])
    assert len(sizes()) >= 4
    call_command(command, verbosity=0)
    assert sizes() == [34 + 4 * 64 + 5]


def test_what_stays_is_larger_than_all_that_is_smaller(small_sizes, import_laws):
    for count in (4, 9, 5, 30, 6):
        import_laws([count])
        compact()
        sizes_left = sizes()
        assert all(size > sum(sizes_left[place + 1 :]) for place, size in enumerate(sizes_left))
    assert search("合同", sources=()).count == 54


def test_a_file_costs_few_statements_however_many_articles_it_has(shipped, tmp_path):
    statement_counts = []
    for number, articles in enumerate((5, 60)):
        file = write_txt(tmp_path, law(number, articles), name=f"{number}.txt")
        with CaptureQueriesContext(connection) as captured:
            assert [outcome.articles for outcome in import_files([file])] == [articles]
        statement_counts.append(len(captured))
    assert max(statement_counts) <= 36  # those at the end of an import among them
    assert abs(statement_counts[0] - statement_counts[1]) <= 2  # the first also makes what a process keeps


def test_what_is_learnt_later_is_learnt_with_the_compaction(shipped, import_laws):
    with learning_later():
        import_laws([3], word="量子纠缠")
    law = Policy.objects.latest("pk")
    assert search("量子纠缠", page_size=1).count == 3
    assert law in Policy.objects.without_name_starts()
    assert not KnownWord.objects.filter(text=law.title).exists()
    compact_index()
    assert law not in Policy.objects.without_name_starts()
    assert KnownWord.objects.filter(text=law.title).exists()
