"""Every address, button and action of the administration: the tables say which role may what.

Letters: n staff without permissions, v who may view everything, e 编辑, r 审核, a 管理员, s superuser.
Nobody else gets further than the login page. What is registered and not in a table fails.

What a model's administration answers when asked for a permission, and the actions it offers, are looked at
for each role. A page or an action itself is tried by the weakest who may and by the strongest who may not:
more permissions never close a page, and that the stronger hold all that the weaker do is a test of its own.
"""

import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import NamedTuple

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.urls import NoReverseMatch, URLResolver, reverse
from django.utils.timezone import now
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.texts.policies import ReadOnlyInline
from articles.importing.readers import SourceText
from articles.models import (
    Article,
    DecisionBatch,
    EditDraft,
    Entity,
    GoldenQuestion,
    Issuer,
    LaterRule,
    Mention,
    NameRule,
    Policy,
    PolicyVersion,
    QueryDecision,
    QueryLog,
    QuotationFinding,
    ReaderReport,
    Reference,
    RowRevision,
    SearchConfiguration,
    TableImport,
    Task,
    Upload,
)
from articles.models.editing.row_revision import row_snapshot
from articles.search.settings.configuration import texts_in_force
from articles.uploads.corrected import as_stored, read_outline
from articles.versions.snapshots import snapshot_of, stored_rows
from guidance.measures.measure_records import keep_measure
from guidance.models import RejectedDraft
from policy_portal import audit
from policy_portal.accounts.roles import TABLE as ROLE_TABLE
from policy_portal.accounts.roles import ensure_roles
from policy_portal.models import AuditEntry, LoginFailure, LoginLock, LoginRecord
from tests.articles.admin.administering import short_lists
from tests.articles.search.logged_queries import log_searches

__all__ = ["short_lists"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("short_lists")]

User = get_user_model()
STAFF = "nveras"
#: Who holds all that a role does, and more. None of v, e and r holds all that another does: v changes
#: nothing, e publishes nothing, r edits nothing, and neither e nor r sees the accounts.
STRONGER = {"n": "veras", "v": "s", "e": "as", "r": "as", "a": "s", "s": ""}
#: Whose pages are written out as well, each for the first of them who may open it: what decides who may is
#: done before, and takes less time.
RENDERED = "ea"
ROLES = {"e": "编辑", "r": "审核", "a": "管理员"}

#: Who may see a model's list, rows and histories; add; change a row; delete one.
MODELS = {
    "articles.policy": ("veras", "eas", "eras", ""),  # a reviewer changes what is featured alone
    "articles.division": ("veras", "eas", "eas", ""),
    "articles.article": ("veras", "eas", "eas", ""),
    "articles.entity": ("veras", "eas", "eras", ""),
    "articles.mention": ("veras", "eas", "eas", ""),
    "articles.reference": ("veras", "", "eas", ""),
    "articles.laterrule": ("veras", "eas", "eas", ""),
    "articles.policyversion": ("veras", "", "eas", ""),
    "articles.goldenquestion": ("veras", "eas", "eas", "as"),
    "articles.everydayquestion": ("veras", "eas", "eas", "eas"),
    "articles.rowrevision": ("veras", "", "", ""),
    "articles.querylog": ("veras", "", "", ""),
    "articles.quotationfinding": ("veras", "", "", ""),
    "articles.searchconfiguration": ("veras", "as", "as", ""),
    "articles.decisionbatch": ("veras", "", "", ""),
    "articles.editdraft": ("veras", "", "", ""),
    "articles.namerule": ("veras", "", "", ""),
    "articles.readerreport": ("veras", "", "", ""),
    "articles.upload": ("veras", "eas", "eas", ""),
    "articles.task": ("veras", "eas", "", ""),
    "articles.tableimport": ("veras", "", "", ""),
    "articles.synonymentry": ("veras", "eas", "eas", ""),
    "guidance.supportmeasure": ("veras", "eas", "eas", ""),
    "guidance.fact": ("veras", "eas", "eas", ""),
    "guidance.articlewithoutmeasure": ("veras", "eas", "eas", "eas"),
    "guidance.rejecteddraft": ("veras", "", "", "eas"),
    "auth.user": ("vas", "as", "as", ""),
    "auth.group": ("vas", "as", "as", "as"),
    "policy_portal.loginfailure": ("vas", "", "", ""),
    "policy_portal.loginlock": ("vas", "", "", ""),
    "policy_portal.loginrecord": ("vas", "", "", ""),
    "policy_portal.auditentry": ("vas", "", "", ""),
}

