"""Who may manage which account: nobody grants permissions they lack, or manages a user who has more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet

_GIVEN = ("articles", "guidance", "auth", "policy_portal")  # others are the libraries' own


def grantable_permissions(user: User) -> QuerySet[Permission]:
    permissions = Permission.objects.filter(content_type__app_label__in=_GIVEN).select_related("content_type")
    return permissions if user.is_superuser else permissions.filter(pk__in=_own_permissions(user))


def grantable_groups(user: User) -> QuerySet[Group]:
    if user.is_superuser:
        return Group.objects.all()
    return Group.objects.exclude(permissions__in=Permission.objects.exclude(pk__in=_own_permissions(user)))


def may_manage(actor: User, other: User) -> bool:
    """Whether `other` has no permission that `actor` lacks, even if deactivated."""
    if actor.is_superuser:
        return True
    return (
        not other.is_superuser
        and not _own_permissions(other).exclude(pk__in=_own_permissions(actor)).exists()
    )


def may_manage_group(actor: User, group: Group) -> bool:
    return actor.is_superuser or not group.permissions.exclude(pk__in=_own_permissions(actor)).exists()


def set_active(user: User, is_active: bool) -> bool:
    """Return whether that changed anything. Raises IntegrityError for the last superuser."""
    if user.is_active == is_active:
        return False
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    return True


def _own_permissions(user: User) -> QuerySet[Permission]:
    """The permissions granted to a user; unlike `get_all_permissions`, also if inactive."""
    return Permission.objects.filter(Q(user=user) | Q(group__user=user)).distinct()
