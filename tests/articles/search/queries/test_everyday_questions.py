"""Everyday questions kept with articles lead to them, and nowhere else."""

import tomllib

import pytest
from django.conf import settings

from articles.models import EverydayQuestion, Policy
from articles.models.policies.policy_choices import Publication
from articles.search import search
from articles.search.queries.everyday_questions import questions_like
from articles.text.wording.characters.folding import fold

FILE = settings.CONTENT_DIR / "search" / "everyday" / "gxblk-2009-232.toml"
LAW = "货箱法\n第一条 货箱应当结实。\n第二条 货箱应当干燥。\n第三条 货箱应当有锁。\n"
QUESTION = "盒子总是潮乎乎的怎么收拾"


@pytest.fixture
def damp_article(import_text):
    """An article that says nothing in the words of those who ask about it."""
    return import_text("boxes", LAW).articles.get(number=2)


def articles_found(query: str) -> list[tuple[str, int]]:
    return [(hit.article.policy.slug, hit.article.number) for hit in search(query).hits if not hit.is_weak]


def test_an_article_is_found_by_a_like_question_at_the_very_next_query(damp_article):
    query = "盒子潮乎乎的，该怎么收拾"
    assert ("boxes", 2) not in articles_found(query)
    question = EverydayQuestion.objects.create(article=damp_article, text=QUESTION)
    assert articles_found(query)[0] == ("boxes", 2)
    question.delete()
    assert ("boxes", 2) not in articles_found(query)


def test_one_word_is_a_word_to_look_for_and_no_question(damp_article):
    EverydayQuestion.objects.create(article=damp_article, text=QUESTION)
    assert questions_like("盒子") == {}
    assert ("boxes", 2) not in articles_found("盒子")


def test_a_withdrawn_policy_is_not_found_by_its_questions(damp_article):
    EverydayQuestion.objects.create(article=damp_article, text=QUESTION)
    Policy.objects.with_slugs(["boxes"]).update(publication=Publication.WITHDRAWN)
    assert ("boxes", 2) not in articles_found(QUESTION)


def test_the_question_is_told_apart_from_the_text(client, damp_article):
    EverydayQuestion.objects.create(article=damp_article, text=QUESTION)
    why = client.get("/search/why/", {"q": QUESTION, "article": "boxes/2"}).content.decode()
    assert f"与编者收录的日常问法相近：“{QUESTION}”" in why
    page = client.get("/policies/boxes/articles/2/").content.decode()
    assert QUESTION not in page


def test_a_subject_that_nothing_here_is_about_is_no_answer_until_a_law_holds_it(shipped, import_text):
    query = "公积金贷款额度怎么算"
    assert search(query).is_weak
    import_text(
        "fund", "住房基金条例\n第一条 公积金贷款额度由公积金中心核定。\n第二条 本条例自公布之日起施行。\n"
    )
    assert articles_found(query)[0] == ("fund", 1)


class TestShippedFile:
    WRITTEN = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def test_each_article_has_questions_and_no_other_has(self, shipped):
        assert [int(number) for number in self.WRITTEN] == list(range(1, 35))
        assert min(len(table["asked"]) for table in self.WRITTEN.values()) >= 12

    def test_no_question_stands_twice_and_none_is_a_whole_page(self):
        questions = [fold(question) for table in self.WRITTEN.values() for question in table["asked"]]
        assert len(set(questions)) == len(questions)
        assert {len(question) for question in questions} <= set(range(4, 41))

    def test_they_are_in_the_database_with_their_articles(self, shipped):
        rows = EverydayQuestion.objects.of_policy(shipped).values_list("article__number", "text")
        written = {
            (int(number), question) for number, table in self.WRITTEN.items() for question in table["asked"]
        }
        assert set(rows) == written

    def test_each_tenth_finds_its_article_among_the_first_three(self, shipped):
        rows = [
            (int(number), question) for number, table in self.WRITTEN.items() for question in table["asked"]
        ][::10]
        missed_questions = [
            question
            for number, question in rows
            if number not in [hit.article.number for hit in search(question).hits[:3]]
        ]
        assert len(missed_questions) <= len(rows) // 50, missed_questions
