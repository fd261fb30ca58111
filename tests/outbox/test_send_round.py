"""A round of the worker: sends what is due, remembers what it sent, waits out an outage, goes on after a fault."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from tests.alerts.scene import told
from tests.outbox.scene import Remembering, a_sender, chosen, delivered, later
from tests.people import MISSION, People
from tutela.exchange.sending import sender as module
from tutela.exchange.sending.sender import Sender
from tutela.exchange.sending.transports import NotSent, Parcel
from tutela.know.alerts.commands.notices import send_test
from tutela.ledger.models import Entry, Message
from tutela.ledger.outbox import Channel


@pytest.fixture
def waiting(people: People) -> People:
    """Two alerts, each told to one person by mail."""
    chosen(people.colleague, people, "mail")
    told(people, "r-1")
    told(people, "r-2", timing="over")
    delivered(people)
    return people


def states() -> list[str]:
    return list(Message.objects.order_by("number").values_list("state", flat=True))


def down(_parcel: Parcel) -> None:
    raise NotSent("gateway_timeout", is_outage=True)


def test_it_sends_each_message_once_with_its_words(waiting: People) -> None:
    way = Remembering()
    worker = a_sender(waiting, way)
    assert (worker.round(), worker.round()) == (2, 0)
    assert states() == ["sent", "sent"]
    assert [parcel.to for parcel in way.parcels] == ["head-of-field-office@mission.example"] * 2
    assert way.parcels[0].text.startswith("How urgent: Immediate")
    assert len({parcel.key for parcel in way.parcels}) == 2


def test_a_message_has_the_same_key_at_every_try(waiting: People) -> None:
    keys: list[str] = []

    def fail_first(parcel: Parcel) -> None:
        keys.append(parcel.key)
        if keys.count(parcel.key) == 1:
            raise NotSent("mail_refused:451")

    worker = a_sender(waiting, Remembering(fail=fail_first))
    worker.round()
    later(waiting, seconds=15)
    assert worker.round() == 2
    assert sorted(keys[:2]) == sorted(keys[2:])


def test_an_outage_holds_up_all_for_a_moment_and_loses_none(waiting: People) -> None:
    way = Remembering(fail=down)
    worker = a_sender(waiting, way)
    assert worker.round() == 0
    way.fail = None
    later(waiting, seconds=14)
    assert worker.round() == 0
    later(waiting, seconds=1)
    assert worker.round() == 2
    assert states() == ["sent", "sent"]


def test_one_message_that_cannot_be_sent_does_not_hold_up_the_others(waiting: People) -> None:
    seen: list[str] = []

    def fail(parcel: Parcel) -> None:
        seen.append(parcel.reference)
        if parcel.reference == "M-000001":
            raise ZeroDivisionError("a fault with an address in its words")

    assert a_sender(waiting, Remembering(fail=fail)).round() == 1
    assert states() == ["waiting", "sent"]
    assert Message.objects.get(number=1).last_error == "unexpected:ZeroDivisionError"


def test_what_cannot_be_sent_in_its_time_expires(waiting: People) -> None:
    worker = a_sender(waiting, Remembering(fail=down))
    worker.round()
    later(waiting, hours=25)
    worker.round()
    assert states() == ["expired", "expired"]
    events = Entry.objects.filter(event="exchange.message_cancelled").count()
    assert events == 2


def test_without_a_way_out_messages_wait_and_no_try_is_counted(waiting: People) -> None:
    assert Sender(Channel.MAIL, waiting.clock).round() == 0
    assert set(Message.objects.values_list("state", "attempts")) == {("waiting", 0)}


def test_when_the_store_goes_away_after_sending_nothing_is_sent_again(
    waiting: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tutela.exchange.sending.commands import record_sending as real

    way, calls = Remembering(), []

    def away(**asked: Any) -> object:
        calls.append(asked)
        if len(calls) == 1:
            raise OperationalError("the store is being restarted")
        return real(**asked)

    monkeypatch.setattr(module, "record_sending", away)
    worker = a_sender(waiting, way)
    with pytest.raises(OperationalError):
        worker.round()
    worker.round()
    assert states() == ["sent", "sent"]
    assert len(way.parcels) == 2


def test_what_a_worker_took_and_never_ended_is_taken_up_by_the_next(waiting: People) -> None:
    def die(_parcel: Parcel) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        a_sender(waiting, Remembering(fail=die)).round()
    way = Remembering()
    assert a_sender(waiting, way).round() == 0
    later(waiting, minutes=2)
    assert a_sender(waiting, way).round() == 2
    assert set(Message.objects.values_list("attempts", flat=True)) == {2}


def test_it_tells_the_log_neither_address_nor_words(waiting: People, caplog: pytest.LogCaptureFixture) -> None:
    def fail(parcel: Parcel) -> None:
        raise NotSent("gateway_status:500", is_outage=True)

    a_sender(waiting, Remembering(fail=fail)).round()
    assert caplog.messages[0] == "Nothing leaves by mail for now: gateway_status:500."
    assert "mission.example" not in caplog.text
    assert "A-0000" not in caplog.text


def test_an_exercise_writes_into_a_folder_and_never_to_a_server(people: People, settings: Any, tmp_path: Any) -> None:
    settings.TUTELA_DEMO, settings.HOME = True, tmp_path
    chosen(people.colleague, people, "mail", "sms")
    send_test(actor=people.colleague.actor, clock=people.clock)
    assert [Sender(channel, people.clock).round() for channel in Channel] == [1, 1]
    mail, text = sorted((tmp_path / "outbox").iterdir(), key=lambda path: path.suffix)
    assert "This is a test" in mail.read_text()
    assert text.read_text().startswith("To: head-of-field-office\n")
    assert "+243" not in text.read_text()
    assert mail.stat().st_mode & 0o077 == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_mission_that_is_an_exercise_gets_no_real_way_out(people: People, settings: Any, tmp_path: Any) -> None:
    from tutela.ledger.command import maintenance
    from tutela.mission.models import Mission

    settings.HOME, settings.TUTELA_SMS_URL = tmp_path, "http://127.0.0.1:9/send"
    with maintenance("a test"):
        Mission.objects.filter(pk=MISSION).update(is_exercise=True)
    chosen(people.colleague, people, "sms")
    send_test(actor=people.colleague.actor, clock=people.clock)
    assert Sender(Channel.SMS, people.clock).round() == 1
    assert len(list((tmp_path / "outbox").iterdir())) == 1


def test_a_full_disk_is_an_outage_and_not_the_end(people: People, settings: Any, tmp_path: Any) -> None:
    blocked = tmp_path / "outbox"
    blocked.write_text("in the way")
    settings.TUTELA_DEMO, settings.HOME = True, tmp_path
    chosen(people.colleague, people, "sms")
    send_test(actor=people.colleague.actor, clock=people.clock)
    worker = Sender(Channel.SMS, people.clock)
    assert worker.round() == 0
    assert Message.objects.get().last_error == "folder_not_writable"
    blocked.unlink()
    later(people, seconds=timedelta(seconds=15).seconds)
    assert worker.round() == 1
