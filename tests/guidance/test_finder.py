"""The finder's page: what it answers to an address, and what it says to addresses that make no sense."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, shipped):
    def get(parameters="", status: int = 200, **headers) -> str:
        response = client.get(reverse("guidance:finder"), parameters or None, **headers)
        page = response.content.decode()
        assert response.status_code == status, page[:2000]
        return page

    return get


def test_without_an_answer_there_is_an_invitation_with_examples(ask):
    page = ask()
    assert "从这里开始" in page
    assert "小型软件企业" in page


def test_first(ask):
    page = ask({"kind": "enterprise", "does": ["rd", "goods_import"], "size": "small"})
    assert "中小企业技术发展信贷" in page
