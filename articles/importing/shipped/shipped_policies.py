"""The content that ships with the portal: fixtures built from the sources and loaded once."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.serializers.json import Serializer
from django.db import transaction
from django.db.models import Field, Model

from articles.editing import keep_policy, record_new_articles
from articles.importing.instances import build_records
from articles.importing.shipped.shipped_later_rules import load_shipped_later_rules
from articles.importing.shipped.shipped_questions import load_everyday_questions
from articles.importing.shipped.shipped_sources import PolicySource, read_sources
from articles.links.linker import suggest_links
from articles.links.shipped_links import forget_shipped_links, load_shipped_links
from articles.models import Policy
from articles.models.articles.article_unit import ArticleUnit
from articles.reading.former_addresses import policies_called
from articles.search import load_shipped_golden_questions, load_shipped_synonyms
from articles.text.parsing.structure import report

#: Fields of a unit that say nothing for an article: the database derives its address from its number.
_OF_UNITS_ONLY = frozenset({"parent", "printed_label", "address", "place", "spans"})
_SETTLED_BY_EDITORS = frozenset({"link_rule", "status_checked_at"})


class _FixtureSerializer(Serializer):
    """Leaves out what only other units than articles have, and what editors settle."""

    def start_object(self, obj: Model) -> None:
        super().start_object(obj)
        is_article = getattr(obj, "unit", "") == ArticleUnit.ARTICLE
        self._left_out = _SETTLED_BY_EDITORS | (_OF_UNITS_ONLY if is_article else frozenset())

    def handle_field(self, obj: Model, field: Field) -> None:
        if field.name not in self._left_out:
            super().handle_field(obj, field)

    def handle_fk_field(self, obj: Model, field: Field) -> None:
        if field.name not in self._left_out:
            super().handle_fk_field(obj, field)


def built_fixtures() -> dict[Path, str]:
    """Return the generated files (fixtures, and the parser's reports) with their content."""
    files = {}
    for source in read_sources(settings.CONTENT_DIR / "source"):
        slug = source.facts.slug
        files[settings.CONTENT_DIR / "policies" / f"{slug}.json"] = fixture_of(source)
        files[settings.CONTENT_DIR / "source" / f"{slug}.report.md"] = _report_page(source)
    return files


def fixture_of(source: PolicySource) -> str:
    """Serialise a source as a Django fixture with natural keys."""
    records = build_records(source.parse(), source.facts)
    serialized = _FixtureSerializer().serialize(
        records,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        indent=1,
        ensure_ascii=False,
    )
    return f"{serialized}\n"


def _report_page(source: PolicySource) -> str:
    title = f"# {source.facts.slug}：解析时删除与修复的内容"
    note = "由 `manage.py build_fixtures` 生成，行号为来源文本的行号。"
    return f"{title}\n\n{note}\n\n```\n{report(source.parse())}\n```\n"


def load_shipped_content() -> str:
    """Load the shipped policies, entities and links that are not in the database yet; edits are kept.

    The linker then looks through the new policies. Returns one summary line in Chinese.
    """
    fixtures = sorted((settings.CONTENT_DIR / "policies").glob("*.json"))
    stored_policies = policies_called(path.stem for path in fixtures)
    missing_fixtures = [path for path in fixtures if path.stem not in stored_policies]
    for path in missing_fixtures:
        _load_fixture(path)
    links = load_shipped_links()
    loaded = list(Policy.objects.with_slugs(path.stem for path in missing_fixtures))
    for policy in loaded:
        suggest_links(policy)
    rules = load_shipped_later_rules()
    if rules:
        links = f"{links}，{rules} 项后来的规定"
    load_shipped_golden_questions()
    load_shipped_synonyms()
    load_everyday_questions()
    if not missing_fixtures:
        return f"随附的 {len(fixtures)} 件政策已在库中，现有内容与修改保持不变；{links}"
    articles = sum(policy.articles.count() for policy in loaded)
    return f"载入 {len(missing_fixtures)} 件政策，共 {articles} 条；{links}"


@transaction.atomic
def _load_fixture(path: Path) -> None:
    call_command("loaddata", path, verbosity=0)
    policy = Policy.objects.get_by_natural_key(path.stem)
    forget_shipped_links(policy)
    keep_policy(policy, note="初次载入")
    record_new_articles(list(policy.articles.all()), note="初次载入")