#: Addresses beside those of every model: who may GET, who may POST ("" where a POST is nothing of its own).
PAGES = {
    "index": (STAFF, ""),
    "app_list": ("veras", ""),
    "password_change": (STAFF, STAFF),
    "password_change_done": (STAFF, ""),
    "jsi18n": (STAFF, ""),
    "view_on_site": (STAFF, ""),
    "totp": (STAFF, STAFF),
    "articles_goldenquestion_upload": ("eas", "eas"),
    "articles_goldenquestion_download": ("veras", ""),
    "articles_querylog_popular": ("veras", ""),
    "articles_querylog_failed": ("veras", ""),
    "articles_querylog_suggested": ("veras", ""),
    "articles_querylog_decide": ("", "as"),
    "articles_decisionbatch_undo": ("ras", "ras"),
    "articles_article_waiting": ("veras", "veras"),
    "articles_editdraft_step": ("veras", "veras"),  # without a step: the page of the draft
    "queue": ("veras", ""),
    "quality": ("veras", ""),
    "quality_check": ("veras", ""),
    "quality_csv": ("veras", ""),
    "queue_decide": ("eras", "eras"),
    "queue_undo": ("eras", "eras"),
    "articles_article_lost_quotes": ("eras", ""),
    **{
        f"articles_{subject}_{step}": who
        for subject in ("article", "policy")
        for step, who in (
            ("link", ("eas", "")),  # an empty POST is refused
            ("link_entities", ("eas", "eas")),
            ("decide_link", ("veras", "")),
            ("undo_links", ("veras", "veras")),
        )
    },
    "articles_policy_lost_quotes": ("eras", ""),
    "articles_policy_link-rule": ("", "ras"),
    "articles_policy_validity": ("", "ras"),
    **{
        f"{model}_publication": ("ras", "ras")
        for model in (
            *("articles_policy", "articles_article", "articles_entity", "articles_mention"),
            *("articles_reference", "articles_laterrule", "guidance_supportmeasure"),
        )
    },
    "articles_searchconfiguration_trial_page": ("veras", ""),
    "articles_searchconfiguration_diff_page": ("veras", ""),
    "articles_searchconfiguration_synonyms_page": ("veras", ""),
    "articles_searchconfiguration_state_part": ("veras", ""),
    "articles_searchconfiguration_try_out": ("as", "as"),
    "articles_searchconfiguration_stop_trial": ("as", "as"),
    "articles_searchconfiguration_put_into_force": ("as", "as"),
    "articles_searchconfiguration_give_up": ("as", "as"),
    "articles_searchconfiguration_bring_back": ("as", "as"),
    "articles_searchconfiguration_bring_back_shipped": ("as", "as"),
    "articles_searchconfiguration_rebuild": ("as", "as"),
    "articles_searchconfiguration_take_table": ("as", "as"),
    "articles_synonymentry_draft": ("", "as"),
    "articles_synonymentry_take": ("", "eas"),
    "articles_upload_step": ("", "eas"),
    "articles_upload_facts": ("", "eas"),
    "articles_upload_undo": ("", "eas"),
    "articles_upload_compare": ("veras", ""),
    "articles_upload_import": ("", "eas"),
    "articles_upload_drop": ("", "eas"),
    "articles_task_stop": ("", "eas"),
    "articles_task_again": ("", "eas"),
    "articles_task_file": ("", ""),  # nothing was made
    "articles_tableimport_out": ("veras", ""),
    "articles_tableimport_in": ("", "eas"),
    "articles_tableimport_store": ("", "eas"),
    "articles_tableimport_drop": ("", "eas"),
    "guidance_drafts": ("eas", ""),
    "guidance_drafts_of_policy": ("eas", "eas"),
    "policy_portal_auditentry_export": ("as", ""),
    "auth_user_password_change": ("as", "as"),
}
#: What the addresses of some of them name.
WITH_NAMES = {
    "app_list": ["articles"],
    "quality_check": ["without-dates"],
    "quality_csv": ["without-dates"],
    "articles_tableimport_out": ["policies", "csv"],
    "articles_tableimport_in": ["policies"],
}
#: Who is not signed in meets these; `autocomplete` is tried for each field below.
OTHERS = {"login", "logout", "login_token", "autocomplete"}

