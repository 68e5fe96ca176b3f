"""What forms of the administration send beside the fields of their own."""

import pytest
from django.contrib import admin
from django.test import Client

#: An article's form, with no row of its inlines.
NO_ROWS = {f"{rows}-{name}_FORMS": "0" for rows in ("everyday_questions",) for name in ("TOTAL", "INITIAL")}


@pytest.fixture
def short_lists(monkeypatch) -> None:
    """A list is made of the same parts, however many rows a page of it has."""
    for model_admin in admin.site._registry.values():
        monkeypatch.setattr(model_admin, "list_per_page", 3)


def path_of(row) -> str:
    """The form of a row."""
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def fields_of(client: Client, path: str) -> dict:
    """The fields of a change or add page as a browser would send them back."""
    context = client.get(path).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {}
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        if hasattr(bound.field.widget, "decompress"):
            parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
            values |= {f"{bound.html_name}_{place}": part for place, part in enumerate(parts)}
        elif value is not None and value is not False:
            values[bound.html_name] = value
    return {name: "" if value is None else value for name, value in values.items()}
