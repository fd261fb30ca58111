"""A small world in which each record bears a word that stands nowhere else, so that a leak can be read off a page.

It is set up by the real commands, at the computer's own time, because pages ask for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.people import ELSEWHERE, MISSION, People, base, known_people

if TYPE_CHECKING:
    from tests.house.addresses import Records
    from tutela.access.rules import Actor
    from tutela.kernel.clock import SetClock

WEST, EAST = 20.5, 22.5


@dataclass(frozen=True, slots=True)
class Marked:
    """A record's word, where it lies and how closely it is kept."""

    word: str
    longitude: float = EAST
    sensitivity: int = 0
    act: str = "killing"
    compartment: str = ""
    mission: str = MISSION
    is_threat: bool = True


SEEN_BY_ALL = (Marked("Brenthorel"), Marked("Quillmarin", sensitivity=1))
# What the colleague in the east may not know of: the west, what is kept closer, closed compartments.
HIDDEN = (
    Marked("Zarquelind", longitude=WEST),
    Marked("Strixenovar", sensitivity=2),
    Marked("Vexolandry", act="sexual_violence", compartment="sexual_violence"),
    # A threat belongs to a closed compartment by its kind of violence, and none belongs to this one.
    Marked("Dornathiel", compartment="detention", is_threat=False),
)
ABROAD = Marked("Umbrelisk", mission=ELSEWHERE)


def everything(mission: str) -> Actor:
    """Return an actor who may do and know everything in a mission."""
    from tutela.access.permissions import Permission
    from tutela.access.rules import system_actor

    return system_actor("test", mission, frozenset(Permission))


def a_world() -> People:
    """Return the known people at the computer's own time, with a base in the east."""
    from tutela.kernel.clock import SYSTEM_CLOCK, SetClock
    from tutela.mission.commands import import_bases

    people = known_people(SetClock(SYSTEM_CLOCK.now() - timedelta(minutes=5)))
    import_bases(actor=people.in_charge.actor, clock=people.clock, bases=[base("gate", EAST)])
    return people


def record(marked: Marked, clock: SetClock) -> None:
    """Record an incident, and raise a threat, that bear the word."""
    from tutela.assess.threats.commands import raise_threat
    from tutela.assess.threats.rules.proposing import Nature
    from tutela.assess.threats.rules.register import ThreatFacts
    from tutela.know.incidents.commands import record_incident

    actor = everything(marked.mission)
    incident = record_incident(actor=actor, clock=clock, facts=_incident(marked, clock))
    if marked.is_threat and marked.sensitivity < 2:
        raise_alarm(marked, actor, clock, incident.reference)
    if marked.mission == MISSION and not marked.compartment:
        settle(marked, actor, clock)
    if not marked.is_threat:
        return
    facts = ThreatFacts(
        acts=(marked.act,),
        nature=Nature.ONGOING,
        actor_id=incident.actor_a_id,
        area_code=incident.area.code if incident.area else "",
        title=f"{marked.word} at risk",
        description=f"People of {marked.word} are afraid.",
        owner=f"{marked.word} office",
        sensitivity=marked.sensitivity,
    )
    threat = raise_threat(actor=actor, clock=clock, facts=facts, reason=f"{marked.word} asked.")
    decide(marked, actor, clock, threat.reference)


def raise_alarm(marked: Marked, actor: Actor, clock: SetClock, incident: str) -> None:
    """Take in an alert with the word from a source, work on it to the end, and link it to the incident.

    An alert has no sensitivity of its own choice: what is strictly confidential is no alert of the open desk.
    """
    from tutela.exchange.doors import take_in
    from tutela.know.alerts import commands as alerts
    from tutela.know.alerts.rules.report import Report
    from tutela.know.incidents.commands import link_alert
    from tutela.know.sources.rules import Identity, SourceFacts

    word = marked.word
    source = SourceFacts(area_code="", identity=Identity(name="Nobody that a page may name"))
    told = Report(
        channel="phone", submission_key=word, text=f"They come to {word}.", what=(marked.act,), timing="imminent",
        place_name=f"{word} wells", latitude=5.0, longitude=marked.longitude, place_precision=1,
        actor_name=f"{word} riders",
    )  # fmt: skip
    receipt = take_in(actor=actor, clock=clock, report=told, source=source)
    alert = receipt.reference
    alerts.add_note(actor=actor, clock=clock, alert=alert, kind="more", text=f"{word} is quiet now.")
    alerts.decide_response(
        actor=actor, clock=clock, alert=alert, responder="mission_force", tier="physical", means="armed",
        note=f"To {word}.",
    )  # fmt: skip
    alerts.tell_community(actor=actor, clock=clock, alert=alert, means="call", text=f"{word} was told.")
    link_alert(actor=actor, clock=clock, incident=incident, alert=alert)


def settle(marked: Marked, actor: Actor, clock: SetClock) -> None:
    """Put down a community with the word, in the east or the west."""
    from tutela.know.communities.commands import add_community
    from tutela.know.communities.rules import CommunityFacts

    facts = CommunityFacts(
        name=f"{marked.word} village",
        area_code="OV0101" if marked.longitude == WEST else "OV0201",
        note=f"{marked.word} road.",
        sensitivity=marked.sensitivity,
    )
    add_community(actor=actor, clock=clock, facts=facts, record_key=marked.word)


def decide(marked: Marked, actor: Actor, clock: SetClock, threat: str) -> None:
    """Record a decision in haste about a threat, and supply a part of what is owed, both with the word."""
    from tutela.act.decisions.commands import record_decision, supply_owed

    gate, reason = "shelter_inside_premises", f"{marked.word} is under fire."
    made = record_decision(actor=actor, clock=clock, gate=gate, about=threat, is_imminent=True, reason=reason)
    supply_owed(actor=actor, clock=clock, decision=made, ask="usg_consulted", evidence=f"{marked.word} cable")


def _incident(marked: Marked, clock: SetClock) -> Any:
    from tutela.know.incidents.rules import NOBODY, ActorName, IncidentFacts

    day = clock.now().date() - timedelta(days=3)
    return IncidentFacts(
        source="test", source_key=marked.word, occurred_from=day, occurred_to=day, date_precision=1, act=marked.act,
        attack="direct", attempted=False, one_sided=True, coding=(), actor_a=ActorName("Reed Front"), actor_b=NOBODY,
        latitude=5.0, longitude=marked.longitude, place_precision=1, place_name=f"{marked.word} wells",
        place_note=f"near {marked.word}", admin=(), deaths_low=1, deaths_best=1, deaths_high=1, civilians_coded=1,
        civilians_low=1, civilians_best=1, civilians_high=1, clarity=None, number_of_sources=None, status="",
        headline=f"{marked.word} attacked", narrative=f"They came to {marked.word} at dawn.", language="en",
        sensitivity=marked.sensitivity, compartment=marked.compartment,
    )  # fmt: skip


def records_of(mission: str) -> Records:
    """Return what can be asked for in a mission: every subject and entry of its ledger, and the people there are."""
    from tests.house.addresses import Records
    from tutela.access.models import Person, Post
    from tutela.ledger.models import Entry

    entries = Entry.objects.filter(mission=mission)
    subjects = tuple(sorted(set(entries.values_list("subject", flat=True))))
    sequences = tuple(entries.order_by("sequence").values_list("sequence", flat=True))
    people, posts = Person.objects.values_list("pk", flat=True), Post.objects.values_list("pk", flat=True)
    return Records(subjects, sequences, tuple(sorted({*people, *posts})))
