"""How alerts reach the desk of the exercise, and what the posts do about each: one command call a step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from tutela.access.rules import Actor
from tutela.demo.alerts import Call, words
from tutela.demo.country import Country
from tutela.demo.people import OFFICE_SECTORS
from tutela.demo.randomness import stream, weighted
from tutela.demo.scenario.reporting import SOURCE
from tutela.demo.scenario.steps import Step
from tutela.exchange.doors import take_in
from tutela.kernel.clock import Clock
from tutela.know.alerts import commands as desk
from tutela.know.alerts.queries import Alert, alerts_of_submission
from tutela.know.alerts.rules.report import Report, rooms_of
from tutela.know.incidents.commands import link_alert
from tutela.know.incidents.queries import incidents
from tutela.know.sources.rules import Identity, SourceFacts

JOC, WOMEN, CHILDREN = "joc-duty", "womens-protection", "child-protection"
SPECIALISTS = {"sexual_violence": WOMEN, "child_protection": CHILDREN}
RESPONSES = (
    (("mission_force", "physical", "armed"), 0.5),
    (("mission_civilian", "dialogue", "political"), 0.2),
    (("mission_police", "physical", "unarmed"), 0.08),
    (("state_forces", "physical", "armed"), 0.12),
    (("community", "environment", "advice"), 0.1),
)
RESULTS = (("prevented", 0.34), ("reduced", 0.22), ("stopped", 0.12), ("no_effect", 0.12), ("too_late", 0.2))
WHY_NOT = (("means", 0.3), ("access", 0.3), ("not_needed", 0.2), ("mandate_reading", 0.1),
           ("host_state_obstruction", 0.1))  # fmt: skip

Work = Callable[[Actor, Clock, Alert], object]


@dataclass(frozen=True, slots=True)
class Line:
    """What happens to one call: who works on it, when it came in, and chance of its own."""

    call: Call
    post: str
    rng: Random

    def step(self, minutes: float, work: Work, by: str = "") -> Step:
        """Return a step some minutes after the call came in; it does nothing where the alert is not there any more."""
        at = self.call.at + timedelta(minutes=minutes)
        return Step(at, by or self.post, partial(_worked, self.call.key, work))


def alarms(country: Country, calls: Sequence[Call], seed: int, end: datetime) -> Iterator[Step]:
    """The steps of all calls: each taken in, then worked on as far as time allows."""
    for number, call in enumerate(calls):
        rng = stream(seed, "alert work", call.key)
        yield Step(call.at, receiver(call), partial(_receive, country, call))
        line = Line(call, worker(call), rng)
        for step in _work(line, number):
            if step.at < end:
                yield step


def receiver(call: Call) -> str:
    """Return who takes a call in: the liaison assistant of the place, or the operations centre for its own lines."""
    return JOC if call.channel == "sms" else f"cla-{call.office}"


def worker(call: Call) -> str:
    """Return who works on a call: the specialist of a closed room, else the field office."""
    room = rooms_of(_report(call))[-1]
    return SPECIALISTS.get(room, f"field-office-{call.office}")


def _report(call: Call) -> Report:
    longitude, latitude = call.point
    return Report(
        channel=call.channel, submission_key=f"exercise-{call.key}", text=call.text, language=call.language,
        what=(call.what,), timing=call.timing, told_at=call.told_at, occurred_at=call.told_at,
        occurred_precision="hour", place_name=call.place.name, latitude=latitude, longitude=longitude,
        place_precision=call.precision, people_at_risk=call.people, actor_name=call.actor,
        information_grade=3,
    )  # fmt: skip


def _receive(country: Country, call: Call, actor: Actor, clock: Clock) -> object:
    area = country.districts[call.place.district].pcode
    return take_in(actor=actor, clock=clock, report=_report(call), source=_caller(call, area))


def _caller(call: Call, area: str) -> SourceFacts | None:
    """Return who called; the same person keeps the same number, and a tenth of them do not want to be called back."""
    if call.caller is None:
        return None
    people = words()["people"]
    identity = Identity(name=people["names"][call.caller], phone=people["phone"].format(number=1000 + call.caller))
    consents = () if call.caller == 0 else ("contact_back", "share_within_mission")
    kinds = ("network_focal_point", "community_member", "local_leader")
    grade = "BBCCDFFFFF"[call.caller]
    risk = ("low", "moderate", "high")[call.caller % 3]
    return SourceFacts(
        kind=kinds[call.caller % 3], reliability=grade, language=call.language, area_code=area, risk=risk,
        identity=identity, consents=consents,
    )  # fmt: skip


def _worked(key: str, work: Work, actor: Actor, clock: Clock) -> object:
    row = _alert(key, actor)
    return None if row is None or not row.is_open else work(actor, clock, row)


def _alert(key: str, actor: Actor) -> Alert | None:
    return alerts_of_submission(actor, f"exercise-{key}").first()


def _work(line: Line, number: int) -> Iterator[Step]:
    if line.call.fate == "open":
        yield from _begun(line, number)
        return
    if line.call.fate == "merged":
        yield line.step(line.rng.uniform(3, 12), partial(_merge, line.call.twin, _said(line, "merged")))
        return
    yield line.step(line.rng.uniform(1, 38), _acknowledge)
    if line.rng.random() < 0.3:
        yield line.step(42, partial(_note, _said(line, "more")))
    yield from {"answered": _answered, "unanswered": _unanswered, "aside": _aside}[line.call.fate](line)


def _begun(line: Line, number: int) -> Iterator[Step]:
    """An alert that is still open at the end: the older it is, the further it has come."""
    if number % 5 == 4:
        return
    yield line.step(line.rng.uniform(2, 25), _acknowledge)
    if number % 7 == 3:
        neighbour = "field-office-south" if line.post != "field-office-south" else "field-office-west"
        yield line.step(31, partial(_offer, neighbour, _said(line, "offered")))
    if number % 6 == 1:
        yield line.step(36, partial(_escalate, _said(line, "escalated")))
    if number % 3 == 0:
        yield line.step(45, partial(_verify, "probable", 3, _said(line, "probable")))
    if number % 4 == 0:
        yield line.step(55, partial(_respond, RESPONSES[0][0]))
        yield line.step(70, partial(_advance, "ordered", ""))


def _answered(line: Line) -> Iterator[Step]:
    rng, response = line.rng, weighted(line.rng, RESPONSES)
    decided = rng.uniform(15, 240)
    yield line.step(decided, partial(_respond, response))
    moved = decided + rng.uniform(10, 120)
    yield line.step(decided + rng.uniform(1, 9), partial(_advance, "ordered", ""))
    yield line.step(moved, partial(_advance, "moved", ""))
    arrived = moved + rng.uniform(30, 300)
    yield line.step(arrived, partial(_advance, "arrived", ""))
    outcome = weighted(rng, (("confirmed", 0.55), ("probable", 0.3), ("not_verifiable", 0.15)))
    grade = {"confirmed": 1, "probable": 3, "not_verifiable": 6}[outcome]
    yield line.step(arrived + 5, partial(_verify, outcome, grade, _said(line, outcome)))
    ended = arrived + rng.uniform(40, 600)
    yield line.step(ended, partial(_advance, "ended", weighted(rng, RESULTS)))
    if rng.random() < 0.78:
        yield line.step(ended + rng.uniform(30, 2000), partial(_tell, _told(line)))
    if line.call.incident:
        yield Step(line.call.at + timedelta(days=4), line.post, partial(_link, line.call))
    if rng.random() < 0.93:
        yield line.step(ended + 2500, partial(_close, weighted(rng, RESULTS)))


def _unanswered(line: Line) -> Iterator[Step]:
    rng, why = line.rng, weighted(line.rng, WHY_NOT)
    yield line.step(rng.uniform(40, 400), partial(_none, why, _said(line, why)))
    outcome = weighted(rng, (("not_verifiable", 0.6), ("probable", 0.4)))
    yield line.step(rng.uniform(410, 900), partial(_verify, outcome, 5, _said(line, outcome)))
    if rng.random() < 0.5:
        yield line.step(rng.uniform(900, 3000), partial(_tell, _told(line)))
    yield line.step(4000, partial(_close, "unknown"))


def _aside(line: Line) -> Iterator[Step]:
    yield line.step(line.rng.uniform(60, 500), partial(_verify, "refuted", 5, _said(line, "refuted")))
    yield line.step(620, partial(_set_aside, _said(line, "refuted")))


def _said(line: Line, kind: str) -> str:
    said: str = line.rng.choice(words()["reasons"][kind])
    return said.format(count=line.rng.choice((8, 14, 25)), other=line.call.place.name)


def _told(line: Line) -> str:
    return _said(line, "told_fr" if line.call.language == "fr" else "told")


def _acknowledge(actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.acknowledge_alert(actor=actor, clock=clock, alert=row.reference)


def _note(text: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.add_note(actor=actor, clock=clock, alert=row.reference, kind="more", text=text)


def _merge(twin: str, reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    into = _alert(twin, actor)
    if into is None or into.state == "merged" or into.compartment != row.compartment:
        return None
    return desk.merge_alert(
        actor=actor, clock=clock, alert=row.reference, version=row.version, into=into.reference, reason=reason
    )


def _offer(post: str, reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    if row.compartment:
        return None
    return desk.offer_alert(
        actor=actor, clock=clock, alert=row.reference, version=row.version, to_post=post, reason=reason
    )


def _escalate(reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.escalate_alert(actor=actor, clock=clock, alert=row.reference, reason=reason)


def _verify(outcome: str, grade: int, reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.verify_allegation(
        actor=actor, clock=clock, alert=row.reference, version=row.version, number=1, outcome=outcome, grade=grade,
        reason=reason,
    )  # fmt: skip


def _respond(response: tuple[str, str, str], actor: Actor, clock: Clock, row: Alert) -> object:
    responder, tier, means = response
    return desk.decide_response(
        actor=actor, clock=clock, alert=row.reference, responder=responder, tier=tier, means=means
    )


def _advance(step: str, result: str, actor: Actor, clock: Clock, row: Alert) -> object:
    if row.decided_at is None or row.no_response:
        return None
    return desk.advance_response(actor=actor, clock=clock, alert=row.reference, number=1, step=step, result=result)


def _none(why: str, reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.decide_no_response(actor=actor, clock=clock, alert=row.reference, why=why, reason=reason)


def _tell(text: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.tell_community(actor=actor, clock=clock, alert=row.reference, means="call", text=text)


def _set_aside(reason: str, actor: Actor, clock: Clock, row: Alert) -> object:
    return desk.set_aside_alert(
        actor=actor, clock=clock, alert=row.reference, version=row.version, why="refuted", reason=reason
    )


def _close(result: str, actor: Actor, clock: Clock, row: Alert) -> object:
    if row.decided_at is None:
        return None
    return desk.close_alert(actor=actor, clock=clock, alert=row.reference, version=row.version, result=result)


def _link(call: Call, actor: Actor, clock: Clock) -> object:
    """Link an alert that told of an incident to its record, once somebody has recorded it."""
    row = _alert(call.key, actor)
    found = incidents(actor).filter(source=SOURCE, source_key=call.incident).first()
    if row is None or found is None or (row.compartment and found.compartment not in {"", row.compartment}):
        return None
    return link_alert(actor=actor, clock=clock, incident=found.reference, alert=row.reference)


def offices_of(country: Country) -> dict[str, str]:
    """Return the office of each sector, by the sector's P-code."""
    return {country.sectors[index].pcode: name for name, index in OFFICE_SECTORS.items()}
