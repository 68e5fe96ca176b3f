"""The rules of the house that a reader of the code relies on (docs/decisions, README)."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CODE_ROOMS = ("articles", "guidance", "policy_portal", "deploy", "tests")
PAGES_CODE = [
    *sorted((ROOT / "articles/views").rglob("*.py")),
    *sorted((ROOT / "guidance").rglob("views*.py")),
    ROOT / "policy_portal/views.py",
]


def test_imports_run_one_way():
    # In a process of its own: it sets up logging anew, which silences all loggers that are there.
    command = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    result = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout.decode()


def test_no_two_classes_share_a_name():
    """Commands are all called Command, and migrations Migration: Django asks for it."""
    code = [path for app in ("articles", "guidance", "policy_portal") for path in (ROOT / app).rglob("*.py")]
    names = Counter(
        node.name
        for path in code
        if not {"migrations", "commands"} & set(path.parts)
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


#: Of variables and parameters: `each`, `found` and their like say nothing of what they hold.
EMPTY_NAMES = {"each", "found", "one", "said", "told", "kept", "asked", "meant", "held", "taken", "shown"}


def variables_in(path: Path) -> Iterator[tuple[str, int]]:
    """What functions call their parameters and the variables that they set, with the line."""
    functions = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
    ]
    for node in chain.from_iterable(map(ast.walk, functions)):
        if isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


def test_variables_are_named_by_what_they_hold():
    paths = [path for room in CODE_ROOMS for path in (ROOT / room).rglob("*.py")]
    empty = {
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in paths
        if "migrations" not in path.parts
        for name, line in variables_in(path)
        if name in EMPTY_NAMES
    }
    assert empty == set()


@pytest.mark.parametrize("path", PAGES_CODE, ids=lambda path: path.parent.name + "/" + path.name)
def test_views_name_their_queries(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    names = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert not names & {"filter", "exclude", "annotate", "raw"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_templates_need_no_inline_script_and_escape_everything(path):
    source = path.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", source)
    assert not re.search(r"\|\s*safe\b|autoescape off", source)


def test_what_editors_do_is_recorded_in_one_log():
    """Django's own log of the administration is written no more (docs/decisions/0068)."""
    code = [path for app in ("articles", "guidance", "policy_portal") for path in (ROOT / app).rglob("*.py")]
    users = {path.relative_to(ROOT).as_posix() for path in code if "LogEntry" in path.read_text("utf-8")}
    assert users == {"articles/admin/journal.py", "policy_portal/migrations/0005_audit_log.py"}


def test_pages_load_nothing_from_elsewhere():
    assets = [*TEMPLATES, *(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    foreign = re.compile(r"(?:src|href|url)\s*[=(]\s*[\"']?(?:https?:)?//(?!www\.w3\.org)")
    assert [path.name for path in assets if foreign.search(path.read_text("utf-8"))] == []


def test_pages_load_only_files_that_are_there():
    names = {
        name
        for path in TEMPLATES
        for name in re.findall(r"""\{% static ["']([^"']+)["'] %\}""", path.read_text("utf-8"))
    }
    assert len(names) > 20
    assert [name for name in sorted(names) if finders.find(name) is None] == []


def test_top_level_holds_what_it_should():
    allowed = {
        "manage.py", "policy_portal", "articles", "guidance", "fixtures", "templates", "static", "tests",
        "docs", "deploy", "pyproject.toml", "Makefile", "README.md",
        "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md",
    }  # fmt: skip
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} <= allowed


def test_the_map_names_what_exists():
    table = (ROOT / "docs/map.md").read_text("utf-8").partition("## 想改的事")[2].partition("\n## ")[0]
    names = re.findall(r"`([\w/.-]+)`", table)
    assert len(names) > 30
    assert [path for path in names if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_attributes_of_htmx_are_valid_html(path):
    assert not re.search(r"[\s\"']hx-\w", path.read_text("utf-8")), "data-hx-…"
