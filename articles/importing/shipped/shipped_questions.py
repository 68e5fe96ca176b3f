"""The everyday questions that ship with policies: fixtures/search/everyday/<slug>.toml, once a version."""

from __future__ import annotations

from django.conf import settings

from articles.content_files import content_table
from articles.models import EverydayQuestion, Policy, ShippedFile
from articles.reading.former_addresses import policies_called
from articles.search import add_everyday_questions

_FOLDER = settings.CONTENT_DIR / "search" / "everyday"


def load_everyday_questions() -> None:
    """Add the questions of each file whose present version is not in the database yet, or whose policy has
    lost its questions with its articles; what editors removed of an older version stays away."""
    for slug, policy in policies_called(path.stem for path in _FOLDER.glob("*.toml")).items():
        path = _FOLDER / f"{slug}.toml"
        if ShippedFile.objects.take_in(path) or not EverydayQuestion.objects.of_policy(policy).exists():
            _add_questions(policy, content_table(path))


def _add_questions(policy: Policy, entries: dict[str, dict]) -> None:
    for article in policy.articles.all():
        address = article.address
        add_everyday_questions(article, entries.get(address, {}).get("asked", ()))