#: Actions on chosen rows, and the state of a row before that they change.
ACTIONS = {
    ("articles.policy", "publish"): ("ras", {"publication": "draft"}),
    ("articles.policy", "withdraw"): ("ras", {"publication": "published"}),
    ("articles.article", "publish"): ("ras", {"publication": "draft"}),
    ("articles.article", "withdraw"): ("ras", {"publication": "published"}),
    ("articles.entity", "publish"): ("ras", {"is_published": False}),
    ("articles.entity", "withdraw"): ("ras", {"is_published": True}),
    ("articles.mention", "withdraw"): ("ras", {"status": "published"}),
    ("articles.reference", "withdraw"): ("ras", {"status": "published"}),
    ("articles.querylog", "approve"): ("as", {}),
    ("articles.querylog", "refuse"): ("as", {}),
    ("articles.querylog", "undo"): ("as", {}),
    ("articles.mention", "publish"): ("ras", {"status": "suggested"}),
    ("articles.mention", "reject"): ("ras", {"status": "suggested"}),
    ("articles.reference", "publish"): ("ras", {"status": "suggested"}),
    ("articles.reference", "reject"): ("ras", {"status": "suggested"}),
    ("articles.laterrule", "publish"): ("ras", {"status": "suggested"}),
    ("articles.laterrule", "reject"): ("ras", {"status": "suggested"}),
    ("articles.laterrule", "withdraw"): ("ras", {"status": "published"}),
    ("articles.policyversion", "make_present"): ("ras", {"state": "proposed"}),
    ("articles.policyversion", "keep"): ("ras", {"state": "proposed"}),
    ("articles.policyversion", "dismiss"): ("ras", {"state": "held"}),
    ("articles.upload", "import_drafts"): ("eas", {}),
    ("articles.upload", "import_public"): ("as", {}),
    ("articles.upload", "drop"): ("eas", {"state": "ready"}),
    ("articles.synonymentry", "switch_on"): ("eas", {"is_active": False}),
    ("articles.synonymentry", "switch_off"): ("eas", {"is_active": True}),
    ("guidance.supportmeasure", "publish"): ("ras", {"status": "draft"}),
    ("guidance.supportmeasure", "withdraw"): ("ras", {"status": "published"}),
    ("guidance.supportmeasure", "recheck"): ("ras", {"status": "stale"}),
    ("articles.namerule", "drop"): ("ras", {"is_active": True}),
    ("articles.namerule", "use"): ("ras", {"is_active": False}),
    ("articles.readerreport", "close_as_duplicates"): ("eras", {}),
    ("articles.readerreport", "close_as_noted"): ("eras", {}),
    ("auth.user", "deactivate"): ("as", {"is_active": True}),
    ("auth.user", "activate"): ("as", {"is_active": False}),
    ("auth.user", "reset_totp"): ("as", {}),
    ("policy_portal.loginlock", "unlock"): ("as", {}),
}

EVERY_MODELS = ("changelist", "add", "change", "history", "delete", "notes")
REGISTERED = {f"{model._meta.label_lower}": model for model in admin.site._registry}


@pytest.fixture(autouse=True)
def roles() -> None:
    """A test on a live server may have emptied the database."""
    if not Group.objects.filter(name="编辑").exists():
        ensure_roles(apps)


def signed_in(client, role: str):
    user = User.objects.create_user(f"role-{role}", is_staff=True, is_superuser=role == "s")
    if role == "v":
        user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    elif role in ROLES:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    client.force_login(user)
    return user


@pytest.fixture
def rows(stored_rows_of_models) -> dict[str, object]:
    """A row of each model on which an ordinary editor may act."""
    return {label: copy(row) for label, row in stored_rows_of_models.items()}


