"""What a page hands to the map: addresses of its data, where it looks first and which months it spans.

The map asks `data_url` with the page's own filters and `bbox` (west,south,east,north in degrees), `zoom`, `from` and
`to` (months, 2018-03). It expects one JSON object:

    {"type": "FeatureCollection",
     "features": [{"type": "Feature", "id": "…", "geometry": {"type": "Point", "coordinates": [lon, lat]},
                   "properties": {"kind": "incident" | "cell" | "area", "events": 1, "harm": 4,
                                  "title": "…", "lines": ["…"], "url": "…", "row": "key of the list's row",
                                  "area": "AREA-ID", "rows": ["keys", "of rows"]}}],
     "areas": {"AREA-ID": {"step": 1…5, "lines": ["…"]}},
     "months": [["2018-03", events, harm], …],
     "list_html": "…", "summary": "…"}

`kind` "incident" is one incident at a place precise enough for a point; "cell" stands for many, added up by the
server; "area" holds what is known only to the area (place precision 4 and up), at the area's label point, and is
drawn as a hatched sign; it names its `area` and the `rows` that it stands for. Signs at the same coordinates become
one. `harm` is civilian deaths, best estimate. `step` shades the area. Every text is already in the reader's language;
rows in `list_html` carry `data-row="…"` and a link with `data-row-link` where a feature belongs to them.

`areas_url` gives polygons with `id`, `name`, `disputed` and `label` ([lon, lat]); `bases_url` gives points with
`name` and `lines`; `land_url` gives the quiet background as GeoJSON polygons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.kernel.periods import Month
from tutela.web.components.scales import RISK_WORDS, Words

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapSetup:
    """Where a map gets its data and what it shows first; `bounds` are west, south, east, north in degrees.

    `first` and `last` are the months that the slider spans; `chosen` is the span in force (default: all of it).
    `steps` says in words what the five shades of an area stand for ("12 to 29"); without it the risk words are used.
    Raises ValueError when a month span runs backwards or the words are not five.
    """

    key: str
    data_url: str
    bounds: Bounds
    areas_url: str = ""
    bases_url: str = ""
    land_url: str = ""
    first: Month | None = None
    last: Month | None = None
    chosen: tuple[Month, Month] | None = None
    steps: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError("The months run backwards.")
        if self.steps and len(self.steps) != len(RISK_WORDS):
            raise ValueError("Five shades need five words.")

    @property
    def key_steps(self) -> list[tuple[int, Words]]:
        """Return (step, what it stands for) for the map's key."""
        return list(enumerate(self.steps or tuple(RISK_WORDS.values()), start=1))

    @property
    def months(self) -> tuple[Month, Month] | None:
        """The slider's span, or None for a map without time."""
        return (self.first, self.last) if self.first and self.last else None

    @property
    def last_index(self) -> int:
        """The slider's last step, counted in months from its first."""
        return self.last.ordinal - self.first.ordinal if self.first and self.last else 0

    @property
    def from_index(self) -> int:
        """The step of the first month chosen."""
        return self._index(self.chosen[0]) if self.chosen else 0

    @property
    def to_index(self) -> int:
        """The step of the last month chosen."""
        return self._index(self.chosen[1]) if self.chosen else self.last_index

    @property
    def span_words(self) -> str:
        """Say the months in force."""
        span = self.chosen or self.months
        return (
            _("%(first)s to %(last)s") % {"first": month_words(span[0]), "last": month_words(span[1])} if span else ""
        )

    @property
    def attributes(self) -> SafeString:
        """Return the data attributes that the script reads."""
        return format_html_join(" ", 'data-{}="{}"', self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "key", self.key
        yield "url", self.data_url
        yield "bounds", ",".join(f"{edge:.5f}" for edge in self.bounds)
        for name, address in (("areas", self.areas_url), ("bases", self.bases_url), ("land", self.land_url)):
            if address:
                yield name, address
        if self.first:
            yield "first-month", str(self.first)
        yield (
            "month-names",
            ",".join(formats.date_format(date(2000, number, 1), _("M")) for number in range(1, 13)),
        )
        yield "span", _("%(first)s to %(last)s")

    def _index(self, month: Month) -> int:
        first = self.first or month
        return min(max(month.ordinal - first.ordinal, 0), self.last_index)


def month_words(month: Month) -> str:
    """Write a month the reader's way: `Mar 2018`."""
    return formats.date_format(month.first_day, _("M Y"))
