"""Nobody gives themselves or others more than they hold; accounts are deactivated, never deleted."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError, connection, transaction

from articles.models import ArticleRevision
from policy_portal.accounts.roles import ensure_roles
from policy_portal.audit import record
from policy_portal.models import AuditEntry

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"
User = get_user_model()


@pytest.fixture(autouse=True)
def roles() -> None:
    """A test on a live server may have emptied the database."""
    if not Group.objects.filter(name="编辑").exists():
        ensure_roles(apps)


def account(name: str, *codenames: str, groups: tuple[str, ...] = (), **fields):
    user = User.objects.create_user(name, password="x", is_staff=True, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def clerk(client):
    """Somebody who may change users, and nothing else."""
    user = account("clerk", "change_user", "view_user")
    client.force_login(user)
    return user


@pytest.fixture
def chief():
    return User.objects.create_superuser("chief", password="x")


def page_of(user) -> str:
    return f"{USERS}{user.pk}/change/"


def sent_of(client, user, **changes) -> dict:
    """The form of `user` as it would be sent, with fields forged into it."""
    page = client.get(page_of(user))
    sent = {"username": user.username, "email": user.email, "first_name": "", "last_name": ""}
    if page.status_code == 200:
        sent["version"] = page.context["adminform"].form["version"].value() or ""
    flags = {name: "on" for name in ("is_active", "is_staff", "is_superuser") if getattr(user, name)}
    return {**sent, **flags, **changes}


def rights(user) -> tuple:
    user = User.objects.get(pk=user.pk)
    return user.is_superuser, user.is_staff, set(user.groups.all()), set(user.user_permissions.all())


class TestChangingUsers:
    def test_changing_users_makes_nobody_a_superuser(self, client, clerk):
        other = account("other")
        for user in (clerk, other):
            response = client.post(page_of(user), sent_of(client, user, is_superuser="on"), follow=True)
            assert "超级用户状态”的权限，没有改变" in response.content.decode()
            assert not User.objects.get(pk=user.pk).is_superuser

    def test_nobody_gives_themselves_groups_permissions_or_staff(self, client, clerk):
        before = rights(clerk)
        group, permission = (
            Group.objects.get(name="管理员"),
            Permission.objects.get(codename="publish_mention"),
        )
        sent = sent_of(client, clerk, groups=[group.pk], user_permissions=[permission.pk])
        client.post(page_of(clerk), sent)
        assert rights(clerk) == before

    @pytest.mark.parametrize("field", ["groups", "user_permissions"])
    def test_nobody_gives_what_they_do_not_hold(self, client, clerk, field):
        other, before = account("other"), rights(account("third"))
        value = {"groups": Group.objects.get(name="审核"), "user_permissions": _permission("publish_policy")}
        response = client.post(page_of(other), sent_of(client, other, **{field: [value[field].pk]}))
        assert response.context["adminform"].form.errors[field]
        assert rights(other) == before

    def test_what_they_hold_they_may_give(self, client, clerk):
        other = account("other")
        client.post(page_of(other), sent_of(client, other, user_permissions=[_permission("view_user").pk]))
        assert rights(other)[3] == {_permission("view_user")}

    @pytest.mark.parametrize("is_active", [True, False])
    @pytest.mark.parametrize("kind", ["superuser", "reviewer"])
    def test_nobody_touches_an_account_that_holds_more(self, client, clerk, kind, is_active):
        chief = User.objects.create_superuser("deputy", password="old")
        above = chief if kind == "superuser" else account("reviewer", groups=("审核",))
        User.objects.create_superuser("last")
        User.objects.filter(pk=above.pk).update(is_active=is_active)
        before = User.objects.values().get(pk=above.pk)
        new = {"password1": "kQ7-mmz_e2xx", "password2": "kQ7-mmz_e2xx", "usable_password": "true"}
        assert client.post(page_of(above), sent_of(client, above, email="a@b.cn")).status_code == 403
        assert client.get(f"{USERS}{above.pk}/password/").status_code == 403
        assert client.post(f"{USERS}{above.pk}/password/", new).status_code == 403
        for action in ("deactivate", "activate", "reset_totp"):
            client.post(USERS, {"action": action, "_selected_action": [above.pk]})
        assert User.objects.values().get(pk=above.pk) == before

    def test_a_group_is_no_way_around(self, client):
        user = account("grouper", "change_group", "view_group", "add_group", "delete_group", groups=("编辑",))
        client.force_login(user)
        group, before = Group.objects.get(name="编辑"), set(Group.objects.get(name="编辑").permissions.all())
        page = f"/admin/auth/group/{group.pk}/change/"
        sent = {"name": "编辑", "permissions": [_permission("publish_mention").pk]}
        assert client.post(page, sent).context["adminform"].form.errors["permissions"]
        assert set(group.permissions.all()) == before
        above = Group.objects.get(name="审核")
        assert client.post(f"/admin/auth/group/{above.pk}/change/", {"name": "x"}).status_code == 403
        assert client.post(f"/admin/auth/group/{above.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_the_administrator_appoints_editors_and_reviewers(self, client):
        client.force_login(account("admin2", groups=("管理员",)))
        other = User.objects.create_user("new")
        roles = Group.objects.filter(name__in=["编辑", "审核", "管理员"])
        sent = sent_of(client, other, groups=[group.pk for group in roles])
        assert client.post(page_of(other), sent).status_code == 302
        other.refresh_from_db()
        assert set(other.groups.all()) == set(roles)
        assert other.is_staff

    def test_a_superuser_makes_superusers(self, admin_client):
        other = account("other")
        admin_client.post(page_of(other), sent_of(admin_client, other, is_superuser="on"))
        assert User.objects.get(pk=other.pk).is_superuser


class TestNothingIsDeleted:
    def test_no_page_deletes_an_account(self, admin_client):
        other = account("other")
        assert admin_client.get(f"{USERS}{other.pk}/delete/").status_code == 403
        assert admin_client.post(f"{USERS}{other.pk}/delete/", {"post": "yes"}).status_code == 403
        sent = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
        admin_client.post(USERS, sent)
        assert User.objects.filter(pk=other.pk).exists()

    def test_no_shell_does_and_what_they_did_keeps_their_name(self):
        user = account("author")
        revision = ArticleRevision.objects.first()
        ArticleRevision.objects.filter(pk=revision.pk).update(created_by=user)
        record("account", "x", by=user)
        for delete in (user.delete, User.objects.filter(pk=user.pk).delete, lambda: _sql_delete(user)):
            with pytest.raises(IntegrityError), transaction.atomic():
                delete()
        assert ArticleRevision.objects.get(pk=revision.pk).created_by == user
        assert AuditEntry.objects.filter(user=user).exists()
        with pytest.raises(IntegrityError, match="只能停用，不能删除"), transaction.atomic():
            account("idle").delete()

    def test_accounts_are_deactivated_and_it_is_written_down(self, admin_client, admin_user):
        first, second = account("first"), account("second")
        sent = {"action": "deactivate", "_selected_action": [first.pk, second.pk, admin_user.pk]}
        page = admin_client.post(USERS, sent, follow=True).content.decode()
        assert "已停用 2 个账号" in page
        assert "自己的账号由别人处理" in page
        assert [user.is_active for user in User.objects.order_by("pk")] == [True, False, False]
        assert AuditEntry.objects.filter(what="已停用（这一批共 2 个账号）").count() == 2

    @pytest.mark.parametrize("field", ["is_active", "is_superuser", "is_staff"])
    def test_the_last_superuser_stays_one(self, chief, field):
        with pytest.raises(IntegrityError, match="最后一个有效的超级用户"), transaction.atomic():
            User.objects.update(**{field: False})
        User.objects.create_superuser("other")
        User.objects.filter(pk=chief.pk).update(**{field: False})
        assert not getattr(User.objects.get(pk=chief.pk), field)

    def test_a_superuser_does_not_shut_themselves_out(self, admin_client, admin_user):
        admin_client.post(page_of(admin_user), {"username": "admin", "email": ""})
        assert rights(admin_user)[:2] == (True, True)


def _permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def _sql_delete(user) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM auth_user WHERE id = %s", [user.pk])
