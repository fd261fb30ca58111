"""Whether the places in a file lie in the mission: judged before anything is written, and then for each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from django.utils.translation import gettext as _

from tutela.exchange.readers.coordinates import Inside, Whereabouts, inside_geometry, whereabouts
from tutela.kernel.refusals import Refusal
from tutela.mission.geography import AreaIndex

LOOKED_AT_FIRST = 5000
# Places on a border are often coded just outside it; a quarter of a degree is about 28 km.
MARGIN_DEGREES = 0.25
TOLERANCE_DEGREES = 0.01

Place = tuple[float, float]
"""Latitude and longitude in degrees."""


class NoAreas(Refusal):
    """The mission has no areas yet, so that no incident could be placed."""

    code = "no_areas"


class CoordinatesExchanged(Refusal):
    """Latitude and longitude seem to be exchanged throughout the file."""

    code = "coordinates_exchanged"


class OutsideMission(Refusal):
    """Nothing in the file lies in the mission."""

    code = "outside_mission"


@dataclass(frozen=True, slots=True)
class MissionShape:
    """All areas of a mission as one shape, with a margin."""

    shape: shapely.Geometry
    inside: Inside

    @classmethod
    def of(cls, areas: AreaIndex) -> MissionShape:
        """Return the shape of a mission's areas. Raises NoAreas when it has none yet."""
        if not areas.levels:
            raise NoAreas(
                _("The mission has no areas yet."),
                remedy=_("Import its areas first, so that every incident finds its place."),
            )
        whole = shapely.union_all([shape for level in areas.levels.values() for shape in level.tree.geometries])
        wide = shapely.buffer(shapely.simplify(whole, TOLERANCE_DEGREES), MARGIN_DEGREES)
        return cls(wide, inside_geometry(wide))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The shape's bounds: west, south, east, north in degrees; no place outside of them lies in the mission."""
        west, south, east, north = shapely.bounds(self.shape).tolist()
        return west, south, east, north

    def contains(self, places: Sequence[Place]) -> list[bool]:
        """Return for each place whether it lies in the mission."""
        if not places:
            return []
        points = np.array(places, dtype=float)
        found: list[bool] = shapely.intersects_xy(self.shape, points[:, 1], points[:, 0]).tolist()
        return found

    def whereabouts(self, place: Place) -> Whereabouts:
        """Return how one place lies in relation to the mission."""
        return whereabouts(*place, self.inside)


def judge(name: str, places: Iterable[Place], shape: MissionShape) -> int:
    """Look at the places of a file until one lies in the mission; return how many were looked at, 0 for none at all.

    Raises CoordinatesExchanged or OutsideMission when none does.
    """
    exchanged = looked = 0
    for place in places:
        looked += 1
        found = shape.whereabouts(place)
        if found is Whereabouts.INSIDE:
            return looked
        exchanged += found is Whereabouts.EXCHANGED
        if looked == LOOKED_AT_FIRST and exchanged * 2 > looked:
            break
    if exchanged * 2 > looked:
        raise CoordinatesExchanged(
            _("In %(file)s latitude and longitude seem to be exchanged.") % {"file": name},
            remedy=_("Exchange the two columns, then import the file again."),
        )
    if looked:
        raise OutsideMission(
            _("None of the %(count)s places in %(file)s lies in the mission.") % {"count": looked, "file": name},
            remedy=_("Check that this is the file of the mission's country, and that its areas are imported."),
        )
    return 0
