"""The finder's API: its contract, its verdicts, and what it says to callers who get it wrong."""

import json

import pytest
from django.test import Client, override_settings

from articles.models import Policy
from guidance.matching.profile_choices import Activity, ApplicantKind
from guidance.models import Fact, SupportMeasure

pytestmark = pytest.mark.django_db
MATCH = "/api/v1/guidance/match/"
MEASURES = "/api/v1/guidance/measures/"
PROJECT = {
    "kinds": ["enterprise"],
    "size": "large",
    "ownership": "domestic",
    "multinational": False,
    "sector": "C",
    "activities": ["goods_import", "rd"],
    "needs": ["goods_import"],
    "facts": {
        "undertakes_national_major_project": "yes",
        "imports_not_made_in_china": "yes",
        "imports_key_research_goods": "yes",
    },
}


@pytest.fixture
def ask(client, shipped):
    def post(body, expected_status: int = 200, content_type: str = "application/json") -> dict:
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        response = client.post(MATCH, sent, content_type=content_type)
        assert response.status_code == expected_status, response.content.decode()
        return response.json()

    return post


def test_a_match_keeps_its_contract(ask):
    answer = ask(PROJECT)
    first = answer["results"][0]
    assert first["measure"] == {
        "slug": "import-duty-major-projects",
        "title": "承担国家重大科技专项的企业进口免税",
        "policy": "gxblk-2009-232",
        "article": 25,
        "suffix": 0,
        "label": "第二十五条",
        "url": "http://testserver/guidance/measures/import-duty-major-projects/",
    }
    assert (first["verdict"], first["label"]) == ("applies", "条文条件已符合")
    assert {reason["verdict"] for reason in first["reasons"]} == {"met"}
    assert first["permalink"] == "http://testserver/eli/cn/policy/2009/gxblk-232/art_25"
    assert first["policy_status"] == "待核实"
    by_criterion = {reason["criterion"]: reason for reason in first["reasons"]}
    import_reason = by_criterion["fact:imports_not_made_in_china"]
    assert (import_reason["answer"], import_reason["quote"]) == ("是", "国内不能生产的")


def test_every_measure_is_judged_once_and_in_order(ask, shipped):
    answer = ask(PROJECT)
    verdicts = [match["verdict"] for match in answer["results"]]
    assert verdicts == sorted(verdicts, key=["applies", "open", "check"].index)
    left_out = [match["verdict"] for match in answer["excluded"]]
    assert left_out == sorted(left_out, key=["stopped", "excluded"].index)
    slugs = [match["measure"]["slug"] for match in [*answer["results"], *answer["excluded"]]]
    assert sorted(slugs) == sorted(
        SupportMeasure.objects.published().supports().values_list("slug", flat=True)
    )
    assert sum(answer["counts"].values()) == len(slugs)


def test_every_quote_stands_in_its_article(ask, shipped):
    texts = dict(shipped.articles.values_list("number", "text"))
    answer = ask(PROJECT)
    for match in [*answer["results"], *answer["excluded"]]:
        text = texts[match["measure"]["article"]]
        assert all(text[row["start"] : row["end"]] == row["quote"] for row in match["quotes"])
        assert match["quotes"]
        assert all(quote in text for reason in match["reasons"] for quote in reason["quotes"])


def test_ordinary_imports_are_exempt_under_neither_clause(ask):
    no = dict.fromkeys(Fact.objects.values_list("code", flat=True), "no")
    answer = ask({**PROJECT, "facts": no})
    refused = {match["measure"]["slug"]: match for match in answer["excluded"]}
    assert "import-duty-major-projects" in refused
    failed = [r for r in refused["import-duty-major-projects"]["reasons"] if r["verdict"] == "failed"]
    assert all(reason["quote"] for reason in failed)
    offered = {match["measure"]["article"] for match in answer["results"] if match["verdict"] == "applies"}
    assert 25 not in offered


def test_what_is_missing_to_decide_is_named(ask):
    answer = ask({"kinds": ["enterprise"], "activities": ["goods_import"]})
    waiting = {match["measure"]["slug"]: match for match in answer["results"] if match["verdict"] == "check"}
    missing = {reason["criterion"] for reason in waiting["import-duty-major-projects"]["missing"]}
    assert "fact:undertakes_national_major_project" in missing


@pytest.mark.parametrize(
    "profile",
    [
        {},
        {"kinds": [], "activities": None, "facts": None},
        {"size": "", "ownership": None, "sector": ""},
        {"multinational": "unknown", "size": "unknown", "facts": {"imports_not_made_in_china": None}},
    ],
)
def test_what_is_not_said_is_not_known(ask, profile):
    answer = ask(profile)
    assert answer["counts"]["excluded"] == 0
    assert answer["profile"]["facts"] == {}
    assert (answer["profile"]["size"], answer["profile"]["multinational"]) == ("unknown", "unknown")


