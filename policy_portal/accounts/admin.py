"""The administration of accounts: users and groups."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, Permission, User
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.base import Deciding, Guarded, KeptForever
from articles.admin.journal import change_text
from articles.review.decisions import Decision
from policy_portal.accounts import powers, totp
from policy_portal.accounts.account_changes import given_and_taken
from policy_portal.accounts.permission_picker import PermissionBoxes, PermissionField, permission_label
from policy_portal.accounts.roles import ROLES

SECTION = "账号与登录"
_OWN_PERMISSION_FIELDS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")

# Nobody sees the keys and codes of the second step.
admin.site.unregister([TOTPDevice, StaticDevice, User, Group])


def _roles_in_words() -> str:
    return "　".join(f"{name}：{description}" for name, description in ROLES.items())


class RecordsPermissions:
    """The audit log says which permissions were given and taken."""

    def construct_change_message(self, request, form, formsets, add=False):
        message = change_text(super().construct_change_message(request, form, formsets, add))
        changes = "；".join(given_and_taken(form, named=_row_label))
        return f"{message}{changes}" if changes else message


def _row_label(row) -> str:
    return permission_label(row) if isinstance(row, Permission) else str(row)


class NewPasswordForm(AdminPasswordChangeForm):
    usable_password_help_text = "禁用之后，现在的密码作废；重新设定密码之前，这个账号不能登录。"


@admin.register(User)
class AccountAdmin(RecordsPermissions, KeptForever, Deciding, Guarded, UserAdmin):
    """Accounts are deactivated, never deleted, so that the log keeps their names."""

    section = SECTION
    unit = "个账号"
    add_form, change_password_form = UserCreationForm, NewPasswordForm
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "password1", "password2")}),)
    list_display = (
        "username",
        "last_name",
        "first_name",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
    )
    actions = ("deactivate", "activate", "reset_totp")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人信息", {"fields": ("last_name", "first_name", "email")}),
        (
            "权限",
            {
                "fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions"),
                "description": "账号只停用，不删除：取消“有效”，已登录的会话立即结束。"
                "加入任何一个用户组，就可以登录管理后台。只能授予自己也有的权限；自己的权限由别人修改；"
                f"超级用户只能由超级用户设定。各组：{_roles_in_words()}",
            },
        ),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        is_below = obj is None or powers.may_manage(request.user, obj)
        return super().has_change_permission(request, obj) and is_below

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None):
        """Without the link to change the password for users who may only view."""
        own, *further = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            own = (None, {"fields": ("username",)})
        return [own, *further]

    def guarded_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if obj and obj.pk == request.user.pk:
            return _OWN_PERMISSION_FIELDS
        return () if request.user.is_superuser else ("is_superuser",)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs |= {
                "queryset": powers.grantable_groups(request.user),
                "widget": forms.CheckboxSelectMultiple,
            }
        return _permission_field(super().formfield_for_manytomany, db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        if not user.is_staff and user.groups.exists():
            user.is_staff = True
            user.save(update_fields=["is_staff"])
            self.message_user(request, "已加入用户组，可以登录管理后台。", messages.SUCCESS)

    @admin.action(description="停用所选账号", permissions=["change"])
    def deactivate(self, request, queryset):
        self.tell_decision(request, "已停用", self._set_active(request, queryset, is_active=False))

    @admin.action(description="启用所选账号", permissions=["change"])
    def activate(self, request, queryset):
        self.tell_decision(request, "已启用", self._set_active(request, queryset, is_active=True))

    @admin.action(description="重置所选账号的动态口令（手机遗失时）", permissions=["change"])
    def reset_totp(self, request, queryset):
        allowed, problems = self._manageable_accounts(request, queryset)
        rows = tuple(user for user in allowed if totp.remove(user))
        problems += [f"{user}：没有启用动态口令。" for user in allowed if user not in rows]
        self.tell_decision(request, "已重置动态口令", Decision(rows, tuple(problems)))

    def _set_active(self, request: HttpRequest, users, *, is_active: bool) -> Decision:
        rows, (allowed, problems) = [], self._manageable_accounts(request, users)
        for user in allowed:
            try:
                with transaction.atomic():
                    rows += [user] if powers.set_active(user, is_active) else []
            except IntegrityError:  # another superuser has just deactivated the other one
                problems.append(f"{user}：最后一个有效的超级用户不能停用。")
        return Decision(tuple(rows), tuple(problems))

    def _manageable_accounts(self, request: HttpRequest, users) -> tuple[list[User], list[str]]:
        """The accounts that this user may manage, and the messages about the others."""
        allowed, problems = [], []
        for user in users:
            if user == request.user:
                problems.append(f"{user}：自己的账号由别人处理。")
            elif not self.has_change_permission(request, user):
                problems.append(f"{user}：这个账号的权限比您的多。")
            else:
                allowed.append(user)
        return allowed, problems


@admin.register(Group)
class RoleAdmin(RecordsPermissions, GroupAdmin):
    section = SECTION
    filter_horizontal = ()
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "permissions"),
                "description": f"只能授予自己也有的权限。随附的三个组——{_roles_in_words()}",
            },
        ),
    )

    def get_deleted_objects(self, objs, request: HttpRequest):
        """Without the rows that join a group with each of its permissions."""
        _, counts, lacking, protected = super().get_deleted_objects(objs, request)
        counts.pop(Group.permissions.through._meta.verbose_name_plural, None)
        return [f"用户组：{group}" for group in objs], counts, lacking, protected

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_below = obj is None or powers.may_manage_group(request.user, obj)
        return super().has_change_permission(request, obj) and is_below

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        is_below = obj is None or powers.may_manage_group(request.user, obj)
        return super().has_delete_permission(request, obj) and is_below

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        return _permission_field(super().formfield_for_manytomany, db_field, request, **kwargs)


def _permission_field(build, db_field, request: HttpRequest, **kwargs) -> forms.ModelMultipleChoiceField:
    if db_field.remote_field.model is not Permission:
        return build(db_field, request, **kwargs)
    kwargs |= {
        "queryset": powers.grantable_permissions(request.user),
        "form_class": PermissionField,
        "widget": PermissionBoxes,
    }
    return build(db_field, request, **kwargs)
