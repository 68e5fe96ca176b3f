"""What deploy/mutants states about the code is about code that stands there."""

import ast
import io
import keyword
import tokenize
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
EQUIVALENT = tomllib.loads((PROJECT / "deploy/mutants/equivalent.toml").read_text(encoding="utf-8"))["mutant"]
ROOMS = tomllib.loads((PROJECT / "deploy/mutants/rooms.toml").read_text(encoding="utf-8"))["room"]


def function_called(dotted: str) -> ast.AST | None:
    """The function of this dotted name, if it stands in the project."""
    parts = dotted.split(".")
    module = next(n for n in range(len(parts), 0, -1) if (PROJECT / f"{'/'.join(parts[:n])}.py").exists())
    node = ast.parse((PROJECT / f"{'/'.join(parts[:module])}.py").read_text(encoding="utf-8"))
    for name in parts[module:]:
        node = next((child for child in node.body if getattr(child, "name", None) == name), None)
        if node is None:
            return None
    return node


def names_in(node: ast.AST) -> set[str]:
    kinds = {
        ast.FunctionDef: "name",
        ast.Name: "id",
        ast.arg: "arg",
        ast.Attribute: "attr",
        ast.keyword: "arg",
    }
    return {getattr(child, kinds[type(child)]) for child in ast.walk(node) if type(child) in kinds}


def names_in_line(code: str) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(code.strip()).readline)
    names: set[str] = set()
    with suppress(tokenize.TokenError):  # the line may end within brackets
        names.update(token.string for token in tokens if token.type == tokenize.NAME)
    return {name for name in names if not keyword.iskeyword(name)}


@pytest.mark.parametrize("mutant", EQUIVALENT, ids=lambda mutant: mutant["function"])
def test_an_equivalent_mutant_names_a_function_and_words_that_it_uses(mutant):
    """A name that is changed in the code leaves an entry that excuses nothing any more."""
    function = function_called(mutant["function"])
    assert function is not None
    assert names_in_line(mutant["change"]) <= names_in(function)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room["package"])
def test_a_room_names_modules_and_tests_that_are_there(room):
    folder = PROJECT / room["package"].replace(".", "/")
    modules = [folder / f"{module.replace('.', '/')}.py" for module in room.get("modules", ())]
    assert folder.is_dir()
    assert [
        path for path in (*modules, *(PROJECT / tests for tests in room["tests"])) if not path.exists()
    ] == []
