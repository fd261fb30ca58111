"""Whether what people report of an incident can be: every problem at once, each beside the field that it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import isfinite

from django.utils.translation import gettext as _

from tutela.access.rules import Compartment, Sensitivity
from tutela.kernel.clock import Clock
from tutela.kernel.places import PlacePrecision
from tutela.kernel.refusals import Invalid
from tutela.know.incidents.rules import AGES, LARGEST_FIGURE, LONGEST_KEY, SEXES, STATUSES, IncidentFacts
from tutela.policy.vocabulary import terms

# In some mission it is tomorrow already: no place is more than fourteen hours ahead of UTC.
AHEAD = timedelta(hours=14)
LONGEST_SOURCE, LONGEST_NAME = 20, 200

Problems = Iterator[tuple[str, str]]


def check_facts(facts: IncidentFacts, clock: Clock) -> None:
    """Raise Invalid with a sentence for each field when something in the facts cannot be."""
    problems = dict(
        [*_key(facts), *_what(facts), *_when(facts, clock), *_where(facts), *_numbers(facts), *_harm(facts)]
    )
    _refuse(problems)


def check_totals(facts: IncidentFacts) -> None:
    """Raise Invalid when more civilians were killed than people.

    Asked of what the mission itself reports: a source whose sides do not add up is kept as it came.
    """
    if facts.civilians_best > facts.deaths_best or facts.civilians_high > facts.deaths_high:
        _refuse({"civilians_best": _("More civilians cannot have been killed than people.")})


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise Invalid(_("Some facts cannot be as they are."), remedy=_("Mend what is marked."), problems=problems)


def _key(facts: IncidentFacts) -> Problems:
    if not 1 <= len(facts.source) <= LONGEST_SOURCE:
        yield "source", _("It needs 1 to %(most)s characters.") % {"most": LONGEST_SOURCE}
    if not 1 <= len(facts.source_key) <= LONGEST_KEY:
        yield "source_key", _("It needs 1 to %(most)s characters.") % {"most": LONGEST_KEY}


def _what(facts: IncidentFacts) -> Problems:
    if facts.act not in terms("acts"):
        yield "act", _("There is no act %(code)s.") % {"code": facts.act}
    for field, actor in (("actor_a", facts.actor_a), ("actor_b", facts.actor_b)):
        if len(actor.name) > LONGEST_NAME:
            yield field, _("It needs 1 to %(most)s characters.") % {"most": LONGEST_NAME}
        if actor.kind not in terms("actor_kinds"):
            yield f"{field}_kind", _("There is no kind of actor %(code)s.") % {"code": actor.kind}
    if facts.sensitivity not in set(Sensitivity):
        yield "sensitivity", _("There is no such level.")
    if facts.compartment and facts.compartment not in set(Compartment):
        yield "compartment", _("There is no compartment %(code)s.") % {"code": facts.compartment}


def _when(facts: IncidentFacts, clock: Clock) -> Problems:
    if facts.occurred_to < facts.occurred_from:
        yield "occurred_to", _("It cannot end before it begins.")
    latest = (clock.now() + AHEAD).date()
    if facts.occurred_from > latest:
        yield "occurred_from", _("It cannot lie in the future.")
    elif facts.occurred_to > latest:
        yield "occurred_to", _("It cannot lie in the future.")


def _where(facts: IncidentFacts) -> Problems:
    if facts.place_precision not in set(PlacePrecision):
        yield "place_precision", _("There is no such precision.")
    if (facts.latitude is None) != (facts.longitude is None):
        yield "longitude", _("Latitude and longitude go together: give both or none.")
    for field, degrees, limit in (("latitude", facts.latitude, 90), ("longitude", facts.longitude, 180)):
        if degrees is not None and not (isfinite(degrees) and abs(degrees) <= limit):
            yield field, _("It goes from -%(limit)s to %(limit)s degrees.") % {"limit": limit}


def _numbers(facts: IncidentFacts) -> Problems:
    if not 0 <= facts.deaths_low <= facts.deaths_best <= facts.deaths_high:
        yield "deaths_best", _("Low, best and high must follow each other.")
    if not 0 <= facts.civilians_low <= facts.civilians_best <= facts.civilians_high:
        yield "civilians_best", _("Low, best and high must follow each other.")
    if not 0 <= facts.civilians_coded <= facts.civilians_best:
        yield "civilians_coded", _("It cannot be more than the best figure.")
    for field, figure in (("deaths_best", facts.deaths_high), ("civilians_best", facts.civilians_high)):
        if figure > LARGEST_FIGURE:
            yield field, _("No figure can be above %(most)s.") % {"most": LARGEST_FIGURE}


def _harm(facts: IncidentFacts) -> Problems:
    for row in facts.harm:
        known = row.kind in terms("harm_kinds") and row.status in STATUSES and row.sex in SEXES and row.age in AGES
        if not known or not 0 <= row.low <= row.best <= row.high <= LARGEST_FIGURE:
            told = {"kind": row.kind, "sex": row.sex, "age": row.age}
            yield "harm", _("The row %(kind)s, %(sex)s, %(age)s cannot be as it is.") % told