@pytest.fixture(scope="module")
def stored_rows_of_models(module_transaction) -> dict[str, object]:
    first_rows = {label: model.objects.order_by("pk").first() for label, model in REGISTERED.items()}
    Mention.objects.filter(pk=first_rows["articles.mention"].pk).update(status="suggested")
    LaterRule.objects.filter(pk=first_rows["articles.laterrule"].pk).update(status="suggested")
    keep_measure(first_rows["guidance.supportmeasure"])
    article = Article.objects.filter(policy=Policy.objects.first()).first()
    recorded = {"username": "x", "ip_address": "10.0.0.1", "user_agent": "", "path_info": ""}
    log_searches("减税", day=date(2026, 1, 1))
    target = User.objects.create_user("target")
    TOTPDevice.objects.create(user=target)
    task = Task.objects.create(kind="link", status="failed", created_by=target)
    return first_rows | {
        "articles.task": task,
        "articles.upload": _upload(task),
        "articles.tableimport": TableImport.objects.create(
            task=task, table="policies", name="表.csv", state="ready", created_by=target
        ),
        "articles.mention": Mention.objects.get(pk=first_rows["articles.mention"].pk),
        "articles.reference": _reference(article),
        "articles.laterrule": LaterRule.objects.get(pk=first_rows["articles.laterrule"].pk),
        "articles.policyversion": _version(article.policy),
        "articles.goldenquestion": GoldenQuestion.objects.create(query="谁能减税", has_no_answer=True),
        "articles.querylog": QueryLog.objects.first(),
        "articles.rowrevision": _revision(first_rows["articles.mention"]),
        "policy_portal.auditentry": _entry(),
        "articles.decisionbatch": DecisionBatch.objects.create(
            verb="否决", made_at=now(), made_by=target, rows=[_rejected_row(first_rows["articles.mention"])]
        ),
        "articles.editdraft": _draft(article, target),
        "articles.quotationfinding": _finding(article),
        "articles.namerule": NameRule.objects.create(
            name="企业", entity=first_rows["articles.entity"], verdict="never", made_at=now(), made_by=target
        ),
        "articles.readerreport": ReaderReport.objects.create(at="/", kind="text", text="错字", made_at=now()),
        "articles.searchconfiguration": SearchConfiguration.objects.create(**texts_in_force()),
        "guidance.rejecteddraft": RejectedDraft.objects.create(article=article, quote=article.text[:4]),
        "auth.user": target,
        "auth.group": Group.objects.create(name="另一组"),
        "policy_portal.loginfailure": LoginFailure.objects.create(**recorded),
        "policy_portal.loginrecord": LoginRecord.objects.create(**recorded),
        "policy_portal.loginlock": LoginLock.objects.create(**recorded, failures_since_start=1),
    }


def _draft(article: Article, author: User) -> EditDraft:
    kind = ContentType.objects.get_for_model(article)
    row = {"content_type": kind, "object_id": article.pk, "title": str(article), "form_data": {}}
    return EditDraft.objects.create(**row, created_by=author, created_at=now(), changed_at=now())


def _finding(article: Article) -> QuotationFinding:
    finding = {
        "kind": "quotation",
        "verdict": "differs",
        "words": article.text[:4],
        "explanation": "有出入。",
    }
    return QuotationFinding.objects.create(
        article=article, start=0, end=4, **finding, sha256=article.sha256, checked_at=now()
    )


def _revision(mention: Mention) -> RowRevision:
    return RowRevision.keep(mention, {"snapshot": row_snapshot(mention), "is_deletion": False})


def _entry() -> AuditEntry:
    audit.record("content", "一条")
    return AuditEntry.objects.latest("number")


def _version(policy: Policy) -> PolicyVersion:
    snapshot = snapshot_of(stored_rows(policy))
    return PolicyVersion.objects.create(
        policy=policy, made_on=date(2008, 1, 1), source="某决定", snapshot=snapshot, imported_at=now()
    )


def _upload(task: Task) -> Upload:
    source = SourceText("某件.txt", "txt", "某通知\n\n请照办。\n")
    return Upload.objects.create(
        task=task,
        name=source.name,
        state="ready",
        source=as_stored(source),
        outline=read_outline(source),
        created_by=task.created_by,
    )


def _rejected_row(mention: Mention) -> dict:
    states = {"before": "suggested", "after": "rejected"}
    return {"model": "articles.mention", "pk": mention.pk, "name": "", **states}


def _reference(article: Article) -> Reference:
    words = article.text[:4]
    return Reference.objects.create(
        policy=article.policy, article=article, quote=words, start=0, end=4, number=1, status="suggested"
    )


def address(name: str, rows: dict) -> str:
    """The address of a page beside those of every model."""
    if name == "view_on_site":
        policy = rows["articles.policy"]
        return reverse("admin:view_on_site", args=[ContentType.objects.get_for_model(policy).pk, policy.pk])
    if name in WITH_NAMES:
        return reverse(f"admin:{name}", args=WITH_NAMES[name])
    if name == "guidance_drafts_of_policy":
        return reverse(f"admin:{name}", args=[rows["articles.policy"].slug])
    if name == "policy_portal_auditentry_export":
        return reverse(f"admin:{name}", args=["csv"])
    for label, row in rows.items():
        if name.startswith(label.replace(".", "_")):
            try:
                return reverse(f"admin:{name}", args=[row.pk])
            except NoReverseMatch:
                break
    return reverse(f"admin:{name}")


