"""Running the command line in the test's own process and store."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from tutela.cli.main import main


class Ran(NamedTuple):
    """How a command ended: its exit code, what it printed, and what it complained of."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `tutela` with the given words."""

    def run_tutela(*words: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["tutela", *words])
        code = 0
        try:
            main(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return Ran(code, told.out, told.err)

    return run_tutela
