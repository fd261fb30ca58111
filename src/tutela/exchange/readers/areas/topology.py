"""TopoJSON: arcs that neighbours share, joined into outlines (our own decoder, quantised or not)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutela.exchange.readers.areas.rows import Attribute, RawArea
from tutela.exchange.readers.refusals import ArchiveAmbiguous, FileDamaged
from tutela.kernel.sentences import Sentence

Position = tuple[float, float]
BROKEN = (TypeError, ValueError, IndexError, KeyError, AttributeError)


class Topology:
    """A decoded topology: asks for an arc by index, where ~i is arc i walked backwards."""

    def __init__(self, arcs: list[list[list[float]]], transform: object) -> None:
        self._arcs = arcs
        self._scale, self._shift = (1.0, 1.0), (0.0, 0.0)
        self._steps = isinstance(transform, Mapping)
        if isinstance(transform, Mapping):
            self._scale, self._shift = _pair(transform["scale"]), _pair(transform["translate"])
        self._decoded: dict[int, list[Position]] = {}

    def arc(self, index: int) -> list[Position]:
        """Return an arc's positions, longitude first. Raises IndexError when the file has no such arc."""
        if index < 0:
            return self.arc(~index)[::-1]
        if index not in self._decoded:
            self._decoded[index] = self._decode(self._arcs[index])
        return self._decoded[index]

    def _decode(self, raw: list[list[float]]) -> list[Position]:
        if not self._steps:
            return [(float(point[0]), float(point[1])) for point in raw]
        # Each position of a quantised arc is a step from the one before.
        positions: list[Position] = []
        x = y = 0.0
        for point in raw:
            x, y = x + point[0], y + point[1]
            positions.append((x * self._scale[0] + self._shift[0], y * self._scale[1] + self._shift[1]))
        return positions

    def ring(self, indices: list[int]) -> list[Position]:
        """Join arcs into a closed ring; where two arcs meet, their common position is kept once."""
        ring: list[Position] = []
        for index in indices:
            arc = self.arc(index)
            ring += arc[1:] if ring else arc
        return ring

    def polygon(self, rings: list[list[int]]) -> list[list[Position]]:
        """Return the rings of a polygon: the outer one first, then holes."""
        return [self.ring(ring) for ring in rings]

    def geometry(self, entry: Mapping[str, object]) -> dict[str, object] | None:
        """Return a GeoJSON-like geometry for an entry; without coordinates for a kind that is not an area."""
        kind, arcs = entry.get("type"), entry.get("arcs")
        if kind is None:
            return None
        if kind == "Polygon" and isinstance(arcs, list):
            return {"type": kind, "coordinates": self.polygon(arcs)}
        if kind == "MultiPolygon" and isinstance(arcs, list):
            return {"type": kind, "coordinates": [self.polygon(part) for part in arcs]}
        return {"type": kind, "coordinates": [0]}


def _pair(values: object) -> tuple[float, float]:
    if not isinstance(values, list):
        raise TypeError
    return float(values[0]), float(values[1])


def topology_areas(document: Mapping[str, object], name: str, layer: str = "") -> Iterator[RawArea]:
    """Yield the areas of one layer of a topology; `layer` is needed when several layers have names in them.

    Raises ArchiveAmbiguous for the layer and FileDamaged for arcs that do not exist; `name` is the file's.
    """
    arcs = document.get("arcs")
    if not isinstance(arcs, list):
        raise FileDamaged(name=name, where=Sentence("the topology has no arcs"))
    entries = _layer(document, name, layer)
    try:
        topology = Topology(arcs, document.get("transform"))
        for number, entry in enumerate(entries, start=1):
            yield RawArea(number, _attributes(entry), topology.geometry(entry))
    except BROKEN as error:
        raise FileDamaged(name=name, where=Sentence("an outline refers to an arc that is not there")) from error


def _layer(document: Mapping[str, object], name: str, layer: str) -> list[Mapping[str, object]]:
    objects = document.get("objects")
    if not isinstance(objects, Mapping) or not objects:
        raise FileDamaged(name=name, where=Sentence("the topology has no objects"))
    found = {str(key): _entries(value) for key, value in objects.items()}
    # A layer without attributes (such as the outline of all land) cannot be imported, so it is no choice.
    usable = {key: entries for key, entries in found.items() if any(entry.get("properties") for entry in entries)}
    chosen = {key: entries for key, entries in usable.items() if layer in {"", key}}
    if len(chosen) != 1:
        choice = ", ".join(usable) or Sentence("a layer whose areas have names")
        raise ArchiveAmbiguous(name=name, found=Sentence("{count} layers", count=len(usable)), choice=choice)
    return next(iter(chosen.values()))


def _entries(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, Mapping):
        return []
    if value.get("type") != "GeometryCollection":
        return [value]
    geometries = value.get("geometries")
    return [entry for entry in geometries if isinstance(entry, Mapping)] if isinstance(geometries, list) else []


def _attributes(entry: Mapping[str, object]) -> dict[str, Attribute]:
    properties = entry.get("properties")
    attributes: dict[str, Attribute] = dict(properties) if isinstance(properties, dict) else {}
    identifier = entry.get("id")
    if isinstance(identifier, str | int | float):
        attributes.setdefault("id", identifier)
    return attributes
