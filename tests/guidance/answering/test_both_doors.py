"""The search page, the finder and both APIs give the same answer; a question fills the finder's form."""

import html
import re

import pytest
from django.http import QueryDict

from guidance.finder.filled_form import of_visitor
from guidance.finder.finder_page import finder_page
from guidance.finder.parameters import read_what_is_valid
from guidance.matching.profile_choices import Activity, ApplicantKind, Size

pytestmark = pytest.mark.usefixtures("shipped")

QUESTION = "小公司搞研发怎么贷款"


def answer_on(client, address: str, question: str) -> str:
    page = html.unescape(client.get(address, {"q": question}).content.decode())
    return re.search(r'<p class="answer__text">(.*?)</p>', page)[1]


@pytest.mark.parametrize(
    "question",
    [
        "哪些部门、什么时候发的",
        "怎么申请技术改造",
        QUESTION,
        "高校能享受什么",
        "什么叫共性技术",
        "第二十五条和第十条有什么不同",
        "国家有什么政策",
        "房租补贴有吗",
    ],
)
def test_both_doors_say_the_same(client, question):
    answer = client.get("/api/v1/search/", {"q": question}).json()["direct_answer"]
    assert (
        answer_on(client, "/search/", question) == answer_on(client, "/guidance/", question) == answer["text"]
    )
    assert client.get("/api/v1/guidance/answer/", {"q": question}).json()["direct_answer"] == answer


def test_a_name_misspelt_that_no_article_has_is_corrected_at_all_doors(client):
    assert client.get("/api/v1/search/", {"q": "财正部"}).json()["direct_answer"] is None
    assert client.get("/api/v1/guidance/answer/", {"q": "财正部"}).json()["direct_answer"] is None
    assert 'class="answer__text"' not in client.get("/guidance/", {"q": "财正部"}).content.decode()


def test_what_stands_beside_an_answer_is_called_a_near_miss(client):
    assert "相近，但不是直接回答" in client.get("/search/", {"q": "谁发布的"}).content.decode()


def test_the_api_answers_questions_only(client):
    assert client.get("/api/v1/guidance/answer/").json()["direct_answer"] is None
    assert client.get("/api/v1/guidance/answer/", {"q": "问" * 501}).status_code == 400
    assert client.get("/api/v1/guidance/answer/", {"q": "怎么申请", "policy": "none"}).status_code == 404


def test_a_question_fills_the_form(client):
    page = client.get("/guidance/", {"q": QUESTION}).content.decode()
    ticked = set(re.findall(r'id="([a-z]+-[a-z_]+)" [^>]*checked', page))
    assert {"kind-enterprise", "size-small", "needs-finance", "does-rd"} <= ticked
    assert "从您的问题读出" in page


def test_what_was_read_as_no_is_shown_and_can_be_taken_away(client):
    question = "没有承担国家重大专项的企业进口仪器免税吗"
    page = client.get("/guidance/", {"q": question}).content.decode()
    assert "是否承担国家重大科技专项：否" in page
    code = "fact:undertakes_national_major_project"
    without = client.get("/guidance/", {"q": question, "ignore": code}).content.decode()
    assert "是否承担国家重大科技专项：否" not in without


def test_nothing_is_left_out_for_a_question():
    page = finder_page(read_what_is_valid(QueryDict(f"q={QUESTION}")))
    results = page.results
    entries = [*results.claimable, *results.tasks, *results.stopped, *results.near, *results.far]
    assert len(entries) == results.total
    assert entries[0].measure.slug == "sme-technology-credit"


def sent(query: str):
    """The answers of a form that was sent with these parameters."""
    parameters = QueryDict(query)
    return of_visitor(read_what_is_valid(parameters), read=parameters.get("read", ""))


FILLED = f"read={QUESTION}&kind=enterprise&size=small&needs=finance&does=rd"


class TestFilledForm:
    def test_what_stands_as_it_was_read_is_left_to_the_question(self):
        assert sent(f"q={QUESTION}&{FILLED}").pairs == (("q", QUESTION),)

    def test_what_was_emptied_stays_away(self):
        query = sent(f"q={QUESTION}&read={QUESTION}&size=unknown&needs=finance&does=rd")
        assert set(query.ignored) == {"kind:enterprise", "size"}
        assert finder_page(query).read.profile.kinds == frozenset()
        again = sent(f"{query.encoded}&read={QUESTION}&needs=finance&does=rd")
        assert again.pairs == query.pairs

    def test_what_was_changed_is_the_visitors(self):
        query = sent(
            f"q={QUESTION}&read={QUESTION}&kind=enterprise&kind=group&size=large&needs=finance&does=rd"
        )
        assert query.profile.kinds == {ApplicantKind.ENTERPRISE, ApplicantKind.GROUP}
        assert query.chosen_size == Size.LARGE
        assert finder_page(query).read.profile.needs == {Activity.FINANCE}

    def test_another_question_brings_its_own_answers(self):
        query = sent(f"q=高校科研成果怎么转化&{FILLED}")
        assert query.pairs == (("q", "高校科研成果怎么转化"),)
        assert finder_page(query).read.profile.kinds == {ApplicantKind.UNIVERSITY}

    def test_without_the_question_its_answers_go_too(self):
        assert sent(f"q=&{FILLED}").is_empty

    def test_what_the_visitor_had_said_stays(self):
        query = sent(f"q=&{FILLED}&ownership=domestic")
        assert query.pairs == (("ownership", "domestic"),)


def test_htmx_loads_the_page_anew_for_another_question(client):
    headers = {"HX-Request": "true"}
    fresh = client.get("/guidance/", {"q": QUESTION}, headers=headers)
    assert fresh["HX-Redirect"].startswith("/guidance/?q=")
    same = client.get("/guidance/", {"q": QUESTION, "read": QUESTION}, headers=headers)
    assert "HX-Redirect" not in same


def test_where_there_is_no_answer_the_finder_shows_what_search_finds(client):
    page = client.get("/guidance/", {"q": "第几章讲人才"}).content.decode()
    assert "检索到这些条文" in page
    assert '<a href="/policies/gxblk-2009-232/articles/' in page.split("检索到这些条文")[1]


def test_questions_that_decide_stand_side_by_side(client):
    page = html.unescape(client.get("/search/", {"q": "税收优惠"}).content.decode())
    questions = re.findall(r"还要看：([^<]+)", page)
    assert max(line.count("？") for line in questions) > 1
    assert "？；" not in "".join(questions)