def outcome(client, method: str, path: str, sent: dict | None = None) -> str:
    """What came of a request, which leaves nothing behind."""
    with transaction.atomic():
        response = getattr(client, method)(path, sent or {})
        transaction.set_rollback(True)
    if response.status_code == 302 and response.url.startswith("/admin/login/"):
        return "login"
    if response.status_code in (
        403,
        404,
    ):  # Django's page of an app says 404 to whoever may see nothing of it
        return "refused"
    # 409: whoever may save is told that this form carries no version.
    return "ok" if response.status_code < 400 or response.status_code == 409 else "error"


class Page(NamedTuple):
    allowed: str
    method: str
    path: str
    #: Who may open it and is tried.
    tried: str


def weakest(allowed: str) -> str:
    """Those of some roles of whom none holds all that another of them does."""
    return "".join(role for role in allowed if not any(role in STRONGER[other] for other in allowed))


def strongest_refused(allowed: str) -> str:
    refused_roles = [role for role in STAFF if role not in allowed]
    return "".join(role for role in refused_roles if not set(STRONGER[role]) & set(refused_roles))


def written_out_for(allowed: str) -> str:
    return next((role for role in RENDERED if role in allowed), "")


def of_model(allowed: str, method: str, path: str) -> Page:
    """A page that asks a model's administration: one who may no more than view proves that it asks no more,
    and what it is answered for each role is a test of its own."""
    return Page(allowed, method, path, "v" if "v" in allowed else weakest(allowed))


def of_itself(allowed: str, method: str, path: str) -> Page:
    return Page(allowed, method, path, weakest(allowed))


def pages(rows: dict) -> Iterator[Page]:
    for label, (viewers, adders, changers, deleters) in MODELS.items():
        app, model = label.split(".")
        name, pk = f"admin:{app}_{model}", rows[label].pk
        yield of_model(viewers, "get", reverse(f"{name}_changelist"))
        yield of_model(viewers, "get", reverse(f"{name}_history", args=[pk]))
        yield of_model(viewers, "get", reverse(f"{name}_change", args=[pk]))
        yield of_model(changers, "post", reverse(f"{name}_change", args=[pk]))
        noted = viewers if label in settings.PORTAL_HISTORY else ""
        yield of_model(noted, "post", reverse(f"{name}_notes", args=[pk]))
        yield of_model(adders, "get", reverse(f"{name}_add"))
        yield of_model(adders, "post", reverse(f"{name}_add"))
        yield of_model(deleters, "get", reverse(f"{name}_delete", args=[pk]))
        yield of_model(deleters, "post", reverse(f"{name}_delete", args=[pk]))
    for name, (got, posted) in PAGES.items():
        if got:
            yield of_itself(got, "get", address(name, rows))
        if posted:
            yield of_itself(posted, "post", address(name, rows))
    for field, target in autocompleted_fields():
        app, model = field.model._meta.app_label, field.model._meta.model_name
        query = f"?app_label={app}&model_name={model}&field_name={field.name}&term="
        yield of_model(MODELS[target][0], "get", f"/admin/autocomplete/{query}")


def autocompleted_fields() -> Iterator[tuple]:
    for model_admin in admin.site._registry.values():
        for base_admin in (model_admin, *model_admin.inlines):
            for name in base_admin.autocomplete_fields:
                field = base_admin.model._meta.get_field(name)
                yield field, field.related_model._meta.label_lower


def test_the_tables_name_every_address():
    names_of_models = {f"{label.replace('.', '_')}_{page}" for label in MODELS for page in EVERY_MODELS}
    assert set(names(admin.site.get_urls())) == names_of_models | set(PAGES) | OTHERS


def names(patterns) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_the_tables_name_every_action():
    own = {
        (label, action)
        for label, model in REGISTERED.items()
        for action in admin.site.get_model_admin(model).actions or ()
    }
    assert own == set(ACTIONS)


def test_the_stronger_hold_all_that_the_weaker_do(client):
    permissions = {role: signed_in(client, role).get_all_permissions() for role in STAFF}
    assert permissions["n"] == set()
    for role, stronger in STRONGER.items():
        for other in stronger:
            assert permissions[role] <= permissions[other], (role, other)


