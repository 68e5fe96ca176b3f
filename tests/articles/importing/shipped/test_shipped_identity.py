"""What ships is known again however editors call it now: a start neither fails nor loads it twice."""

import pytest
from django.core.management import call_command

from articles.models import Article, Entity, Mention, Policy, ShippedFile
from guidance.models import SupportMeasure


@pytest.mark.parametrize("is_upgrade", [False, True], ids=["the next start", "a start with newer files"])
def test_renamed_and_renumbered_content_is_loaded_once(shipped, is_upgrade):
    Policy.objects.filter(pk=shipped.pk).update(slug="renamed")
    Article.objects.filter(policy=shipped, number=25).update(number=125)
    for kind in ("ministry", "instrument", "goal", "actor", "document"):
        entity = (
            Entity.objects.of_kind(kind).published().filter(is_group=False, mentions__isnull=False).first()
        )
        Entity.objects.filter(pk=entity.pk).update(slug=f"{entity.slug}-renamed")
    measure = SupportMeasure.objects.first()
    SupportMeasure.objects.filter(pk=measure.pk).update(slug="renamed")
    if is_upgrade:
        ShippedFile.objects.all().delete()
    models = (Policy, Article, Entity, Mention, SupportMeasure)
    before = [model.objects.count() for model in models]
    call_command("load_content")
    assert [model.objects.count() for model in models] == before
