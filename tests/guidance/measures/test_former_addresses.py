"""A measure that is called otherwise now is found by its former slug, and editors see it in the revisions."""

import pytest

from guidance.measures.measure_records import keep_measure
from guidance.models import SupportMeasure

PLACES = ("/guidance/measures", "/api/v1/guidance/measures")


@pytest.fixture
def renamed_measure(db) -> SupportMeasure:
    measure = SupportMeasure.objects.get(pk=SupportMeasure.objects.published().in_order().first().pk)
    measure.former = measure.slug
    measure.slug = "another-slug"
    measure.save()
    return measure


@pytest.mark.parametrize("place", PLACES)
def test_a_former_slug_leads_on(client, renamed_measure, place):
    response = client.get(f"{place}/{renamed_measure.former}/?a=1")
    assert (response.status_code, response["Location"]) == (301, f"{place}/another-slug/?a=1")
    assert client.get(f"{place}/another-slug/").status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_one_that_is_withdrawn_answers_as_at_its_present_address(client, renamed_measure, place):
    SupportMeasure.objects.filter(pk=renamed_measure.pk).update(status="withdrawn")
    response = client.get(f"{place}/{renamed_measure.former}/")
    assert response.status_code == client.get(f"{place}/another-slug/").status_code == 404


def test_a_slug_of_another_measure_once_is_refused_in_words(renamed_measure):
    other = SupportMeasure.objects.exclude(pk=renamed_measure.pk).first()
    other.slug = renamed_measure.former
    with pytest.raises(Exception, match="从前的网址标识"):
        other.full_clean()


def test_the_slug_can_be_changed_and_is_seen_in_the_revisions(admin_client, renamed_measure):
    keep_measure(renamed_measure)
    path = f"/admin/guidance/supportmeasure/{renamed_measure.pk}"
    assert 'name="slug"' in admin_client.get(f"{path}/change/").content.decode()
    assert "网址标识" in admin_client.get(f"{path}/history/").content.decode()
