"""A choice is written by a function, and gives what Django's own templates give."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase

same_html = SimpleTestCase().assertHTMLEqual


class Marked(forms.Select):
    """With attributes of an option: one that is there or not, one with a value that has to be escaped."""

    def create_option(self, name, value, label, *args, **kwargs):
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"] |= {"disabled": value == "b", "data-of": f'"{value}"'}
        return option


CHOICES = [
    ("", "---------"),
    ("a", '<甲> & "乙"'),
    ("一类", [("b", "丙"), ("c'd", "丁")]),
    (3, "三"),
]


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, Marked])
@pytest.mark.parametrize("value", [None, "", "a", "b", "c'd", 3, ["a", "3"]])
def test_the_html_is_that_of_django(widget, value):
    select = widget(choices=CHOICES, attrs={"id": "id_x", "required": True})
    same_html(select.render("x", value), select.render("x", value, renderer=DjangoTemplates()))


def test_a_label_is_escaped_unless_it_is_html():
    rendered = forms.Select(choices=[("a", "<b>")]).render("x", "a")
    assert "&lt;b&gt;" in rendered
    assert "<b>" not in rendered
    assert "selected" in rendered