@pytest.mark.parametrize(
    "written", [(True, "yes"), ("yes", "yes"), (False, "no"), ("no", "no"), ("", "unknown")]
)
def test_multinational_is_understood_as_people_write_it(ask, written):
    assert ask({"multinational": written[0]})["profile"]["multinational"] == written[1]


def test_the_order_of_answers_changes_nothing(ask):
    turned = {
        **PROJECT,
        "activities": PROJECT["activities"][::-1],
        "facts": dict(reversed(PROJECT["facts"].items())),
    }
    assert ask(dict(reversed(turned.items()))) == ask(PROJECT)
    assert ask({**PROJECT, "size": "small"})["hash"] != ask(PROJECT)["hash"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kinds": ["planet"]}, "kinds[0]"),
        ({"kinds": ["enterprise", "planet"]}, "kinds[1]"),
        ({"kinds": ["enterprise"] * 1000}, "kinds"),
        ({"kinds": "enterprise"}, "kinds"),
        ({"kinds": [["enterprise"]]}, "kinds[0]"),
        ({"kinds": [None]}, "kinds[0]"),
        ({"kinds": ["\ud800"]}, "kinds[0]"),
        ({"size": "huge"}, "size"),
        ({"size": -5}, "size"),
        ({"ownership": True}, "ownership"),
        ({"multinational": "perhaps"}, "multinational"),
        ({"multinational": 1}, "multinational"),
        ({"sector": "Z"}, "sector"),
        ({"sector": ["C"]}, "sector"),
        ({"activities": {"rd": True}}, "activities"),
        ({"activities": ["rd " * 500]}, "activities[0]"),
        ({"needs": [7]}, "needs[0]"),
        ({"facts": ["x"]}, "facts"),
        ({"facts": {"no_such_fact": "yes"}}, "facts.no_such_fact"),
        ({"facts": {"imports_not_made_in_china": "maybe"}}, "facts.imports_not_made_in_china"),
        ({"facts": {"imports_not_made_in_china": {}}}, "facts.imports_not_made_in_china"),
        ({"facts": {str(number): "yes" for number in range(1000)}}, "facts.0"),
        ([], "body"),
        ("null", "body"),
        ('"x"', "body"),
        ({"sector": "x" * 70_000}, "body"),
    ],
)
def test_mistakes_are_named_in_chinese(ask, body, field):
    problem = ask(body, 400)
    assert field in problem["errors"]
    assert problem["detail"].startswith(next(iter(problem["errors"])))
    assert not problem["errors"][field][0].isascii()
    assert len(json.dumps(problem)) < 20_000


@pytest.mark.parametrize(
    "body", ["{", "[" * 60_000, '{"size": NaN}', b"\xff\xfe", '{"size":' + "9" * 6000 + "}"]
)
def test_what_is_no_json_is_refused(ask, body):
    assert "JSON" in ask(body, 400)["detail"]


def test_a_body_without_a_length_is_not_taken_for_an_empty_one(client, shipped):
    sent = client.post(MATCH, "{}", content_type="application/json", headers={"Transfer-Encoding": "chunked"})
    assert (sent.status_code, list(sent.json()["errors"])) == (400, ["body"])


def test_members_that_mean_nothing_are_told(ask):
    assert ask({"kind": ["enterprise"], "name": "某厂"})["ignored"] == ["kind", "name"]


def test_other_formats_and_methods_are_refused_in_chinese(ask, client):
    assert not ask("a=b", 415, "text/plain")["detail"].isascii()
    assert client.get(MATCH).status_code == 405


def test_a_match_needs_no_token_and_any_site_may_ask(shipped):
    strict = Client(enforce_csrf_checks=True, headers={"Origin": "https://example.org"})
    answer = strict.post(MATCH, "{}", content_type="application/json")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    preflight = strict.options(
        MATCH,
        headers={"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"},
    )
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    assert "content-type" in preflight["Access-Control-Allow-Headers"]


def test_matches_are_counted_by_the_limit(ask, client):
    with override_settings(PORTAL_API_RATE=1):
        ask({})
        assert ask({}, 429)["status"] == 429


