"""The lock guard finds each thing that it is there to find, and nothing in a clean file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools import lockguard

DASHES = "-" * 2
PYTHON_HOST = "py" + "pi.org"
NPM_HOST = "registry.npm" + "js.org"


def found(path: str, text: str) -> list[str]:
    return [fault.what for fault in lockguard.faults_in(path, text)]


@pytest.mark.parametrize(
    ("path", "text", "what"),
    [
        ("requirements/run.txt", f"{DASHES}index-url x", "an index option"),
        ("requirements/run.txt", f"{DASHES}extra-index-url x", "an index option"),
        ("Makefile", f"pip install {DASHES}find-links wheels", "an index option"),
        ("requirements/run.txt", "-i somewhere", "an index option"),
        ("uv.toml", 'index-url = "x"', "an index option"),
        ("frontend/.npmrc", "registry=x", "an index option"),
        ("pyproject.toml", "[[tool.uv.index]]", "an index table"),
        ("requirements/run.txt", "django @ file:///wheels/django.whl", "a `file:` address"),
        ("frontend/package-lock.json", '"version": "file:../x"', "a `file:` address"),
        ("requirements/run.txt", "django @ https://example.org/django.whl", "a download address"),
        ("requirements/run.txt", "django @ git+ssh://example.org/django", "a download address"),
        ("frontend/package-lock.json", '"resolved": "x"', "a `resolved` or `registry` key"),
        ("uv.lock", 'source = { registry = "x" }', "a `resolved` or `registry` key"),
        ("README.md", f"See https://{PYTHON_HOST}/simple", "a package-registry host"),
        ("docs/a.md", f"https://{NPM_HOST}/x", "a package-registry host"),
        ("static/htmx.min.js", "", "a minified file"),
        ("static/style.min.css", "", "a minified file"),
        ("static/bundle.js", "x" * 2001, "a minified file"),
    ],
)
def test_it_catches(path: str, text: str, what: str) -> None:
    assert what in found(path, f"first line\n{text}\n")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "requirements/run.txt",
            "django==5.2.19 \\\n    --hash=sha256:ab\n    # via tutela (pyproject.toml)",
        ),
        ("frontend/package-lock.json", '"integrity": "sha512-x"\n"funding": {"url": "https://example.org"}'),
        ("frontend/.npmrc", "omit-lockfile-registry-resolved=true"),
        ("src/tutela/a.py", "registry = {}\nindex = 1\nresolved: bool = True"),
        ("static/map.js", "const resolved = 1;"),
    ],
)
def test_it_lets_pass(path: str, text: str) -> None:
    assert found(path, text) == []


def test_it_says_where_a_fault_is() -> None:
    (fault,) = lockguard.faults_in("uv.lock", 'a\nb\nregistry = "x"\n')
    assert str(fault) == "uv.lock:3: a `resolved` or `registry` key"


def test_it_reads_new_files_but_not_ignored_ones(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("kept-out.txt\n", encoding="utf-8")
    (tmp_path / "kept-out.txt").write_text(PYTHON_HOST, encoding="utf-8")
    (tmp_path / "notes.txt").write_text(PYTHON_HOST, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff")
    faults = list(lockguard.faults_of(tmp_path, lockguard.tracked_files(tmp_path)))
    assert [fault.path for fault in faults] == ["notes.txt"]


def test_the_repository_is_clean() -> None:
    assert list(lockguard.faults_of(lockguard.ROOT, lockguard.tracked_files(lockguard.ROOT))) == []
