"""Mutation testing of the rule modules that need no database:  make mutants ARGS=guidance.matching

Each room of rooms.toml is changed in a copy of the project and tried by the room's own tests; ARGS names
rooms or modules, none means all. Fails where 5 % of a module's mutants or more survive.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
PACKAGES = ("articles", "guidance", "policy_portal")
BESIDE = ("fixtures", "templates", "tests")
LIMIT = 5  # per cent
#: As mutmut writes them: no test failed, none was found, none reaches the function, none has run.
SURVIVED = {0, 5, 33, None}
#: Collecting garbage after each test for pytest's own warnings takes five sixths of the time of a run.
PLUGINS = (
    "pytest_django.plugin",
    "_hypothesis_pytestplugin",
    "no:unraisableexception",
    "no:threadexception",
    "no:cacheprovider",
)
#: No database, and no examples made up at random: what holds a rule says it.
TESTS = "not django_db and not hypothesis"


@dataclass(frozen=True)
class Room:
    package: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [f"{self.package}.{module}" for module in self.modules]

    def narrowed(self, wanted: Iterable[str]) -> Room:
        """The room with those of its modules that `wanted` names, by themselves or by a package above."""
        chosen = [
            module
            for module, name in zip(self.modules, self.names, strict=True)
            if any(f"{name}.".startswith(f"{above}.") for above in wanted)
        ]
        return Room(self.package, tuple(chosen), self.tests)


@dataclass(frozen=True)
class Mutant:
    """A mutant by its function and the lines that it changes: numbers move with every edit."""

    function: str
    change: str
    original: str = field(default="", compare=False)


@dataclass(frozen=True)
class Outcome:
    module: str
    mutants: int
    equivalent: int
    survivors: tuple[Mutant, ...]

    @property
    def judged(self) -> int:
        return self.mutants - self.equivalent

    @property
    def percent(self) -> float:
        return 100 * len(self.survivors) / self.judged if self.judged else 0.0

    @property
    def fails(self) -> bool:
        return self.percent >= LIMIT

    def __str__(self) -> str:
        killed = self.judged - len(self.survivors)
        counts = (self.mutants, self.equivalent, killed, len(self.survivors))
        row = "".join(f"{count:7}" for count in counts)
        return f"{self.module:40}{row}{self.percent:8.1f} %{'  ←' if self.fails else ''}"


def main(arguments: list[str]) -> int:
    wanted = [argument.removesuffix(".py").strip("/").replace("/", ".") for argument in arguments]
    chosen = [room for room in rooms(wanted) if room.modules]
    if not chosen:
        print(f"mutants/rooms.toml 里没有这样的模块：{' '.join(arguments)}", file=sys.stderr)
        return 2
    outcomes = [outcome for room in chosen for outcome in outcomes_of(room)]
    report(outcomes)
    return int(any(outcome.fails for outcome in outcomes))


def rooms(wanted: list[str]) -> list[Room]:
    rows = tomllib.loads((HERE / "rooms.toml").read_text(encoding="utf-8"))["room"]
    all_rooms = [
        Room(row["package"], tuple(row.get("modules") or all_modules(row["package"])), tuple(row["tests"]))
        for row in rows
    ]
    return [room.narrowed(wanted) for room in all_rooms] if wanted else all_rooms


def all_modules(package: str) -> list[str]:
    folder = PROJECT / package.replace(".", "/")
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


def is_equivalent(mutant: Mutant) -> bool:
    """Whether equivalent.toml names the mutant, or code that it differs by and that no input reaches."""
    stated = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))
    without = [re.compile(row["code"]) for row in stated["unreached"]]
    return mutant in {Mutant(row["function"], row["change"]) for row in stated["mutant"]} or any(
        code.sub("", mutant.change) == code.sub("", mutant.original) for code in without
    )


def outcomes_of(room: Room) -> list[Outcome]:
    print(f"—— {room.package}（{'、'.join(room.modules)}）", flush=True)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy_project(Path(folder))
        (Path(folder) / "setup.cfg").write_text(mutmut_config(room), encoding="utf-8")
        run_mutmut(folder, room)
        with contextlib.chdir(folder):
            return [outcome_of(name) for name in room.names]


def copy_project(to: Path) -> None:
    for name in (*PACKAGES, *BESIDE):
        shutil.copytree(PROJECT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", to)
    shutil.copy(HERE / "conftest.py", to)


def mutmut_config(room: Room) -> str:
    """The setup.cfg for mutmut."""
    lists = {
        "source_paths": PACKAGES,
        "only_mutate": [f"{name.replace('.', '/')}.py" for name in room.names],
        "also_copy": (*BESIDE, "conftest.py"),
        "pytest_add_cli_args": [*(f"-p{plugin}" for plugin in PLUGINS), "-m", TESTS],
        "pytest_add_cli_args_test_selection": room.tests,
    }
    rows = ["[mutmut]"]
    for key, values in lists.items():
        rows += [f"{key} =", *(f"    {value}" for value in values)]
    return "\n".join(rows)


def run_mutmut(folder: str, room: Room) -> None:
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", "2"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "MUTATED": room.package}
    process = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if process.returncode:
        raise SystemExit(f"mutmut 失败：\n{process.stdout[-3000:]}\n{process.stderr[-3000:]}")


def outcome_of(module: str) -> Outcome:
    """Read what mutmut has written in the copy, where it has to be called."""
    record = Path("mutants", f"{module.replace('.', '/')}.py.meta")
    codes = json.loads(record.read_text(encoding="utf-8"))["exit_code_by_key"] if record.exists() else {}
    survived = [mutant_of(module, key) for key, code in codes.items() if code in SURVIVED]
    survivors = tuple(mutant for mutant in survived if not is_equivalent(mutant))
    return Outcome(module, len(codes), len(survived) - len(survivors), survivors)


def mutant_of(module: str, key: str) -> Mutant:
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # wants the folder's settings when imported

    name = key.removeprefix(f"{module}.").rpartition("__mutmut_")[0]
    diff = get_diff_for_mutant(key, path=f"{module.replace('.', '/')}.py")
    function = name.removeprefix("xǁ").removeprefix("x_").replace("ǁ", ".")
    return Mutant(f"{module}.{function}", lines_of(diff, "+"), lines_of(diff, "-"))


def lines_of(diff: str, sign: str) -> str:
    lines = diff.splitlines()[2:]  # below the names of the files
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))


def report(outcomes: list[Outcome]) -> None:
    print(f"\n{'模块':<38}{'全部':>5}{'等价':>5}{'杀死':>5}{'存活':>5}{'存活率':>6}")
    for outcome in outcomes:
        print(outcome)
    for outcome in outcomes:
        for mutant in outcome.survivors:
            print(f"\n{mutant.function}\n    {mutant.change}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
