"""Any value in any place of the administration gets a page or a refusal, never an error of ours."""

import json
from collections.abc import Sequence

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from articles.models import GoldenQuestion
from articles.search.trials.golden_files import GoldenFileError, parse_golden
from tests.articles.admin.administering import fields_of, short_lists

__all__ = ["short_lists"]

pytestmark = pytest.mark.usefixtures("shipped", "short_lists")

PAGES = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
NOTHING_ADDED = (
    *("/admin/articles/reference/", "/admin/articles/querylog/", "/admin/articles/decisionbatch/"),
    *("/admin/articles/rowrevision/", "/admin/policy_portal/auditentry/"),
    *("/admin/articles/policyversion/", "/admin/articles/editdraft/", "/admin/articles/quotationfinding/"),
    *("/admin/articles/namerule/", "/admin/articles/readerreport/", "/admin/articles/tableimport/"),
    *("/admin/articles/task/", "/admin/articles/upload/"),  # their own forms have tests of their own
    "/admin/guidance/rejecteddraft/",
    *(f"/admin/policy_portal/{model}/" for model in ("loginfailure", "loginrecord", "loginlock")),
)
IDS = ["%00", "abc", "9" * 23, "9" * 5000, "-1", "٢٥", "²", "%ED%A0%80"]
ENDS = ["", "change/", "delete/", "history/"]
VALUES = ["%00", "abc", "9" * 23, "9" * 5000, "99999", "["]
PARAMETERS = ["q", "p", "o", "e", "_changelist_filters", "_to_field", "pk__in", "id__exact", "x__y"]
OF_LISTS = {
    "articles/policy": ["signed_on__year", "signed_on__day", "publication__exact"],
    "articles/mention": ["policy__id__exact", "policy__kind", "entity__kind__exact", "created_at__gte"],
    "articles/entity": ["is_published__exact", "aliases__name"],
    "articles/querylog": ["day__month", "outcome__exact"],
    "guidance/supportmeasure": ["article__policy__id__exact", "status__exact"],
    "auth/user": ["groups__id__exact", "is_active__exact"],
}
OF_FORMS = {
    "articles/mention": ["article", "policy", "entity"],
    "articles/article": ["policy", "division"],
    "articles/entity": ["parent"],
    "articles/searchconfiguration": ["synonym"],
    "articles/goldenquestion": ["query", "note"],
    "guidance/supportmeasure": ["article", "policy", "q"],
    "guidance/articlewithoutmeasure": ["article"],
}


def addresses(page: str):
    kind = page.removeprefix("/admin/").strip("/")
    # The same code reads what follows for all models: each model meets each id, end, parameter and value, and
    # each id meets each end, each value each parameter, at several of the models.
    for place, value in enumerate(IDS):
        yield from (f"{page}{value}/{end}" for end in _part(ENDS, place, page, of=4))
    for place, value in enumerate(VALUES):
        shared = _part(PARAMETERS, place, page, of=6)
        yield from (f"{page}?{name}={value}" for name in (*shared, *OF_LISTS.get(kind, ())))
        yield from (f"{page}add/?{name}={value}" for name in OF_FORMS.get(kind, ()))
    if kind == "articles/querylog":
        yield from (f"{page}{end}/?{name}={value}" for end in ("popular", "failed")
                    for name in ("page", "days") for value in VALUES)  # fmt: skip
    if kind == "articles/searchconfiguration":
        yield from (f"{page}{value}/{end}/" for end in ("trial", "diff", "synonyms") for value in IDS)
    if kind == "guidance/supportmeasure":
        yield from (
            f"{page}1/history/?{name}={value}" for name in ("restore", "page", "a=1&b") for value in IDS
        )


def _part(names: Sequence[str], place: int, page: str, *, of: int) -> list[str]:
    """One in so many of the names, others for each value at a page, and for each page with a value."""
    turn = place + PAGES.index(page)
    return [name for row, name in enumerate(names) if (turn + row) % of == 0]


def test_each_pair_of_what_an_address_is_made_of_is_tried():
    tried = {page: {*addresses(page)} for page in PAGES}
    every = set().union(*tried.values())
    for page, own in tried.items():
        assert all(any(address.startswith(f"{page}{value}/") for address in own) for value in IDS)
        assert all(any(address.startswith(f"{page}?{name}=") for address in own) for name in PARAMETERS)
        assert all(any(address.endswith(f"={value}") for address in own) for value in VALUES)
    assert all(any(tried.endswith(f"/{value}/{end}") for tried in every) for value in IDS for end in ENDS)
    pairs = [f"/?{name}={value}" for name in PARAMETERS for value in VALUES]
    assert all(any(tried.endswith(pair) for tried in every) for pair in pairs)


def refused_or_shown(client, address: str) -> bool:
    with transaction.atomic():
        status = client.get(address).status_code
        transaction.set_rollback(True)
    return status in (200, 302, 400, 403, 404)


@pytest.mark.parametrize("page", PAGES)
def test_any_value_in_an_address_gets_an_answer(admin_client, page):
    admin_client.raise_request_exception = False
    assert [address[:120] for address in addresses(page) if not refused_or_shown(admin_client, address)] == []


def test_any_value_where_the_site_itself_looks_rows_up_gets_an_answer(admin_client):
    admin_client.raise_request_exception = False
    parameters = {
        "app_label": "articles",
        "model_name": "mention",
        "field_name": "article",
        "term": "x",
        "page": "1",
    }
    queries = [{**parameters, name: value} for name in parameters for value in VALUES]
    tried = ["/admin/autocomplete/?" + "&".join(f"{a}={b}" for a, b in query.items()) for query in queries]
    tried += [f"/admin/r/{value}/1/" for value in IDS] + [f"/admin/r/1/{value}/" for value in IDS]
    tried += [f"/admin/{value}/" for value in IDS] + [f"/admin/login/?next={value}" for value in IDS]
    assert [address[:120] for address in tried if not refused_or_shown(admin_client, address)] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page not in NOTHING_ADDED])
