"""Every page of the administration, as a person meets it, is in Chinese: a crawler follows its links."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.timezone import now

from articles.models import DecisionBatch, GoldenQuestion, LaterRule, Mention, SearchConfiguration
from articles.models.links.evidence import LinkStatus
from articles.search.settings.configuration import texts_in_force
from policy_portal.auditing.models import AuditEntry
from policy_portal.models import LoginFailure, LoginLock, LoginRecord
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.django_db

#: Latin words that editors know as they are: formats, standards, keys, and data of the rows themselves.
ALLOWED = {
    "akn", "akoma", "api", "chp", "command", "cookie", "csv", "ctrl", "docx", "eid", "eli", "enter", "esc",
    "excel", "gb", "html", "id", "ip", "json", "jsonl", "kb", "lines", "logo", "mb", "normalisation",
    "ntoso", "ok", "openapi", "pdf", "places", "sha", "shift", "toml", "totp", "url", "utf", "word", "xlsx",
    "xml",
}  # fmt: skip
#: What holds data rather than words of the interface: keys, settings, quotations; and queries of readers.
DATA = {"script", "style", "svg", "code", "pre", "textarea", "kbd", "q"}
WORD = re.compile(r"(?<![\w./:@#?=&%+〔-])[A-Za-z]{2,}(?![\w./:@=&%-])")
QUERIES = re.compile(r"field-(?:query|snapshot|slug|expected|password)|search-admin__scroll")
SHOWN = ("title", "placeholder", "aria-label", "alt")
#: Not the tables as files (tests/articles/tables/): they show no page, and take longer than those that do.
FOLLOWED = re.compile(r"^/admin/(?!logout|jsi18n|r/|password_change/done)(?!.*\.(?:csv|xlsx)$)")


def is_data(element) -> bool:
    """Keys and settings; what readers ask, which may be in pinyin; a row as it is stored."""
    names = element.get("class", "")
    return element.tag in DATA or bool(QUERIES.search(names))


def words_of(page: str) -> set[str]:
    """The Latin words that a page shows: its text, titles, labels and buttons, without data."""
    page_text = "\n".join(_texts(lxml.html.fromstring(page)))
    return {word.lower() for word in WORD.findall(page_text)} - ALLOWED


def _texts(element) -> Iterator[str]:
    if isinstance(element.tag, str) and not is_data(element):
        yield element.text or ""
        yield from (element.get(name, "") for name in SHOWN)
        if element.tag == "input" and element.get("type") in ("submit", "button", "reset"):
            yield element.get("value", "")
        for child in element:
            yield from _texts(child)
    yield element.tail or ""


def links_of(page: str, path: str) -> Iterator[str]:
    for link in lxml.html.fromstring(page).xpath("//a/@href"):
        target = urlsplit(urljoin(path, link))
        if FOLLOWED.match(target.path) and not target.query:
            yield target.path


def kind_of(path: str) -> str:
    """/admin/articles/article/*/change/: pages that differ by the row alone."""
    return re.sub(r"/[\w-]*\d[\w-]*(?=/)", "/*", path)


@pytest.fixture
def editor(client) -> Client:
    """Signed in under a Chinese name: names of accounts are no words of the interface."""
    client.force_login(get_user_model().objects.create_superuser("管理者"))
    return client


@pytest.fixture
def asked_in_letters() -> set[str]:
    """Words of questions that are asked in pinyin."""
    queries = GoldenQuestion.objects.values_list("query", flat=True)
    return {word.lower() for query in queries for word in WORD.findall(query)}


@pytest.fixture
def everything(editor, shipped) -> None:
    """A row of each kind that a portal in use has and the shipped content has not."""
    admin_user = get_user_model().objects.get(username="管理者")
    recorded = {"username": "某", "ip_address": "10.0.0.1", "user_agent": "", "path_info": ""}
    LoginFailure.objects.create(**recorded)
    LoginRecord.objects.create(**recorded)
    LoginLock.objects.create(**recorded, failures_since_start=1)
    Group.objects.create(name="某组")
    GoldenQuestion.objects.create(query="谁能减税", has_no_answer=True)
    SearchConfiguration.objects.create(**texts_in_force())
    mention = Mention.objects.published().with_quote().first()
    rows = [
        {
            "model": "articles.mention",
            "pk": mention.pk,
            "name": "某",
            "before": "suggested",
            "after": "rejected",
        }
    ]
    DecisionBatch.objects.create(verb="否决", made_at=now(), made_by=admin_user, rows=rows)
    Mention.objects.with_ids([mention.pk]).update(status=LinkStatus.SUGGESTED)
    LaterRule.objects.update(status=LinkStatus.SUGGESTED)


def test_no_page_shows_english(editor, everything, asked_in_letters):
    waiting, visited, english = ["/admin/", "/admin/articles/article/"], set(), {}
    while waiting:
        path = waiting.pop()
        if kind_of(path) in visited:
            continue
        visited.add(kind_of(path))
        response = editor.get(path)
        if (
            not response.headers.get("Content-Type", "").startswith("text/html")
            or response.status_code == 302
        ):
            continue
        page = response.content.decode()
        if words := words_of(page) - asked_in_letters:
            english[path] = words
        waiting += links_of(page, path)
    assert english == {}
    assert len(visited) > 60


FORMS = (
    "/admin/articles/policy/add/",
    "/admin/articles/article/add/",
    "/admin/articles/division/add/",
    "/admin/articles/entity/add/",
    "/admin/articles/mention/add/",
    "/admin/articles/laterrule/add/",
    "/admin/articles/goldenquestion/add/",
    "/admin/articles/searchconfiguration/add/",
    "/admin/guidance/fact/add/",
    "/admin/guidance/articlewithoutmeasure/add/",
    "/admin/auth/user/add/",
    "/admin/auth/group/add/",
    "/admin/password_change/",
)


@pytest.mark.parametrize("path", FORMS)
def test_what_a_form_refuses_it_refuses_in_chinese(editor, shipped, path):
    for sent in ({}, {"_save": "x"}, {"policy": "x", "entity": "999999", "number": "x", "date": "x"}):
        response = editor.post(path, sent)
        if response.status_code == 200:
            assert words_of(response.content.decode()) == set()


def test_what_the_history_says_is_chinese(editor, article):
    path = f"/admin/articles/article/{article(25).pk}/change/"
    sent = {**fields_of(editor, path), "short_title": "", "position": "25"}
    editor.post(path, {**sent, "text": f"{article(25).text}另加一句。"})
    assert AuditEntry.objects.exists()
    page = editor.get(f"/admin/articles/article/{article(25).pk}/history/").content.decode()
    assert words_of(page) == set()
    assert "《国家产业技术政策》第二十五条" in page


def test_refusals_outside_forms_are_chinese(editor, shipped):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(get_user_model().objects.get(username="管理者"))
    for response, status in (
        (stranger.post("/admin/articles/article/add/"), 403),
        (editor.get("/admin/articles/mention/1/delete/"), 403),
        (editor.get("/admin/nowhere/"), 404),
        (editor.post("/admin/articles/mention/", {"action": "publish"}, follow=True), 200),
        (Client().get("/admin/login/"), 200),
        (Client().post("/admin/login/", {"username": "某", "password": "某"}), 200),
    ):
        assert (response.status_code, words_of(response.content.decode())) == (status, set())
