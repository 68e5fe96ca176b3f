"""What holds for every page of the administration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_permission_codename

if TYPE_CHECKING:
    from django.http import HttpRequest


class KeptForever:
    """Nothing published is deleted: a policy is withdrawn instead, and its addresses stay."""

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class Publishing:
    """To put before the public, and to take back, is a permission of its own: `publish_<model>`.

    An action that decides says `permissions=["publish"]`; a form's fields that decide are named in
    `publishing_fields`, and are read only for whoever lacks the permission.
    """

    publishing_fields: tuple[str, ...] = ()

    def has_publish_permission(self, request: HttpRequest, obj: object = None) -> bool:
        codename = get_permission_codename("publish", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if self.has_publish_permission(request, obj) else (*fields, *self.publishing_fields)
