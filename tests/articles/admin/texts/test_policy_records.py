"""Editors enter, change and take away what a document says of itself."""

import pytest

from articles.models import Policy, PolicyRevision
from tests.articles.admin.administering import fields_of

pytestmark = pytest.mark.usefixtures("shipped")


def save(client, **changes) -> Policy:
    policy = Policy.objects.get()
    path = f"/admin/articles/policy/{policy.pk}/change/"
    assert client.post(path, fields_of(client, path) | changes).status_code == 302
    return policy


def record(**values) -> dict[str, str]:
    values = {"kind": "genre", "value": "通知", "source": "editor", "position": 1, **values}
    rows = {f"records-0-{name}": str(value) for name, value in values.items()}
    return rows | {"records-TOTAL_FORMS": "1"}


def test_a_record_is_entered_shown_and_taken_away(admin_client, client):
    policy = save(admin_client, **record())
    assert "来源：编辑录入" in client.get(policy.get_absolute_url()).content.decode()
    latest = PolicyRevision.objects.filter(policy=policy).latest("number")
    assert [row["value"] for row in latest.snapshot["records"]] == ["通知"]
    save(admin_client, **{"records-0-DELETE": "on"})
    assert not policy.records.exists()
    assert "来源：编辑录入" not in client.get(policy.get_absolute_url()).content.decode()