def test_any_value_in_a_form_gets_an_answer(admin_client, page, article):
    """Each field of an empty form in turn, no form at all, and rows without end.

    What counts the rows of an inline is read by the same code for all of them: one inline stands for those
    beside it on a page.
    """
    admin_client.raise_request_exception = False
    address = f"{page}add/?article={article(1).pk}" if "supportmeasure" in page else f"{page}add/"
    sent = fields_of(admin_client, address)
    hostile = ["\0", "x" * 100_000, "9" * 5000, "-1", "9" * 19, "<b>"]
    posts = [dict.fromkeys(sent, value) for value in hostile]
    counts = [name for name in sent if name.endswith("_FORMS")]
    of_one_inline = [name for name in counts if _inline_prefix(name) == _inline_prefix(counts[0])]
    in_turn = [name for name in sent if name not in counts] + of_one_inline
    posts += [{**sent, name: hostile[0]} for name in in_turn] + [{}, {"version": "x", "_take_over": "x"}]
    posts += [{**sent, name: "9" * 9} for name in in_turn if name.endswith("-TOTAL_FORMS")]
    wrong = [post for post in posts if status_of(admin_client, address, post) >= 500]
    assert [str(post)[:200] for post in wrong] == []


def _inline_prefix(name: str) -> str:
    return name.rpartition("-")[0]


def status_of(client, address: str, post: dict) -> int:
    with transaction.atomic():
        status = client.post(address, post).status_code
        transaction.set_rollback(True)
    return status


CHOSEN = [
    ("article", "policy"), ("article", "division"), ("entity", "parent"), ("mention", "article"),
    ("mention", "entity"), ("division", "policy"), ("goldenquestion", "answers-0-article"),
]  # fmt: skip


@pytest.mark.parametrize("pk", IDS)
def test_a_step_for_a_row_that_no_number_names_is_not_found(admin_client, pk):
    assert admin_client.post(f"/admin/articles/policy/{pk}/validity/").status_code == 404


@pytest.mark.parametrize("value", ["abc", "9" * 30, "-", "1.5", "0"])
@pytest.mark.parametrize(("model", "field"), CHOSEN)
def test_a_word_where_an_id_belongs_is_an_error_in_the_form(admin_client, model, field, value):
    sent = {field: value}
    if "-" in field:
        sent |= {"answers-TOTAL_FORMS": "1", "answers-INITIAL_FORMS": "0"}
    response = admin_client.post(f"/admin/articles/{model}/add/", sent)
    assert response.status_code == 200
    assert "选择一个有效的选项" in response.content.decode()


@pytest.mark.parametrize("value", ["\0", "abc", "9" * 5000, "-1"])
def test_an_action_on_rows_that_cannot_be_changes_nothing(admin_client, value):
    admin_client.raise_request_exception = False
    sent = {"action": "publish", "_selected_action": value}
    assert status_of(admin_client, "/admin/articles/mention/", sent) in (302, 400)


LINES = {
    "surrogate": '{"query": "\\ud800", "relevant": []}',
    "surrogate in a policy": '{"query": "a", "relevant": [{"policy": "\\udfff", "number": "1"}]}',
    "brackets": "[" * 100_000,
    "brackets within": '{"query": "a", "relevant": ' + "[" * 50_000 + "]" * 50_000 + "}",
    "NaN": '{"query": "a", "relevant": [{"policy": "p", "number": NaN}]}',
    "infinity": '{"query": "a", "relevant": [{"policy": "p", "number": 1e999}]}',
    "digits": '{"query": "a", "relevant": [{"policy": "p", "number": ' + "9" * 5000 + "}]}",
    "digits in words": '{"query": "a", "relevant": [{"policy": "p", "number": "' + "9" * 5000 + '"}]}',
    "high number": '{"query": "a", "relevant": [{"policy": "p", "number": "999999999999"}]}',
    "NUL": '{"query": "a\\u0000", "relevant": []}',
    "NUL in a policy": '{"query": "a", "relevant": [{"policy": "\\u0000", "number": "1"}]}',
    "long": '{"query": "' + "企" * 600_000 + '", "relevant": []}',
    "note": '{"query": "a", "relevant": [], "note": {"b": 1}}',
    "answers": '{"query": "a", "relevant": ["x", 1, null]}',
}


@pytest.mark.parametrize("written", LINES.values(), ids=LINES)
def test_a_line_that_cannot_be_taken_in_is_named_in_chinese(admin_client, written):
    text = json.dumps({"query": "好的", "relevant": []}) + "\n" + written
    with pytest.raises(GoldenFileError) as caught:
        parse_golden(text)
    (problem,) = caught.value.problems
    assert problem.startswith("第 2 行：")
    assert len(problem) < 200
    assert not problem.isascii()
    uploaded = SimpleUploadedFile("golden.jsonl", f"\ufeff{text}".encode())
    response = admin_client.post("/admin/articles/goldenquestion/upload/", {"file": uploaded})
    assert response.status_code == 400
    assert "第 2 行：" in response.content.decode()
    assert not GoldenQuestion.objects.asking(["好的"]).exists()


def test_a_line_may_hold_what_other_programs_take_for_the_end_of_a_line():
    (line,) = parse_golden('{"query": "甲\u2028乙\x85丙", "relevant": []}\r\n')
    assert line.query == "甲 乙 丙"
