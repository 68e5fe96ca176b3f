"""Permissions are given by boxes, in Chinese, under what they are about; saving keeps those not touched."""

import pytest
from django.contrib.auth.models import Group

from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.django_db


def test_permissions_are_named_and_grouped(admin_client):
    group = Group.objects.get(name="编辑")
    page = admin_client.get(f"/admin/auth/group/{group.pk}/change/").content.decode()
    assert "<legend>条文</legend>" in page
    assert "可以撤下和恢复条文" in page
    assert page.index("<legend>条文</legend>") < page.index("（系统内部）</legend>")


def test_saving_a_group_keeps_its_permissions(admin_client):
    group = Group.objects.get(name="管理员")
    before = set(group.permissions.values_list("codename", flat=True))
    path = f"/admin/auth/group/{group.pk}/change/"
    sent = {**fields_of(admin_client, path), "name": "管理员"}
    assert admin_client.post(path, sent).status_code == 302
    assert set(group.permissions.values_list("codename", flat=True)) == before
