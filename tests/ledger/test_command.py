"""The command wrapper: permission, work and entry stand or fall together."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.ledger import sample
from tests.people import MISSION, People
from tutela.access.rules import narrowed
from tutela.kernel.clock import SetClock, instant
from tutela.kernel.refusals import Invalid, NotAllowed
from tutela.ledger.guard import now_writing
from tutela.ledger.models import Entry, Head
from tutela.ledger.queries import ledger_head, missions_with_entries, verify
from tutela.mission.models import Partner


def entries() -> int:
    return Entry.objects.count()


def test_it_returns_the_bare_result(people: People) -> None:
    assert sample.note(actor=people.in_charge.actor, clock=people.clock, name="Ada") == "Ada"


def test_it_writes_one_entry_for_each_event(people: People) -> None:
    before = ledger_head(MISSION)
    sample.note(actor=people.in_charge.actor, clock=people.clock, name="Ada", times=3)
    after = ledger_head(MISSION)
    assert after.sequence == before.sequence + 3
    newest = list(Entry.objects.filter(mission=MISSION).order_by("sequence"))[-3:]
    assert [entry.subject for entry in newest] == ["partner:Ada 0", "partner:Ada 1", "partner:Ada 2"]
    assert newest[0].previous_hash == before.hash
    assert newest[-1].hash == after.hash


def test_it_records_the_post_and_never_the_persons_name(people: People) -> None:
    actor = people.in_charge.actor
    sample.note(actor=actor, clock=people.clock, name="Ada")
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert (entry.post, entry.label, entry.person) == (actor.post, actor.label, str(actor.person))
    row = " ".join(str(value) for value in vars(entry).values())
    assert actor.person_name
    assert actor.person_name not in row


def test_it_gives_rows_and_entry_one_moment(people: People) -> None:
    class Running(SetClock):
        def now(self) -> datetime:
            self.advance(timedelta(seconds=1))
            return super().now()

    sample.note(actor=people.in_charge.actor, clock=Running(people.clock.now()), name="Ada")
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert entry.recorded_at == entry.known_at == instant(people.clock.now() + timedelta(seconds=1))


def test_it_refuses_a_post_without_the_permission_and_writes_nothing(people: People) -> None:
    before = entries()
    powerless = narrowed(people.in_charge.actor, frozenset())
    with pytest.raises(NotAllowed):
        sample.note(actor=powerless, clock=people.clock, name="Ada")
    assert (entries(), Partner.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [(sample.write_then_refuse, Invalid), (sample.write_then_break, ZeroDivisionError)],
)
def test_a_refusal_or_a_fault_leaves_nothing(people: People, wrong: type, error: type[Exception]) -> None:
    before, head = entries(), ledger_head(MISSION)
    with pytest.raises(error):
        wrong(actor=people.in_charge.actor, clock=people.clock, name="Ada")
    assert (entries(), Partner.objects.count(), ledger_head(MISSION)) == (before, 0, head)
    assert now_writing() == ""


def test_it_writes_no_entry_when_everything_is_as_asked(people: People) -> None:
    before = entries()
    assert sample.change_nothing(actor=people.in_charge.actor, clock=people.clock) == "as it was"
    assert entries() == before


def test_a_command_in_a_command_is_refused(people: People) -> None:
    before = entries()
    with pytest.raises(RuntimeError, match="a command may not call another"):
        sample.call_another(actor=people.in_charge.actor, clock=people.clock)
    assert (entries(), Partner.objects.count()) == (before, 0)


def test_a_character_that_no_word_has_is_left_out_of_the_reason_on_both_stores(people: People) -> None:
    event = sample.happened("Ada", reason="They\x00 asked.")
    sample.tell(actor=people.in_charge.actor, clock=people.clock, event=event)
    assert Entry.objects.order_by("-pk").values_list("reason", flat=True)[0] == "They asked."


def test_it_cites_what_the_event_answers_and_what_it_adds(people: People) -> None:
    event = sample.happened("Ada", cites=("P28.1",), reason="They asked.")
    sample.tell(actor=people.in_charge.actor, clock=people.clock, event=event)
    entry = Entry.objects.filter(mission=MISSION).latest("sequence")
    assert (entry.cites, entry.reason) == ('["P27.1","P28.1"]', "They asked.")


def test_it_keeps_each_mission_in_its_own_chain(people: People) -> None:
    other = ledger_head("lithe")
    sample.note(actor=people.in_charge.actor, clock=people.clock, name="Ada")
    assert ledger_head("lithe") == other
    assert verify("lithe").is_intact
    assert verify(MISSION).is_intact


def test_a_mission_without_entries_has_no_ledger(people: People) -> None:
    from dataclasses import replace

    sample.change_nothing(actor=replace(people.in_charge.actor, mission="unheard"), clock=people.clock)
    assert Head.objects.filter(pk="unheard").exists()
    assert missions_with_entries() == ["lithe", MISSION]


def test_an_event_that_cannot_be_written_as_text_leaves_nothing(people: People) -> None:
    before = entries()
    event = sample.happened("Ada")
    object.__setattr__(event, "kind", people.clock.now())
    with pytest.raises(TypeError, match="convert datetime first"):
        sample.tell(actor=people.in_charge.actor, clock=people.clock, event=event)
    assert entries() == before
