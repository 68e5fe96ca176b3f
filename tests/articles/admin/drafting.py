"""Drafts of changes as tests make them: who writes and reviews them, of which kinds, and their steps."""

from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Alias, Article, Division, EditDraft, Mention, Policy
from guidance.models import SupportMeasure
from tests.articles.admin.administering import fields_of, path_of

WORD = "（修改稿加的字）"
#: Each kind that keeps drafts, and a field of its form that is text.
KINDS = {
    "article": (lambda: Article.objects.get(number=12), "text"),
    "policy": (Policy.objects.get, "source_note"),
    "division": (lambda: Division.objects.filter(kind="chapter").first(), "title_second"),
    "entity": (lambda: Alias.objects.first().entity, "description"),
    "mention": (lambda: Mention.objects.published().with_basis("editorial").first(), "note"),
    "measure": (lambda: SupportMeasure.objects.get(slug="import-duty-major-projects"), "questions"),
}


def member(name: str, group: str) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def drafted(client: Client, kind: str = "article", word: str = WORD) -> EditDraft:
    """The draft that a save of the form with `word` added to a field makes."""
    row, field = KINDS[kind][0](), KINDS[kind][1]
    values = fields_of(client, path_of(row))
    response = client.post(path_of(row), {**values, field: f"{values.get(field, '')}{word}", "_save": "1"})
    assert response.status_code == 302, response.context["errors"]
    return EditDraft.objects.latest("pk")


def step(client: Client, draft: EditDraft, name: str, **values: str):
    return client.post(f"/admin/articles/editdraft/{draft.pk}/step/", {"step": name, **values})


def page_of(client: Client, draft: EditDraft) -> str:
    return client.get(f"/admin/articles/editdraft/{draft.pk}/change/").content.decode()


def stored(kind: str) -> str:
    return getattr(KINDS[kind][0](), KINDS[kind][1])
