"""The guided way: one question a page, from who one is to the results, with a way back."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from guidance.finder.guided_steps import MOST_DECIDING
from guidance.finder.option_help import explanations
from guidance.finder.parameters import read_what_is_valid
from guidance.matching.measure_choices import Aspect
from guidance.matching.profile_choices import (
    ACTIVITIES_OF,
    Activity,
    ApplicantKind,
    OpenAnswer,
    Ownership,
    Size,
    Topic,
)
from guidance.models import Criterion

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(client, shipped):
    """The page of a step, after the redirects that pass over steps with nothing to ask."""

    def get(address: str):
        response = client.get(address, follow=True)
        path = response.redirect_chain[-1][0] if response.redirect_chain else address
        return urlsplit(path), html.unescape(response.content.decode())

    return get


def test_who_one_is_leads_to_the_next_question(step):
    _, page = step("/guidance/step/who/")
    assert "您是谁？" in page
    assert all(f'name="kind" value="{kind}"' in page for kind in ApplicantKind.values)
    assert re.search(r'<form action="/guidance/step/size/"', page)


def test_a_university_is_not_asked_how_large_it_is(step):
    where, page = step("/guidance/step/size/?kind=university")
    assert where.path == "/guidance/step/wish/"
    assert "第 2 步，共 2 步" in page


def test_the_eight_wishes_are_offered_and_none_of_them_too(step):
    _, page = step("/guidance/step/wish/?kind=enterprise")
    assert all(topic.label in page for topic in Topic)
    assert 'name="does" value="none"' in page
    assert '<input type="hidden" name="kind" value="enterprise">' in page


def test_which_activities_a_wish_may_mean_is_asked_next(step):
    _, page = step("/guidance/step/which/?kind=enterprise&topic=funds")
    offered = set(re.findall(r'name="needs" value="(\w+)"', page))
    assert offered == set(ACTIVITIES_OF[Topic.FUNDS])


def test_without_a_wish_that_question_is_passed_over(step):
    where, _ = step("/guidance/step/which/?kind=enterprise&does=none")
    assert where.path == "/guidance/"


def test_at_most_three_questions_decide_and_then_come_the_results(step):
    address, questions = "/guidance/step/question/?kind=enterprise&size=large&needs=goods_import", []
    for _ in range(MOST_DECIDING + 1):
        where, page = step(address)
        if where.path == "/guidance/":
            break
        questions.append(re.search(r"<h1>(.+?)</h1>", page)[1])
        address = re.search(r'<a class="tile" href="([^"]+)"', page)[1]
    assert where.path == "/guidance/"
    assert 1 <= len(questions) <= MOST_DECIDING
    assert len(set(questions)) == len(questions)


def test_one_step_back_asks_the_same_question_again(step):
    _, first = step("/guidance/step/question/?kind=enterprise&size=large&needs=goods_import")
    answer = re.search(r'<a class="tile" href="([^"]+)"', first)[1]
    _, second = step(answer)
    back = re.search(r'<a href="([^"]+)" rel="prev">', second)[1]
    _, again = step(back)
    heading = re.compile(r"<h1>(.+?)</h1>")
    assert heading.search(again)[1] == heading.search(first)[1] != heading.search(second)[1]


def test_a_question_may_be_skipped_and_is_not_asked_again(step):
    _, first = step("/guidance/step/question/?kind=enterprise&size=large&needs=goods_import")
    skipped = re.search(r'<a href="([^"]+)">跳过这一问</a>', first)[1]
    _, second = step(skipped)
    heading = re.compile(r"<h1>(.+?)</h1>")
    assert heading.search(second)[1] != heading.search(first)[1]


@pytest.mark.parametrize("address", ["/guidance/step/nowhere/", "/guidance/step/WHO/"])
def test_steps_that_do_not_exist_are_not_found(client, shipped, address):
    assert client.get(address).status_code == 404


def test_a_wish_alone_leaves_its_activities_open_and_denies_the_others(shipped):
    profile = read_what_is_valid(QueryDict("kind=enterprise&topic=funds")).profile
    assert profile.possible == set(ACTIVITIES_OF[Topic.FUNDS])
    named = read_what_is_valid(QueryDict("kind=enterprise&topic=funds&needs=finance")).profile
    assert named.possible == frozenset()


def test_none_of_the_activities_is_an_answer_unless_one_is_named(shipped):
    assert read_what_is_valid(QueryDict("does=none")).profile.has_no_activity
    assert not read_what_is_valid(QueryDict("does=none&does=rd")).profile.has_no_activity


def test_each_activity_belongs_to_one_topic():
    placed = [activity for activities in ACTIVITIES_OF.values() for activity in activities]
    assert sorted(placed) == sorted(Activity)


@pytest.mark.parametrize(
    ("name", "vocabulary"),
    [
        ("topic", Topic),
        ("kind", ApplicantKind),
        ("size", Size),
        ("ownership", Ownership),
        ("multinational", OpenAnswer),
        ("activity", Activity),
    ],
)
def test_every_option_has_its_line_of_explanation(name, vocabulary):
    lines = explanations()[name]
    assert set(lines) == set(vocabulary.values)
    assert all(5 <= len(line) <= 40 for line in lines.values())


def test_the_sector_is_asked_where_a_measure_depends_on_it(step, shipped):
    assert 'name="sector"' not in step("/guidance/step/size/?kind=enterprise")[1]
    criterion = Criterion.objects.filter(aspect=Aspect.OWNERSHIP).first()
    criterion.aspect, criterion.values = Aspect.SECTOR, ["C"]
    criterion.save()
    _, page = step("/guidance/step/size/?kind=enterprise&sector=C")
    assert '<option value="C" selected>' in page
    assert '<input type="hidden" name="sector"' not in page


@pytest.mark.parametrize("name", ["size", "wish", "which"])
def test_the_results_can_be_had_at_once_with_what_is_ticked(step, name):
    _, page = step(f"/guidance/step/{name}/?kind=enterprise&topic=funds")
    assert re.search(r'<button type="submit"[^>]* formaction="/guidance/#results">直接看结果</button>', page)
    assert "不再问" not in page  # a link would lose the ticks