def test_a_match_asks_the_database_a_fixed_number_of_questions(ask, uncached, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        ask(PROJECT)


def test_the_vocabulary_tells_every_code_and_where_each_fact_comes_from(client, shipped):
    vocabulary = client.get("/api/v1/guidance/vocabulary/").json()
    assert [entry["code"] for entry in vocabulary["kinds"]] == ApplicantKind.values
    assert {entry["code"] for entry in vocabulary["activities"]} == set(Activity.values)
    assert len(vocabulary["sectors"]) == 20
    assert {entry["code"] for entry in vocabulary["facts"]} == set(
        Fact.objects.values_list("code", flat=True)
    )
    texts = dict(shipped.articles.values_list("number", "text"))
    assert [fact["code"] for fact in vocabulary["facts"] if not fact["criteria"]] == [
        "state_owned"
    ]  # ministries only
    for fact in vocabulary["facts"]:
        for row in fact["criteria"]:
            assert texts[row["measure"]["article"]][row["start"] : row["end"]] == row["quote"]


def test_limits_stand_apart_from_what_is_given(ask, client, shipped):
    answer = ask({"kinds": ["enterprise"], "activities": ["tech_import"]})
    limits = [match["measure"]["slug"] for match in answer["limits"]]
    assert "prohibited-and-restricted-imports" in limits
    assert not {match["measure"]["slug"] for match in (*answer["results"], *answer["excluded"])} & set(limits)
    listed = client.get(MEASURES, {"purpose": "limit"}).json()
    assert {measure["purpose"] for measure in listed["results"]} == {"limit"}
    assert listed["count"] == SupportMeasure.objects.limits().count()
    assert client.get(f"{MEASURES}{limits[0]}/").json()["purpose"] == "limit"


def test_a_match_says_what_only_the_state_does_and_which_ministry_waits_for_an_answer(ask):
    profile = {"kinds": ["enterprise"], "needs": ["equity_incentive", "ip", "key_tech_rd"]}
    matches = {match["measure"]["slug"]: match for match in ask(profile)["results"]}
    assert matches["key-technology-campaigns"]["state_task"] is True
    assert matches["ip-protection"]["state_task"] is False
    assert matches["stock-options"]["state_task"] is False
    (ministry,) = matches["stock-options"]["ministries"]
    assert (ministry["slug"], ministry["only_if"]) == ("sasac", "state_owned")
    private = ask({**profile, "facts": {"state_owned": "no"}})["results"]
    (options,) = (match for match in private if match["measure"]["slug"] == "stock-options")
    assert options["ministries"] == []


def test_a_measure_says_what_its_document_does_not_state(client, shipped):
    measure = client.get(f"{MEASURES}import-duty-major-projects/").json()
    for name in ("amount", "deadline", "office", "application"):
        assert measure[name] == {"value": None, "stated": False, "source": None}
    assert {row["basis"] for row in measure["ministries"]} == {"editorial"}
    assert all(row["reason"] for row in measure["ministries"])
    text = shipped.articles.get(number=25).text
    for row in [*measure["quotes"], *measure["criteria"]]:
        assert text[row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize(
    ("query", "holds", "lacks"),
    [
        ({"force": "rigid"}, "import-duty-major-projects", "technology-base-support"),
        ({"instrument": "tax-incentives"}, "import-duty-major-projects", "technology-base-support"),
        ({"ministry": "customs"}, "import-duty-major-projects", "technology-base-support"),
        ({"kind": "base"}, "technology-base-support", "import-duty-major-projects"),
        ({"kind": "group"}, "import-duty-major-projects", "technology-base-support"),
        ({"activity": "goods_import"}, "import-duty-major-projects", "technology-base-support"),
        ({"q": "关税 专项"}, "import-duty-major-projects", "technology-base-support"),
        ({"policy": "gxblk-2009-232"}, "import-duty-major-projects", None),
    ],
)
def test_measures_are_filtered(client, shipped, query, holds, lacks):
    page = client.get(MEASURES, {**query, "page_size": 100}).json()
    slugs = [measure["slug"] for measure in page["results"]]
    assert len(slugs) == len(set(slugs)) == page["count"]
    assert holds in slugs
    assert lacks not in slugs


@pytest.mark.parametrize(
    ("address", "query", "status"),
    [
        (MEASURES, {"force": "x"}, 400),
        (MEASURES, {"kind": "x"}, 400),
        (MEASURES, {"page": "99"}, 404),
        (MEASURES, {"q": "x" * 101}, 400),
        (f"{MEASURES}nothing/", {}, 404),
        ("/api/v1/guidance/nothing/", {}, 404),
    ],
)
def test_errors_are_problems(client, shipped, address, query, status):
    answer = client.get(address, query)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not answer.json()["title"].isascii()


def test_what_is_not_published_is_not_offered(ask, client, shipped):
    SupportMeasure.objects.with_slugs(["import-duty-major-projects"]).update(status="withdrawn")
    assert client.get(f"{MEASURES}import-duty-major-projects/").status_code == 404
    assert "import-duty-major-projects" not in json.dumps(ask(PROJECT))
    Policy.objects.filter(pk=shipped.pk).update(publication="withdrawn")
    assert client.get(MEASURES).json()["count"] == 0
    assert ask(PROJECT)["results"] == ask(PROJECT)["excluded"] == []


def test_the_indexes_name_the_endpoints(client, shipped):
    assert client.get("/api/v1/").json()["guidance"] == "http://testserver/api/v1/guidance/"
    assert set(client.get("/api/v1/guidance/").json()) == {"vocabulary", "answer", "match", "measures"}
    assert "/api/v1/guidance/match/" in client.get("/api/").content.decode()
