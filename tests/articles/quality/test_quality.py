"""The quality page: each check finds what is wrong and nothing else, and leads to where it is mended."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import (
    Entity,
    Mention,
    OfficialLink,
    Policy,
    PolicyVersion,
    QuotationFinding,
    Reference,
    SourceFile,
)
from articles.quality import check_named, numbers_of_checks, quality_checks
from articles.quality.checks import QualityCheck
from articles.versions.snapshots import snapshot_of, stored_rows
from guidance.models import CompetentMinistry, StatedValue, SupportMeasure
from tests.articles.admin.administering import fields_of

QUALITY = "/admin/quality/"


def not_yet(policy: Policy) -> None:
    policy.status, policy.status_basis, policy.effective_on = "not_yet", "来源", date(2010, 1, 1)
    Policy.objects.filter(pk=policy.pk).update(
        status="not_yet", status_basis="来源", effective_on=date(2010, 1, 1)
    )


def repealed(policy: Policy) -> None:
    Policy.objects.filter(pk=policy.pk).update(
        status="repealed", status_basis="公告", effective_on=date(2010, 1, 1)
    )


def other_year(policy: Policy) -> None:
    Policy.objects.filter(pk=policy.pk).update(document_number="工信部联科〔2019〕232号")


def no_dates(policy: Policy) -> None:
    names = ("adopted_on", "signed_on", "published_on", "amended_on", "effective_on")
    Policy.objects.filter(pk=policy.pk).update(**dict.fromkeys(names))


def version(policy: Policy) -> None:
    PolicyVersion.objects.create(
        policy=policy, source="某决定", snapshot=snapshot_of(stored_rows(policy)), imported_at=timezone.now()
    )


def doubted_file(policy: Policy) -> None:
    SourceFile.objects.create(
        policy=policy, position=9, name="某.txt", format="txt", text="某", sha256="0" * 64,
        report="第 3 行 存疑 条号不连续", imported_at=timezone.now(),
    )  # fmt: skip


def no_links(policy: Policy) -> None:
    Mention.objects.of_policy(policy).update(status="rejected")
    Reference.objects.of_policy(policy).update(status="rejected")


def lost_number(policy: Policy) -> None:
    article = policy.articles.first()
    words = article.text[:4]
    Reference.objects.create(policy=policy, article=article, quote=words, start=0, end=4, number=999)


def stale_link(policy: Policy) -> None:
    row = Mention.objects.of_policy(policy).with_quote().first()
    Mention.objects.filter(pk=row.pk).update(status="stale")


def dead_site(policy: Policy) -> None:
    Entity.objects.filter(slug="mof").update(official_site="https://dead.example/")
    for _ in range(2):
        OfficialLink.objects.record("https://dead.example/", "回答 404")


def no_authority(policy: Policy) -> None:
    measure = SupportMeasure.objects.published().supports().first()
    CompetentMinistry.objects.filter(measure=measure).delete()
    StatedValue.objects.filter(measure=measure, name="office").delete()


def past_deadline(policy: Policy) -> None:
    measure = SupportMeasure.objects.published().first()
    StatedValue.objects.filter(measure=measure, name="deadline").delete()
    StatedValue.objects.create(measure=measure, name="deadline", value="2011年12月31日前", source="第一条")


FAULTS = {
    "not-yet-is-past": not_yet,
    "ended-by-nobody": repealed,
    "number-of-another-year": other_year,
    "without-dates": no_dates,
    "versions-without-dates": version,
    "import-doubts": doubted_file,
    "policies-without-links": no_links,
    "articles-without-links": no_links,
    "unresolved-references": lost_number,
    "stale-links": stale_link,
    "dead-sites": dead_site,
    "measures-without-authority": no_authority,
    "passed-deadlines": past_deadline,
    "measures-of-ended-policies": repealed,
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_check_finds_its_fault_and_its_list_leads_to_the_mending(admin_client, admin_user, shipped, name):
    check = check_named(name, admin_user)
    before = check.rows().count()
    FAULTS[name](shipped)
    assert check.rows().count() > before
    page = admin_client.get(f"{QUALITY}{name}/")
    (where, _, mend), *_ = page.context["rows"]
    assert check.label in page.content.decode()
    assert where
    assert "back=" in mend
    assert admin_client.get(mend).status_code == 200
    table = admin_client.get(f"{QUALITY}{name}.csv").content.decode("utf-8-sig").splitlines()
    assert table[0] == "位置,问题,改正的网页"
    assert len(table) > 1


def test_all_is_counted_in_few_statements_and_each_number_is_that_of_its_list(admin_user, shipped):
    for fault in (no_links, lost_number, other_year):
        fault(shipped)
    checks = quality_checks(admin_user)
    numbers_of_checks(checks)
    with CaptureQueriesContext(connection) as statements:
        numbers = numbers_of_checks(checks)
    assert len(statements) <= 8
    assert [(check.name, number) for check, number in numbers] == [
        (check.name, check.rows().count()) for check in checks
    ]


def test_a_form_opened_from_a_list_returns_to_it_and_to_no_other_site(admin_client, shipped):
    entity = Entity.objects.get(slug="mof")
    path = f"/admin/articles/entity/{entity.pk}/change/"
    for back, leads in (
        (f"{QUALITY}dead-sites/?page=2", f"{QUALITY}dead-sites/?page=2"),
        ("https://elsewhere.example/", "/admin/articles/entity/"),
        ("//elsewhere.example/admin/", "/admin/articles/entity/"),
    ):
        response = admin_client.post(f"{path}?back={back}", fields_of(admin_client, path))
        assert response.url == leads


def test_what_is_normal_is_not_listed(admin_user, import_text):
    text = "本法所称数据，是指任何以电子或者其他方式对信息的记录。" * 4
    law = import_text("law", f"某法\n\n第一条 {text}")
    rows = check_named("articles-without-links", admin_user).rows().of_policy(law)
    Policy.objects.filter(pk=law.pk).update(kind="policy")
    assert rows.exists()
    Policy.objects.filter(pk=law.pk).update(kind="law")
    assert not rows.all().exists()


def test_every_check_says_why_it_matters_and_names_are_unique(admin_user):
    checks = quality_checks(admin_user)
    assert all(check.reason.endswith("。") and check.label for check in checks)
    assert len({check.name for check in checks}) == len(checks)


def test_a_quotation_that_does_not_agree_leads_to_the_article_that_quotes(admin_client, article):
    quoting = article(25)
    QuotationFinding.objects.create(
        **{"article": quoting, "start": 0, "end": 4, "kind": "quotation", "verdict": "differs"},
        **{"words": quoting.text[:4], "explanation": "有出入。", "sha256": quoting.sha256},
        checked_at=timezone.now(),
    )
    page = admin_client.get(f"{QUALITY}faulty-quotations/").content.decode()
    assert f"/admin/articles/article/{quoting.pk}/change/" in page
    assert "有出入。" in page


def test_a_new_check_is_one_class_and_one_entry(admin_client, settings, shipped):
    settings.PORTAL_QUALITY = [f"{__name__}.EveryPolicy"]
    page = admin_client.get(QUALITY).content.decode()
    assert "每一件" in page
    assert str(Policy.objects.count()) in page


class EveryPolicy(QualityCheck):
    name, label, why, model = "every", "每一件", "只是一例。", Policy

    def rows(self):
        return Policy.objects.all()


def test_reviewers_see_it_and_who_may_see_nothing_does_not(client, django_user_model, shipped):
    user = django_user_model.objects.create_user("colleague", is_staff=True)
    client.force_login(user)
    assert client.get(QUALITY).status_code == 403
    user.groups.add(Group.objects.get(name="审核"))
    assert client.get(QUALITY).status_code == 200
