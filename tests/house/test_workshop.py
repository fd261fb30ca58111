"""Every command exists under both names, and says what to do when it cannot go on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import dev

ROOT = Path(__file__).resolve().parents[2]


def test_make_offers_what_the_workshop_offers() -> None:
    (line,) = re.findall(r"(?m)^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(line.split()) == {*dev.COMMANDS, "help"}


def test_make_passes_the_name_on() -> None:
    # Under `make test` a make inside tells where it works; what is passed on is the same.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    asked = ["make", "-n", "PYTHON=py", "types"]
    shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, env=alone)
    assert shown.stdout.splitlines()[-1] == "py tools/dev.py types"


def test_it_starts_without_any_installed_package() -> None:
    bare = [sys.executable, "-I", "-S", str(ROOT / "tools" / "dev.py"), "help"]
    shown = subprocess.run(bare, capture_output=True, text=True, check=True)
    assert all(name in shown.stdout for name in dev.COMMANDS)


def test_it_refuses_an_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["no-such-command"]) == 2
    assert "screens" in capsys.readouterr().out


def test_it_says_in_one_line_why_it_stops(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert dev.main(["lock"]) == 1
    assert capsys.readouterr().err.startswith("[tutela] Locking needs uv")


def test_it_fails_when_a_program_fails() -> None:
    with pytest.raises(dev.Stop, match="ended with code 3"):
        dev.run(sys.executable, "-c", "raise SystemExit(3)")


def test_a_changed_lock_is_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyvenv.cfg", "run.txt", "pyproject.toml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    for name in ("VENV", "REQUIREMENTS", "ROOT"):
        monkeypatch.setattr(dev, name, tmp_path)
    before = dev.stamp_of("run")
    assert dev.stamp_of("run") == before
    (tmp_path / "run.txt").write_text("two", encoding="utf-8")
    assert dev.stamp_of("run") != before


def test_ci_runs_each_check_that_must_hold() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    called = set(re.findall(r"make ([a-z-]+)$", script, flags=re.MULTILINE))
    assert {"test", "test-postgresql", "lint", "types", "imports", "migrations", "guard"} <= called
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def run_ci_with(tmp_path: Path, failing: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of .ci/run whose programs only say what they were asked, and fail for one word."""
    for name in ("make", "python3"):
        stub = tmp_path / name
        stub.write_text(f'#!/bin/sh\ncase " $* " in *" {failing} "*) exit 1;; esac\n', encoding="utf-8")
        stub.chmod(0o755)
    (tmp_path / ".ci").mkdir()
    script = shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    path = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(["bash", script], env=path, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("failing", ["test", "test-postgresql", "lint", "types", "guard", "messages"])
def test_ci_fails_if_one_step_fails_and_runs_the_others(tmp_path: Path, failing: str) -> None:
    ended = run_ci_with(tmp_path, failing)
    assert ended.returncode == 1
    assert ended.stdout.count("FAILED") == 1
    assert ended.stdout.count("\npassed") == 7


def test_ci_passes_if_all_steps_pass(tmp_path: Path) -> None:
    ended = run_ci_with(tmp_path, "nothing")
    assert ended.returncode == 0
    assert ended.stdout.endswith("All 8 steps passed.\n")
