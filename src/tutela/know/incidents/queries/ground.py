"""Where incidents lie: area, map cell and nearest base, for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tutela.kernel.cells import cell_of
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.rules import IncidentFacts
from tutela.mission.geography import AreaIndex, BaseIndex, area_index, base_index


class Location(NamedTuple):
    """Where an incident lies; None where it cannot be told at the precision that is known."""

    area: int | None
    cell: int | None
    base: int | None
    base_distance_km: float | None


NOWHERE = Location(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Ground:
    """A mission's areas and bases, ready to be asked. Made once for a command or for a whole import."""

    areas: AreaIndex
    bases: BaseIndex

    def locate(self, incidents: Sequence[IncidentFacts]) -> list[Location]:
        """Return where each incident lies.

        The area is as fine as the place is known: the finest level up to district precision, the first level for a
        province, none beyond. The distance to a base is measured only from a named place or its surroundings, precision
        1 or 2 (from 3 on the coordinates are the middle of an area), to the bases that stood on the first day.
        """
        if not incidents:
            return []
        # A number that is not known becomes one that is not a number.
        latitudes = np.array([row.latitude for row in incidents], dtype=np.float64)
        longitudes = np.array([row.longitude for row in incidents], dtype=np.float64)
        precisions = np.array([row.place_precision for row in incidents])
        placed = ~np.isnan(latitudes) & ~np.isnan(longitudes)
        points = placed & (precisions <= PlacePrecision.DISTRICT)
        close = placed & (precisions <= PlacePrecision.NEAR)
        areas = np.zeros(len(incidents), dtype=np.int64)
        areas[points] = self.areas.at(self.areas.finest, latitudes[points], longitudes[points])
        province = placed & (precisions == PlacePrecision.PROVINCE)
        areas[province] = self.areas.at(1, latitudes[province], longitudes[province])
        days = np.array([row.occurred_from.toordinal() for row in incidents], dtype=np.int64)
        bases = np.zeros(len(incidents), dtype=np.int64)
        distances = np.full(len(incidents), np.nan)
        bases[close], distances[close] = self.bases.nearest(latitudes[close], longitudes[close], days[close])
        cells = [
            cell_of(latitude, longitude) if is_placed else None
            for latitude, longitude, is_placed in zip(
                latitudes.tolist(), longitudes.tolist(), placed.tolist(), strict=True
            )
        ]
        rounded = np.round(distances, 3).tolist()
        return [
            Location(area or None, cell, base or None, distance if base else None)
            for area, cell, base, distance in zip(areas.tolist(), cells, bases.tolist(), rounded, strict=True)
        ]


def ground_of(mission: str) -> Ground:
    """Return a mission's ground as it is now."""
    return Ground(area_index(mission), base_index(mission))
