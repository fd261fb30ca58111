"""Two real missions from real files by the command line alone: every count agrees with the files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import real_data


@pytest.mark.shared_data
def test_every_count_of_both_missions_agrees_with_the_files(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert real_data.main(["--data", str(shared_data), "--out", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    agreed = re.findall(r"(\d+) of (\d+) counts agree", said)
    assert len(agreed) == 2
    assert all(some == all_of and int(all_of) > 50 for some, all_of in agreed)
    assert len(list(tmp_path.glob("*.pdf"))) == len(list(tmp_path.glob("*.docx"))) == 4


def test_it_says_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert real_data.main(["--data", str(tmp_path)]) == 2
    assert "NO REAL DATA" in capsys.readouterr().err