def test_a_page_is_tried_on_both_sides_of_the_line():
    assert {allowed: (weakest(allowed), strongest_refused(allowed)) for allowed in ("veras", "eas", "")} == {
        "veras": ("ver", "n"),
        "eas": ("e", "vr"),
        "": ("", "s"),
    }


@pytest.mark.parametrize("role", STAFF)
def test_the_administration_of_a_model_answers_each_role_as_the_table_says(client, rows, rf, role):
    request = rf.get("/admin/")
    request.user = signed_in(client, role)
    wrong = {}
    for label, allowed in MODELS.items():
        model_admin, row = admin.site.get_model_admin(REGISTERED[label]), rows[label]
        answers = (
            model_admin.has_view_permission(request, row) and model_admin.has_view_permission(request),
            model_admin.has_add_permission(request),
            model_admin.has_change_permission(request, row),
            model_admin.has_delete_permission(request, row),
        )
        if answers != tuple(role in who for who in allowed):
            wrong[label] = answers
    assert wrong == {}


@pytest.mark.parametrize("role", ["", *STAFF])
def test_each_page_opens_for_those_who_may_and_for_nobody_else(client, rows, role, monkeypatch):
    if role:
        signed_in(client, role)
    wrong = []
    for allowed, method, path, tried in pages(rows):
        is_written_out = bool(role) and role == written_out_for(allowed)
        if role and not is_written_out and role not in tried + strongest_refused(allowed):
            continue
        expected = "login" if not role else "ok" if role in allowed else "refused"
        with monkeypatch.context() as patch:
            if not is_written_out:
                patch.setattr(SimpleTemplateResponse, "rendered_content", "")
            came = outcome(client, method, path)
        if came != expected:
            wrong.append(f"{method} {path}: {came}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("role", STAFF)
def test_each_action_is_offered_to_those_who_may_and_to_nobody_else(client, rows, rf, role):
    request = rf.get("/admin/")
    request.user = signed_in(client, role)
    wrong = {}
    for label, (viewers, _, _, deleters) in MODELS.items():
        may = {
            action for (model, action), (allowed, _) in ACTIONS.items() if model == label and role in allowed
        }
        may |= {"delete_selected"} if role in deleters else set()
        offered = set(admin.site.get_model_admin(REGISTERED[label]).get_actions(request))
        if role in viewers and offered != may:
            wrong[label] = (offered, may)
    assert wrong == {}


def test_the_menu_of_each_list_holds_what_is_offered(client, rows, rf):
    request = rf.get("/admin/")
    request.user = signed_in(client, "a")
    offered = {
        label: set(admin.site.get_model_admin(model).get_actions(request))
        for label, model in REGISTERED.items()
    }
    assert {
        label: _actions_on_page(client, row) for label, row in rows.items() if label in offered
    } == offered


def _actions_on_page(client, row) -> set[str]:
    """What the list of a row's model lets this person do with several at once."""
    path = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    menu = re.search(r'<select name="action".*?</select>', client.get(path).content.decode(), re.S)
    return set(re.findall(r'<option value="(\w+)"', menu[0])) if menu else set()


@pytest.mark.parametrize("role", "veras")
def test_each_action_works_for_those_who_may_and_is_written_down(client, rows, role, monkeypatch):
    signed_in(client, role)
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # the list that a refusal shows again
    actions = [
        *((label, action, allowed, before) for (label, action), (allowed, before) in ACTIONS.items()),
        *(
            (label, "delete_selected", deleters, {})
            for label, (viewers, _, _, deleters) in MODELS.items()
            if role in viewers
        ),
    ]
    wrong = []
    for label, action, allowed, before in actions:
        if role not in weakest(allowed) + strongest_refused(allowed):
            continue
        became, may = _try_action(client, rows[label], action, before), role in allowed
        if set(became.values()) != {may}:
            wrong.append(f"{label} {action}: {became}, may: {may}")
    assert wrong == []


def _try_action(client, row, action: str, before: dict) -> dict[str, bool]:
    """What became of an action on a row."""
    model, path = type(row), reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    with transaction.atomic():
        model.objects.filter(pk=row.pk).update(**before)
        if action == "undo":
            QueryDecision.objects.create(query=row.query, decision="approved", decided_by=User.objects.last())
        state = _state(row)
        client.post(path, {"action": action, "_selected_action": [row.pk], "post": "yes", "_confirmed": "1"})
        has_changed = _state(row) != state
        is_logged = AuditEntry.objects.of_row(row._meta.label_lower, row.pk).exists()
        transaction.set_rollback(True)
    return {"done": has_changed, "logged": is_logged}


def _state(row) -> list:
    devices = TOTPDevice.objects.filter(user_id=row.pk).count() if isinstance(row, User) else 0
    decisions = list(QueryDecision.objects.values_list("query", "decision"))
    return [type(row).objects.filter(pk=row.pk).values().first(), devices, decisions]


# What a form puts before the public: label, the row's state before, what is forged into its form.
FORGED = {
    "articles.mention": ({"status": "suggested"}, {"status": "published"}),
    "articles.reference": ({"status": "suggested"}, {"status": "published"}),
    "articles.laterrule": ({"status": "suggested"}, {"status": "published"}),
    "guidance.supportmeasure": ({"status": "draft"}, {"status": "published"}),
    "articles.policy": ({"is_featured": False}, {"is_featured": "on"}),
}


@pytest.mark.parametrize("label", FORGED)
@pytest.mark.parametrize("role", "es")
def test_a_form_publishes_only_for_those_who_may(client, admin_client, rows, label, role):
    before, forged = FORGED[label]
    row, model = rows[label], REGISTERED[label]
    model.objects.filter(pk=row.pk).update(**before)
    path = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    sent = form_of(admin_client.get(path)) | forged
    signed_in(client, role)
    response = client.post(path, sent, follow=True)
    row.refresh_from_db()
    (name, value), *_ = before.items()
    assert (getattr(row, name) == value) is (role == "e")
    assert ("权限，没有改变" in response.content.decode()) is (role == "e")
    assert response.redirect_chain, response.context["errors"]


def test_what_an_editor_adds_waits_for_a_reviewer(client, admin_client, rows):
    signed_in(client, "e")
    entity = {"kind": "goal", "name": "新目标", "slug": "new-goal", "position": 1, "is_published": "on"}
    rows_of = ("aliases", "revisions")
    no_rows = {f"{rows}-{name}_FORMS": 0 for rows in rows_of for name in ("TOTAL", "INITIAL")}
    client.post("/admin/articles/entity/add/", entity | no_rows)
    assert not Entity.objects.get(slug="new-goal").is_published
    article = rows["articles.mention"].article
    link = {
        "policy": article.policy.pk, "passage": "article", "article": article.pk, "basis": "editorial",
        "entity": Entity.objects.get(slug="new-goal").pk, "reason": "相关", "status": "published",
    }  # fmt: skip
    client.post("/admin/articles/mention/add/", link)
    mention = Mention.objects.get(entity__slug="new-goal")
    assert (mention.status, mention.decided_by) == ("suggested", None)


@pytest.mark.parametrize("status", ["withdrawn", "rejected"])
def test_what_has_been_decided_is_changed_by_those_who_decide(client, rows, status):
    link = rows["articles.mention"]
    Mention.objects.filter(pk=link.pk).update(status=status)
    signed_in(client, "e")
    path = reverse("admin:articles_mention_change", args=[link.pk])
    assert outcome(client, "get", path) == "ok"
    assert outcome(client, "post", path) == "refused"


def test_a_reviewer_publishes_a_policy_and_changes_no_word_of_it(client, admin_client, rows):
    policy = rows["articles.policy"]
    Policy.objects.filter(pk=policy.pk).update(publication="draft", is_featured=False)
    path = reverse("admin:articles_policy_change", args=[policy.pk])
    sent = form_of(admin_client.get(path)) | {"title": "改过的标题"}
    signed_in(client, "r")
    assert client.post(path, sent).status_code == 302
    client.post(reverse("admin:articles_policy_publication", args=[policy.pk]), {"step": "publish"})
    changed = Policy.objects.get(pk=policy.pk)
    assert (changed.publication, changed.title) == ("published", policy.title)


def test_an_editor_moves_no_article_to_another_policy(client, admin_client, rows):
    article = Article.objects.select_related("policy").first()
    other = Policy.objects.create(slug="draft", title="草稿")
    path = reverse("admin:articles_article_change", args=[article.pk])
    sent = form_of(admin_client.get(path)) | {"policy": other.pk, "division": ""}
    signed_in(client, "e")
    client.post(path, sent)
    assert Article.objects.get(pk=article.pk).policy == article.policy


def test_an_editor_changes_no_issuer_of_a_public_policy(client, rows):
    policy = rows["articles.policy"]
    path = reverse("admin:articles_policy_change", args=[policy.pk])
    signed_in(client, "e")
    inlines = {inline.opts.model: inline for inline in client.get(path).context["inline_admin_formsets"]}
    assert not inlines[Issuer].has_change_permission
    Policy.objects.filter(pk=policy.pk).update(publication="draft", is_featured=False)
    inlines = {inline.opts.model: inline for inline in client.get(path).context["inline_admin_formsets"]}
    assert inlines[Issuer].has_change_permission


def test_a_decision_on_many_is_kept_in_the_history_of_each(client, rows, django_assert_max_num_queries):
    mentions = list(Mention.objects.filter(status="published")[:30])
    user = signed_in(client, "r")
    sent = {"action": "reject", "_selected_action": [row.pk for row in mentions], "_confirmed": "1"}
    # A row: its update within a savepoint, and its constraints checked; its revisions read
    # and two added; none to write it down.
    with django_assert_max_num_queries(30 * 7 + 40):
        client.post("/admin/articles/mention/", sent)
    assert "已否决 30 处" in client.get("/admin/articles/mention/").content.decode()
    entries = AuditEntry.objects.filter(user=user, model="articles.mention")
    assert {int(entry.row) for entry in entries} == {row.pk for row in mentions}
    history = client.get(f"/admin/articles/mention/{mentions[0].pk}/history/").content.decode()
    assert "已否决（这一批共 30 处）" in history


def test_buttons_are_shown_to_those_for_whom_they_work(client, rows):
    draft = rows["articles.searchconfiguration"]
    buttons = {
        "/admin/articles/searchconfiguration/": ("/admin/articles/searchconfiguration/add/", "as"),
        f"/admin/articles/searchconfiguration/{draft.pk}/change/": ("/drop/", "as"),
        f"/admin/articles/searchconfiguration/{draft.pk}/trial/": ("/try/", "as"),
        "/admin/articles/goldenquestion/": ("/admin/articles/goldenquestion/upload/", "eas"),
        f"/admin/auth/user/{rows['auth.user'].pk}/change/": ("/password/", "as"),
        f"/admin/guidance/supportmeasure/{rows['guidance.supportmeasure'].pk}/history/": (
            r"\?restore=1",
            "eas",
        ),
    }
    for role in "veras":
        client.logout()
        signed_in(client, role)
        for page, (button, allowed) in buttons.items():
            is_shown = re.search(f'(?:href|action)="[^"]*{button}', client.get(page).content.decode())
            assert bool(is_shown) is (role in allowed), (role, page)


class TestRoles:
    def test_they_come_to_a_database_that_has_groups_and_people(self):
        Group.objects.filter(name="审核").delete()
        group, member = Group.objects.get(name="编辑"), User.objects.create_user("old")
        own = Permission.objects.get(codename="view_loginfailure")
        group.permissions.set([own])
        member.groups.add(group)
        for _ in range(2):
            ensure_roles(apps)
        assert own in group.permissions.all()
        assert member.has_perm("articles.change_policy")
        assert not member.has_perm("articles.publish_policy")
        assert Group.objects.get(name="审核").permissions.filter(codename="publish_policy").exists()

    def test_an_editor_edits_the_rows_of_forms_too(self):
        """What a form holds beside its own fields, other than revisions that are only read."""
        inlines = {inline for model_admin in admin.site._registry.values() for inline in model_admin.inlines}
        edited = {
            inline.model._meta.label_lower for inline in inlines if not issubclass(inline, ReadOnlyInline)
        }
        assert edited <= set(ROLE_TABLE["编辑"])

    def test_each_permission_they_name_exists(self):
        for name, table in ROLE_TABLE.items():
            permissions = {
                f"{permission.content_type.app_label}.{permission.codename}"
                for permission in Group.objects.get(name=name).permissions.select_related("content_type")
            }
            permissions_named = {
                f"{model.split('.')[0]}.{verb}_{model.split('.')[1]}"
                for model, verbs in table.items()
                for verb in verbs.split()
            }
            assert permissions_named <= permissions


def form_of(response) -> dict:
    """What a page's form would send as it stands, with the rows of its inlines."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    bound = [field for form in forms for field in form]
    values = {field.html_name: field.value() for field in bound}
    return {name: value for name, value in values.items() if value is not None and value is not False}
