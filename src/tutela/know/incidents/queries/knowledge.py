"""What was known on a day: each incident in the revision that was recorded last until then (para 87)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max, Min

from tutela.access.rules import Actor as Asker
from tutela.know.incidents.models import CellTotal, Harm, Incident, IncidentRevision
from tutela.know.incidents.queries.ground import Location, ground_of
from tutela.know.incidents.queries.lists import incidents, keys_under
from tutela.know.incidents.rules import HarmFacts, IncidentFacts, facts_from_json
from tutela.know.incidents.rules.rollup import rolled_up
from tutela.know.incidents.rules.totals import COUNTED_FIELDS, KEYS, SUMS, Totals, add_to, counted_from

PART = 500  # keys asked for in one statement


class KnownIncident(NamedTuple):
    """An incident as it was known, placed in the areas and near the bases that the mission has on record today.

    The actors are those of the newest revision.
    """

    key: int
    reference: str
    occurred_from: date
    occurred_to: date
    act: str
    one_sided: bool
    actor_a: int | None
    actor_b: int | None
    area: int | None
    latitude: float | None
    longitude: float | None
    place_precision: int
    place_name: str
    date_precision: int | None
    base: int | None
    base_distance_km: float | None
    deaths_low: int
    deaths_best: int
    deaths_high: int
    civilians_coded: int
    civilians_low: int
    civilians_best: int
    civilians_high: int
    snapshot: int | None
    headline: str
    harm: tuple[HarmFacts, ...] = ()


_FIELDS = (
    "pk", "occurred_from", "occurred_to", "act", "one_sided", "actor_a_id", "actor_b_id", "area_id", "latitude",
    "longitude", "place_precision", "place_name", "date_precision", "base_id", "base_distance_km", "deaths_low",
    "deaths_best", "deaths_high", "civilians_coded", "civilians_low", "civilians_best", "civilians_high",
    "snapshot_id", "headline",
)  # fmt: skip


def incidents_as_known(actor: Asker, moment: datetime, *, since: date, until: date) -> list[KnownIncident]:
    """Return the incidents of a period as they were known at a moment, oldest first, with their harm.

    The period is that of the newest revision and of the one known then: an incident whose date was corrected later is
    found under the date that was known. What either revision keeps from the actor is left out.
    """
    rows = incidents(actor).select_related(None).filter(first_recorded_at__lte=moment)
    settled = rows.filter(recorded_at__lte=moment, occurred_to__gte=since, occurred_from__lte=until)
    found = {
        row[0]: KnownIncident(row[0], Incident(id=row[0]).reference, *row[1:])
        for row in settled.order_by().values_list(*_FIELDS)
    }
    harm = _harm_of(found)
    for known in _earlier(actor, moment):
        if known.occurred_to >= since and known.occurred_from <= until:
            found[known.key] = known
    ordered = sorted(found.values(), key=lambda known: (known.occurred_from, known.key))
    return [known._replace(harm=harm.get(known.key, known.harm)) for known in ordered]


def span_as_known(actor: Asker, moment: datetime) -> tuple[date, date] | None:
    """Return the first and the last day of what was known at a moment, None when nothing was."""
    settled = incidents(actor).order_by().filter(recorded_at__lte=moment)
    span = settled.aggregate(first=Min("occurred_from"), last=Max("occurred_to"))
    days = [(span["first"], span["last"])] if span["first"] else []
    days += [(known.occurred_from, known.occurred_to) for known in _earlier(actor, moment)]
    return (min(first for first, _last in days), max(last for _first, last in days)) if days else None


def _earlier(actor: Asker, moment: datetime) -> Iterator[KnownIncident]:
    """Yield what has been revised since a moment as it was known then."""
    later = incidents(actor).select_related(None).filter(first_recorded_at__lte=moment, recorded_at__gt=moment)
    keys = list(later.order_by("pk").values_list("pk", flat=True))
    ground = ground_of(actor.mission) if keys else None
    own = set(keys_under(actor.mission, actor.area_path)) if actor.area_path else None
    for start in range(0, len(keys), PART):
        revised = Incident.objects.in_bulk(keys[start : start + PART])
        then = IncidentRevision.objects.filter(incident_id__in=list(revised), recorded_at__lte=moment)
        newest = then.values("incident_id").annotate(newest=Max("pk")).values("newest")
        rows = list(IncidentRevision.objects.filter(pk__in=newest).order_by("pk"))
        told = [facts_from_json(row.facts) for row in rows]
        places = ground.locate(told) if ground else []
        for row, facts, place in zip(rows, told, places, strict=True):
            is_open = facts.sensitivity <= actor.clearance and actor.enters(facts.compartment)
            if is_open and (own is None or place.area in own):
                yield _known_then(revised[row.incident_id], row, facts, place)


def _known_then(now: Incident, revision: IncidentRevision, facts: IncidentFacts, place: Location) -> KnownIncident:
    return KnownIncident(
        key=now.pk,
        reference=now.reference,
        occurred_from=facts.occurred_from,
        occurred_to=facts.occurred_to,
        act=facts.act,
        one_sided=facts.one_sided,
        actor_a=now.actor_a_id,
        actor_b=now.actor_b_id,
        area=place.area,
        latitude=facts.latitude,
        longitude=facts.longitude,
        place_precision=facts.place_precision,
        place_name=facts.place_name,
        date_precision=facts.date_precision,
        base=place.base,
        base_distance_km=place.base_distance_km,
        deaths_low=facts.deaths_low,
        deaths_best=facts.deaths_best,
        deaths_high=facts.deaths_high,
        civilians_coded=facts.civilians_coded,
        civilians_low=facts.civilians_low,
        civilians_best=facts.civilians_best,
        civilians_high=facts.civilians_high,
        snapshot=revision.snapshot_id,
        headline=facts.headline,
        harm=facts.harm,
    )


def _harm_of(keys: Iterable[int]) -> dict[int, tuple[HarmFacts, ...]]:
    found: dict[int, list[HarmFacts]] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), PART):
        part = Incident.objects.filter(pk__in=wanted[start : start + PART]).values("revision_key")
        rows = Harm.objects.filter(revision_id__in=part).order_by("pk")
        for key, *facts in rows.values_list(
            "revision__incident_id", "kind", "status", "sex", "age", "low", "best", "high"
        ):
            found.setdefault(key, []).append(HarmFacts._make(facts))
    return {key: tuple(rows) for key, rows in found.items()}


def totals_that_drifted(mission: str) -> list[str]:
    """Return the keys of totals that do not equal the sum of the incidents: none, unless something is broken.

    For `tutela check`: reads every incident of the mission once.
    """
    expected: Totals = {}
    rows = Incident.objects.filter(mission_id=mission).values_list(*COUNTED_FIELDS)
    for row in rows.iterator(chunk_size=5000):
        add_to(expected, counted_from(row))
    expected = rolled_up(expected)
    drifted = []
    stored = CellTotal.objects.filter(mission_id=mission).values_list(*KEYS[1:], *SUMS)
    for total in stored.iterator(chunk_size=5000):
        key, sums = total[: len(KEYS) - 1], total[len(KEYS) - 1 :]
        wanted = expected.pop(key, [0.0] * len(SUMS))
        if any(abs(one - other) > 1e-4 * max(1.0, abs(one)) for one, other in zip(wanted, sums, strict=True)):
            drifted.append(str(key))
    return drifted + [str(key) for key, sums in expected.items() if any(sums)]
