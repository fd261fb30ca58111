"""Mails from the command line become alerts, and files that no alert came of are cleared away."""

from __future__ import annotations

import io
import json
import os
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Run
from tests.doors import samples
from tests.doors.mails import mail, with_file
from tutela.cli.serving import clear_files
from tutela.exchange.doors.files import StoredFileMissing, open_file, put_away
from tutela.kernel.clock import SYSTEM_CLOCK, SetClock
from tutela.know.alerts.models import Alert, Attachment

if TYPE_CHECKING:
    from tests.people import People

MISSION = "orvane"
AS = ("--mission", MISSION, "--as", "poc-adviser")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "one.eml"
    path.write_bytes(mail().as_bytes())
    return path


def test_a_mail_becomes_an_alert_once(run: Run, people: People, saved: Path) -> None:
    first = json.loads(run("alerts", "mail", str(saved), *AS, "--json").out)["alerts"][0]
    again = run("alerts", "mail", str(saved), *AS)
    assert first == {"alert": Alert.objects.get().reference, "again": False, "refused_files": 0}
    assert again.code == 0
    assert "was there already" in again.out
    assert Alert.objects.count() == 1


def test_a_mail_server_may_pipe_one_in(run: Run, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(mail().as_bytes())))
    ran = run("alerts", "mail", "-", *AS)
    assert ran.code == 0
    assert ran.out.split() == [Alert.objects.get().reference]


def test_what_is_no_mail_is_refused_and_keeps_what_went_before(
    run: Run, people: People, saved: Path, tmp_path: Path
) -> None:
    rubbish = tmp_path / "rubbish.eml"
    rubbish.write_bytes(b"\x00\x01\x02")
    assert run("alerts", "mail", str(saved), str(rubbish), *AS).code == 2
    assert Alert.objects.count() == 1


def test_files_of_no_alert_are_cleared_away_after_a_day(
    run: Run, people: People, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept"
    path = tmp_path / "two.eml"
    path.write_bytes(with_file(mail(), samples.photo()).as_bytes())
    run("alerts", "mail", str(path), *AS)
    kept = Attachment.objects.get().key
    left = put_away([b"Words that no report came with."], mission=MISSION, submission_key="none").files[0].key
    days_ago = (SYSTEM_CLOCK.now() - timedelta(days=3)).timestamp()
    for file in (tmp_path / "kept").rglob("*"):
        os.utime(file, (days_ago, days_ago))
    assert clear_files(SetClock(SYSTEM_CLOCK.now())) == 1
    open_file(MISSION, kept)
    with pytest.raises(StoredFileMissing):
        open_file(MISSION, left)
