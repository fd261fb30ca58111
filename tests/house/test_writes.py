"""Only commands, handlers and the ledger write, and only queries and they read tables: held by reading the source.

The guard at the database (tests/ledger/test_guard.py) refuses a stray write when it happens; this test finds it before.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "tutela"
WRITES = {
    "abulk_create", "acreate", "adelete", "asave", "bulk_create", "bulk_update", "create", "delete", "get_or_create",
    "save", "update_or_create", "_raw_delete",
}  # fmt: skip
TRANSACTIONS = {"atomic", "cursor", "executescript", "maintenance", "raw", "savepoint", "set_autocommit", "writing"}
MANAGERS = {"objects", "_base_manager", "_default_manager"}

# Where a write may stand: the modules of these names, the ledger that carries it all, and schema steps.
WRITERS = {"commands", "handlers"}
READERS = WRITERS | {"queries", "models"}
WHOLE_ROOMS = {"ledger"}
# Beyond that, each with its reason.
EXCEPTIONS: dict[str, set[str]] = {
    # A Word document is saved into memory, and a form's field tells its raw text: neither is a table.
    "web/components/documents/docx.py": {"word.save()"},
    "web/components/filters.py": {"one.raw()"},
    # A photo is drawn again into memory: no table.
    "exchange/doors/files/pictures.py": {"picture.save()"},
}
# Queries of the mission that have files of their own beside `queries`; they read and never write.
QUERY_FILES = {"mission/geography.py", "mission/staffing.py", "mission/standing.py"}


def is_part_of(path: Path, names: set[str]) -> bool:
    """Return whether a module has one of the names, or lies in a package that has."""
    inside = path.relative_to(SOURCE)
    return bool(({*inside.parts[:-1], path.stem}) & names) or inside.parts[0] in WHOLE_ROOMS


def may_read(path: Path) -> bool:
    return is_part_of(path, READERS) or shown(path) in QUERY_FILES


def receiver(node: ast.expr) -> str:
    """Return the source of what a method is called on."""
    return ast.unparse(node)


def writes_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of each call that writes, opens a transaction, or opens the guard."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        on = receiver(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        changes_rows = name in {"update", "aupdate"} and any(f".{manager}" in on for manager in MANAGERS)
        if (name in WRITES and on) or name in TRANSACTIONS or changes_rows:
            yield node.lineno, f"{on}.{name}()"


def reads_in(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of each use of a table's manager."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield node.lineno, ast.unparse(node)


def modules() -> list[Path]:
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def shown(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def found_in(path: Path, calls: Iterator[tuple[int, str]]) -> list[str]:
    allowed = EXCEPTIONS.get(shown(path), set())
    return [f"{shown(path)}:{line} {words}" for line, words in calls if words not in allowed]


@pytest.mark.parametrize("path", [path for path in modules() if not is_part_of(path, WRITERS)], ids=shown)
def test_it_does_not_write(path: Path) -> None:
    assert found_in(path, writes_in(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", [path for path in modules() if not may_read(path)], ids=shown)
def test_it_reads_no_table_by_itself(path: Path) -> None:
    assert found_in(path, reads_in(path.read_text(encoding="utf-8"))) == []


def test_no_exception_is_left_over() -> None:
    used = {
        shown(path): {words for _line, words in (*writes_in(text), *reads_in(text))}
        for path in modules()
        for text in [path.read_text(encoding="utf-8")]
    }
    assert [(name, words) for name, calls in EXCEPTIONS.items() for words in calls - used.get(name, set())] == []


@pytest.mark.parametrize(
    "source",
    [
        "area.save()",
        "Area.objects.create(name='x')",
        "Area.objects.filter(pk=1).update(name='x')",
        "rows.delete()",
        "with transaction.atomic(): pass",
        "with atomic(): pass",
        "connection.cursor().execute('x')",
        "with writing('a page'): pass",
        "Area.objects.bulk_create([])",
    ],
)
def test_the_check_sees_a_write(source: str) -> None:
    assert list(writes_in(source))


@pytest.mark.parametrize("source", ["known.update(more)", "save()", "x = create", "rows.filter(a=1)"])
def test_the_check_leaves_other_calls_alone(source: str) -> None:
    assert not list(writes_in(source))


def test_the_check_sees_a_read() -> None:
    assert [words for _line, words in reads_in("rows = Area.objects.filter(pk=1)")] == ["Area.objects"]
