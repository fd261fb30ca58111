"""The house rules that a machine can hold: size, names, what an app holds, why a dependency is there."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tutela"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_TEMPLATE = 120
VAGUE_NAMES = {"utils", "helpers", "services", "common", "misc", "signals"}
ROOMS = {
    "kernel", "policy", "forecasting", "allocation", "ledger", "access", "mission", "know", "assess", "act",
    "account", "exchange", "web", "api", "cli", "demo", "config", "locale",
}  # fmt: skip
WINGS = ("know", "assess", "act", "account")
APP_MODULES = {
    "__init__", "models", "rules", "queries", "commands", "handlers", "events", "pages", "urls", "forms",
    "api", "apps",
}  # fmt: skip
APP_FOLDERS = {"migrations", "templates", "static", "data"}
# What an app holds beyond that, each with its reason.
APP_EXTRAS = {
    "account/products": {
        "rendering",  # one content object becomes a document
        "fonts",  # copied by tools/assets.py
    },
}


def tracked(pattern: str) -> list[Path]:
    """Return the files of the repository that git does not ignore and whose path ends as the pattern says."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return [
        ROOT / name for name in sorted(set(listed)) if name and Path(name).match(pattern) and (ROOT / name).is_file()
    ]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_of(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def too_long(source: str, limit: int) -> list[str]:
    """Return the functions of a module with more lines than the limit, decorators not counted."""
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in functions_of(source)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > limit
    ]


def prints_of(source: str) -> list[int]:
    """Return the lines of a module that call print()."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def imported_by(source: str) -> set[str]:
    """Return the full names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def apps() -> list[Path]:
    """Return the folders of the apps in the wings."""
    return [path for wing in WINGS for path in sorted((SOURCE / wing).glob("*/")) if any(path.glob("*.py"))]


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tracked("*.py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = {shown(path): too_long(path.read_text(encoding="utf-8"), LONGEST_FUNCTION) for path in tracked("*.py")}
    assert {name: functions for name, functions in long.items() if functions} == {}


def test_no_template_is_longer_than_120_lines() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in tracked("*.html")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_TEMPLATE} == {}


def test_no_module_has_a_vague_name() -> None:
    named = [shown(path) for path in tracked("*.py") if VAGUE_NAMES & {path.stem, path.parent.name}]
    assert named == []


def test_nothing_uses_signals() -> None:
    users = [
        shown(path)
        for path in tracked("*.py")
        if SOURCE in path.parents
        and any(re.search(r"(^|\.)(signals|dispatch)(\.|$)", name) for name in imported_by(path.read_text("utf-8")))
    ]
    assert users == []


def test_nothing_in_the_product_prints() -> None:
    printing = {shown(path): prints_of(path.read_text("utf-8")) for path in tracked("*.py") if SOURCE in path.parents}
    assert {name: lines for name, lines in printing.items() if lines} == {}


def test_the_house_has_no_room_outside_the_plan() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert rooms <= ROOMS


def test_each_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in tracked("*.py") if SOURCE in path.parents}
    with_parents = {above for folder in folders for above in (folder, *folder.parents) if SOURCE in above.parents}
    assert [shown(folder) for folder in sorted(with_parents) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("app", apps(), ids=shown)
def test_an_app_holds_only_the_known_files(app: Path) -> None:
    folders = {path.name for path in app.iterdir() if path.is_dir() and path.name != "__pycache__"}
    modules = {path.stem for path in app.glob("*.py")}
    extras = APP_EXTRAS.get(app.relative_to(SOURCE).as_posix(), set())
    assert (modules | folders) - APP_MODULES - APP_FOLDERS - extras == set()


def requirement_name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


def direct_dependencies() -> set[str]:
    """Return the names in pyproject.toml and frontend/package.json."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))
    more = {**project["project"]["optional-dependencies"], **project["dependency-groups"]}
    listed = chain(project["project"]["dependencies"], *more.values())
    return {requirement_name(entry) for entry in listed} | set(package["dependencies"])


def explained_dependencies() -> set[str]:
    """Return the names that begin a row of a table in docs/dependencies.md, if the row gives a reason."""
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    return set(re.findall(r"(?m)^\| `([^`]+)` \| \S[^|]{9,}\|", text))


def test_each_dependency_has_a_reason_and_each_reason_a_dependency() -> None:
    assert explained_dependencies() == direct_dependencies()


def test_there_are_at_most_thirty_dependencies_to_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert len(project["project"]["dependencies"]) <= 30


@pytest.mark.parametrize("lock", ["run", "postgres", "test", "node"])
def test_each_requirement_of_a_lock_is_pinned_with_a_hash(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert entries
    assert [line for line in entries if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_the_locks_agree_on_versions() -> None:
    def versions(lock: str) -> set[str]:
        text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"(?m)^([\w.-]+==\S+)", text))

    assert versions("run") <= versions("test")
    assert versions("run") <= versions("postgres")


def test_the_checks_see_what_they_look_for() -> None:
    long = "def f() -> None:\n" + "    x = 1\n" * 50
    assert too_long(long, 50) == ["f: 51 lines"]
    assert too_long(long, 51) == []
    assert prints_of("a = 1\nprint(a)\n") == [2]
    assert "django.db.models.signals" in imported_by("from django.db.models import signals")
