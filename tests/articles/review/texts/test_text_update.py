"""A later text updates every field of a policy that a text states."""

from articles.models import Policy
from articles.review.texts.text_update import STATED
from articles.versions.snapshots import fields_of_text

#: Presumed for a shipped text only; the status has a rule of its own.
_OTHERWISE = {"notice_title_presumed", "status", "status_basis"}


def test_each_field_of_a_text_is_taken_over_from_a_later_one():
    assert {*STATED, *_OTHERWISE} == set(fields_of_text(Policy)), "see STATED in review/text_update.py"
