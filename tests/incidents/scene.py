"""What the tests of incidents share: correcting by command, what cannot be, and a form as a person sends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.people import sign_in
from tests.products_app.scene import told
from tutela.know.incidents.rules import ActorName, HarmFacts

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import Known, People
    from tutela.know.incidents.queries import Incident
    from tutela.know.incidents.rules import IncidentFacts

DAY = date(2024, 2, 3)
"""A day that lies before the test's clock and before the clock of the pages."""
WOMAN = HarmFacts("killed", "civilian", "female", "adult", 1, 1, 1)

# What cannot be: the change to sound facts, the field that is marked, and the sentence beside it.
IMPOSSIBLE: list[tuple[dict[str, Any], str, str]] = [
    ({"act": "mischief"}, "act", "There is no act mischief."),
    ({"actor_a": ActorName("x" * 201, "community")}, "actor_a", "It needs 1 to 200 characters."),
    ({"actor_b": ActorName("Brown Sail", "pirates")}, "actor_b_kind", "There is no kind of actor pirates."),
    ({"sensitivity": 3}, "sensitivity", "There is no such level."),
    ({"compartment": "attic"}, "compartment", "There is no compartment attic."),
    ({"occurred_to": DAY - timedelta(days=1)}, "occurred_to", "It cannot end before it begins."),
    (
        {"occurred_from": date(2031, 5, 15), "occurred_to": date(2031, 5, 15)},
        "occurred_from",
        "It cannot lie in the future.",
    ),
    ({"occurred_to": date(2031, 5, 15)}, "occurred_to", "It cannot lie in the future."),
    ({"place_precision": 8}, "place_precision", "There is no such precision."),
    ({"latitude": None}, "longitude", "Latitude and longitude go together: give both or none."),
    ({"latitude": 90.1}, "latitude", "It goes from -90 to 90 degrees."),
    ({"longitude": float("nan")}, "longitude", "It goes from -180 to 180 degrees."),
    ({"deaths_low": 4}, "deaths_best", "Low, best and high must follow each other."),
    ({"deaths_high": 2}, "deaths_best", "Low, best and high must follow each other."),
    ({"deaths_low": -1}, "deaths_best", "Low, best and high must follow each other."),
    ({"civilians_low": 4}, "civilians_best", "Low, best and high must follow each other."),
    ({"civilians_coded": 4}, "civilians_coded", "It cannot be more than the best figure."),
    ({"harm": (WOMAN._replace(sex="other"),)}, "harm", "The row killed, other, adult cannot be as it is."),
    ({"harm": (WOMAN._replace(low=2),)}, "harm", "The row killed, female, adult cannot be as it is."),
]


def full(key: str = "full", **more: Any) -> IncidentFacts:
    """Return facts of which every part says something that a form does not ask for or shows in its own way."""
    plain = told(
        key,
        DAY,
        5,
        occurred_to=DAY + timedelta(days=2),
        date_precision=3,
        attack="indiscriminate",
        actor_a=ActorName("Grey Sail", "non_state_armed_group", "77"),
        coding=(("type_of_violence", "3"),),
        place_note="behind the mill",
        admin=("West", "Mill", ""),
        deaths_low=2,
        deaths_high=9,
        deaths_best=6,
        civilians_coded=2,
        civilians_low=2,
        civilians_high=8,
        clarity=2,
        number_of_sources=3,
        status="Clear",
        headline="Mill burned",
        narrative="They came at night.\n\nThe mill burned.",
        language="fr",
        harm=(WOMAN, WOMAN._replace(kind="injured", low=0, high=4), WOMAN._replace(status="in_doubt", sex="male")),
    )
    return plain._replace(**more)


def correct(people: People, row: Incident, facts: IncidentFacts, *, by: Known | None = None, **more: Any) -> Incident:
    """Correct an incident an hour later; `more` sets the reason or the revision that was read."""
    from tutela.know.incidents.commands import correct_incident

    people.clock.advance(timedelta(hours=1))
    said: dict[str, Any] = {"reason": "Another report.", "expected_revision": row.revision} | more
    corrected: Incident = correct_incident(
        actor=(by or people.in_charge).actor, clock=people.clock, key=row.pk, facts=facts, **said
    )
    return corrected


def newest(row: Incident) -> IncidentFacts:
    """Return what the newest revision of an incident says, read past all rules of who may see what."""
    from tutela.know.incidents.models import IncidentRevision
    from tutela.know.incidents.rules import facts_from_json

    return facts_from_json(IncidentRevision.objects.filter(incident_id=row.pk).order_by("-number")[0].facts)


def shown_in(response: Any) -> dict[str, str]:
    """Return what a browser would send of the page's form: each field as it stands in it."""
    sent: dict[str, str] = {}
    for field in response.context["form"]:
        value = field.value()
        if choices := [str(code) for code, _words in getattr(field.field, "choices", ())]:
            # A browser shows the first choice where what is on record is none.
            value = str(value) if str(value) in choices else choices[0]
        if value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False:
            # A browser writes each line of a text with both ends.
            sent[field.html_name] = str(value).replace("\r\n", "\n").replace("\n", "\r\n")
    return sent


def opened(client: Client, known: Known, address: str) -> dict[str, str]:
    """Open a form as somebody and return what a browser would send of it."""
    return shown_in(sign_in(client, known).get(address))


def before_today(people: People) -> People:
    """Set the clock to before the clock of the pages, so that what is recorded lies in their past."""
    from tutela.kernel.clock import SYSTEM_CLOCK

    people.clock.moment = SYSTEM_CLOCK.now() - timedelta(days=1)
    return people


def in_the_east(facts: IncidentFacts) -> IncidentFacts:
    """Return the same facts in Tesqué-Ville, where the colleague's field office is."""
    return facts._replace(longitude=22.5)
