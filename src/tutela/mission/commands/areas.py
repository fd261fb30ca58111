"""Taking areas in: each import adds what is new and gives what changed a new version; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from tutela.access.models import Post
from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.kernel.canonical import canonical_json, digest
from tutela.kernel.clock import Clock
from tutela.kernel.ids import reference
from tutela.kernel.names import place_key
from tutela.ledger.command import Done, Outcome, Unchanged, command
from tutela.mission.events import AreasImported
from tutela.mission.models import Area, AreaAlias, AreaVersion, Snapshot
from tutela.mission.rules import LONGEST_PATH, AreaFacts, AreasDoNotFit, check_areas, in_order, outline, path_of


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of an import were new, changed and unchanged."""

    new: int
    changed: int
    unchanged: int


@command(Permission.AREA_CHANGE)
def import_areas(
    *, actor: Actor, clock: Clock, areas: Sequence[AreaFacts], snapshot: Snapshot | None = None
) -> Outcome[Tally]:
    """Add areas or give them a new version, all in one go; an area that moves takes along what lies below it.

    Raises AreasDoNotFit for codes that clash, an area above that is not known, a ring, or a shape that is no surface.
    """
    known = {area.code: area for area in Area.objects.filter(mission_id=actor.mission)}
    check_areas(areas, known)
    latest = _latest_digests(actor.mission)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    digests = []
    for facts in in_order(list(areas)):
        mark = _digest(facts)
        digests.append(mark)
        if latest.get(facts.code) == mark:
            counts["unchanged"] += 1
            continue
        counts["changed" if facts.code in known else "new"] += 1
        area = known.get(facts.code)
        was = area.path if area else ""
        area = _write_area(actor.mission, facts, area, known.get(facts.parent_code))
        known[facts.code] = area
        if was and was != area.path:
            _move_below(known.values(), was, area)
        _write_version(area, facts, mark, snapshot, clock)
    tally = Tally(**counts)
    if not (tally.new or tally.changed):
        return Unchanged(tally)
    related = (reference("S", snapshot.number),) if snapshot else ()
    happened = AreasImported(
        subject="areas",
        related=related,
        digest=digest("".join(digests)),
        new=tally.new,
        changed=tally.changed,
        unchanged=tally.unchanged,
    )
    return Done(tally, happened)


def _latest_digests(mission: str) -> dict[str, str]:
    rows = AreaVersion.objects.filter(area__mission_id=mission).order_by("version")
    return dict(rows.values_list("area__code", "digest"))


def _digest(facts: AreaFacts) -> str:
    said = {
        "code": facts.code,
        "name": facts.name,
        "level": facts.level,
        "parent": facts.parent_code,
        "pcode": facts.pcode,
        "disputed": facts.disputed,
        "valid": [str(facts.valid_from or ""), str(facts.valid_to or "")],
        "aliases": sorted(facts.aliases),
        "geometry": facts.geometry.hex(),
    }
    return digest(canonical_json(said))


def _path(facts: AreaFacts, parent: Area | None) -> str:
    above = parent.path if parent else ""
    if f"/{facts.code}/" in f"/{above}":
        raise AreasDoNotFit(
            _("The area %(code)s would lie in itself: %(path)s.")
            % {"code": facts.code, "path": f"{above}{facts.code}"},
            remedy=_("Mend the codes of the areas above."),
        )
    path = path_of(facts.code, above)
    if len(path) > LONGEST_PATH:
        raise AreasDoNotFit(
            _("The codes above %(code)s are too long.") % {"code": facts.code}, remedy=_("Use shorter codes.")
        )
    return path


def _surface(facts: AreaFacts) -> BaseGeometry:
    try:
        shape = facts.shape()
    except GEOSException as broken:
        problem = _("The shape of area %(code)s is damaged.") % {"code": facts.code}
        raise AreasDoNotFit(problem, remedy=_("Export the boundaries again.")) from broken
    if shape.is_empty or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        problem = _("The shape of area %(code)s is no surface.") % {"code": facts.code}
        raise AreasDoNotFit(problem, remedy=_("Import a file of polygons."))
    return shape


def _move_below(areas: Iterable[Area], was: str, moved: Area) -> None:
    """Write the new paths of the areas below one that moved, and of the posts that cover any of them."""
    for area in areas:
        if area.path.startswith(was) and area.pk != moved.pk:
            area.path = moved.path + area.path[len(was) :]
            area.save(update_fields=["path"])
    for post in Post.objects.filter(mission=moved.mission_id, area_path__startswith=was):
        post.area_path = moved.path + post.area_path[len(was) :]
        post.save(update_fields=["area_path"])


def _write_area(mission: str, facts: AreaFacts, known: Area | None, parent: Area | None) -> Area:
    shape = _surface(facts)
    inside = shape.representative_point()
    west, south, east, north = shape.bounds
    area = known or Area(mission_id=mission, code=facts.code, version=0)
    area.name, area.level, area.parent = facts.name, facts.level, parent
    area.path = _path(facts, parent)
    area.pcode, area.pcode_generated, area.disputed = facts.pcode, facts.pcode_generated, facts.disputed
    area.valid_from, area.valid_to = facts.valid_from, facts.valid_to
    area.version += 1
    area.geometry, area.outline = facts.geometry, outline(shape)
    area.latitude, area.longitude = inside.y, inside.x
    area.west, area.south, area.east, area.north = west, south, east, north
    area.save()
    names = {place_key(name): name for name in (facts.name, *facts.aliases)}
    for key, name in names.items():
        AreaAlias.objects.get_or_create(area=area, folded=key, defaults={"name": name})
    return area


def _write_version(area: Area, facts: AreaFacts, mark: str, snapshot: Snapshot | None, clock: Clock) -> None:
    AreaVersion.objects.create(
        area=area,
        version=area.version,
        name=facts.name,
        pcode=facts.pcode,
        parent_code=facts.parent_code,
        disputed=facts.disputed,
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
        geometry=facts.geometry,
        digest=mark,
        snapshot=snapshot,
        recorded_at=clock.now(),
    )
