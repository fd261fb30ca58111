"""`tutela outbox`: what waits, and a round of sending by hand; and the threads that do it beside the pages."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from tests.outbox.scene import chosen
from tests.people import People
from tutela.cli import main, serving
from tutela.know.alerts.commands.notices import send_test
from tutela.ledger.models import Message
from tutela.ledger.outbox import Channel


@pytest.fixture
def run(people: People, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs `tutela` and returns its exit code and what it printed."""
    monkeypatch.setitem(main.SUBCOMMANDS, "outbox", "tutela.cli.outbox:outbox")

    def run_tutela(*words: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["tutela", *words])
        code = 0
        try:
            main.main(words)
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out + told.err

    chosen(people.in_charge, people, "mail", "sms")
    send_test(actor=people.in_charge.actor, clock=people.clock)
    # The command line goes by the computer's own clock.
    from tutela.kernel.clock import SYSTEM_CLOCK
    from tutela.ledger.command import maintenance

    with maintenance("a test"):
        Message.objects.update(due_at=SYSTEM_CLOCK.now())
    return run_tutela


STATUS = ("outbox", "status", "--mission", "orvane", "--as", "poc-adviser")


def test_status_counts_and_says_that_something_cannot_leave(run: Any) -> None:
    code, told = run(*STATUS)
    assert code == 1
    assert "mail: no mail server is set up" in told
    assert "mail     waiting         1" in told
    assert "mission.example" not in told


def test_status_is_told_to_machines_as_json(run: Any) -> None:
    code, told = run(*STATUS, "--json")
    facts = json.loads(told)
    assert (code, facts["ways"]) == (1, {"mail": "mail_not_set_up", "sms": "sms_not_set_up"})
    assert [(row["channel"], row["state"], row["count"]) for row in facts["messages"]] == [
        ("mail", "waiting", 1), ("sms", "waiting", 1),
    ]  # fmt: skip


def test_status_is_for_who_may_read_the_outbox(run: Any, people: People) -> None:
    code, told = run("outbox", "status", "--mission", "orvane", "--as", people.colleague.post.slug)
    assert code == 2
    assert "does not carry the permission" in told


def test_a_round_by_hand_sends_what_is_due(run: Any, settings: Any, tmp_path: Any) -> None:
    settings.TUTELA_DEMO, settings.HOME = True, tmp_path
    assert run("outbox", "send", "--channel", "sms") == (0, "sms: 1 sent\n")
    assert run("outbox", "send") == (0, "mail: 1 sent\nsms: 0 sent\n")
    assert run(*STATUS)[0] == 0


def test_each_channel_and_the_reminders_have_a_thread_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[Any, tuple[Any, ...]]] = []

    class Thread:
        def __init__(self, target: Any, args: tuple[Any, ...] = (), daemon: bool = False) -> None:
            assert daemon
            self.what = (target, args)

        def start(self) -> None:
            started.append(self.what)

    monkeypatch.setattr(threading, "Thread", Thread)
    serving.start_delivery()
    assert (serving._deliver_for_ever, ()) in started
    assert (serving._remind_for_ever, ()) in started
    assert [args[0] for target, args in started if target is serving._send_for_ever] == list(Channel)


def test_sending_goes_on_after_a_failure_whose_words_stay_out_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rounds: list[int] = []

    def fail(_sender: object) -> int:
        rounds.append(1)
        if len(rounds) == 3:
            raise SystemExit
        raise ValueError("Failing row contains (duty@mission.example).")

    monkeypatch.setattr("tutela.exchange.sending.sender.Sender.round", fail)
    monkeypatch.setattr(serving, "SENDING_SECONDS", 0)
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)
    with pytest.raises(SystemExit):
        serving._send_for_ever(Channel.MAIL)
    assert caplog.messages == ["A round of sending by mail failed (ValueError); it is tried again."] * 2
    assert "mission.example" not in caplog.text
