"""Made-up rows, figures, forms and sentences for the style gallery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tutela.web.components import filters, marks
from tutela.web.components.charts import Matrix, MatrixEntry
from tutela.web.components.figures import Figure
from tutela.web.components.gallery import country
from tutela.web.components.maps import MapSetup
from tutela.web.components.scales import RISK_WORDS, Words
from tutela.web.components.tables import CappedCount, Column, Page, TableSpec, TableState

REFUSED = _("Your post may read threats in Sector Centre, but it may not change their scores.")
REMEDY = _("Ask the head of the analysis cell, or act in a post that carries the task.")
NOW = datetime(2031, 6, 14, 1, 5, tzinfo=UTC)
AREAS = [(name, name) for name in country.AREA_NAMES]
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the gallery's list."""

    number: int
    title: str
    area: str
    risk: int
    phase: str
    civilians: Figure
    state: str
    precision: int
    occurred_on: date


def sample(one: country.Event) -> Sample:
    """Dress an invented incident up as a row."""
    spread = one.civilians // 2
    return Sample(
        number=one.number,
        title=f"{one.act}, {one.area}",
        area=one.area,
        risk=min(5, 1 + one.civilians // 2),
        phase=("prevention", "pre_emption", "response", "consolidation")[one.number % 4],
        civilians=Figure(
            low=one.civilians - spread,
            best=one.civilians,
            high=one.civilians + spread * 2,
            unknown_share=0.4 if one.number % 9 == 0 else None,
        ),
        state=("in_time", "due_soon", "overdue", "in_time", "in_time")[one.number % 5],
        precision=one.precision,
        occurred_on=one.date,
    )


TABLE = TableSpec(
    key="gallery",
    caption=_("Incidents"),
    columns=(
        Column("title", _("What happened"), link=lambda row: f"#{row.number}", sort="title"),
        Column("area", _("Area"), sort="area"),
        Column("risk", _("Risk"), kind="risk", sort="risk", descending_first=True),
        Column("phase", _("Phase"), kind="phase", on_phone="hide"),
        Column("civilians", _("Civilians killed"), kind="figure", sort="civilians", descending_first=True),
        Column("state", _("Answer"), kind="time_state"),
        Column("precision", _("Place"), kind="precision", on_phone="hide"),
        Column("occurred_on", _("Happened"), kind="day", sort="occurred_on", descending_first=True),
    ),
    default_sort="-occurred_on",
    size=25,
)

FILTERS = filters.FilterSet(
    (
        filters.Text(name="q", label=_("Words")),
        filters.OneOf(name="area", label=_("Area"), choices=AREAS),
        filters.ManyOf(
            name="risk", label=_("Risk"), choices=[(str(step), words) for step, words in RISK_WORDS.items()]
        ),
        filters.AtLeast(name="civilians", label=_("Civilians killed, at least")),
        filters.Days(name="on", label=_("Happened")),
    )
)
MAP_FILTERS = filters.FilterSet(
    (
        filters.OneOf(name="act", label=_("Kind of violence"), choices=[(name, name) for name in country.ACTS]),
        filters.OneOf(name="area", label=_("Area"), choices=AREAS),
        filters.Flag(name="civilian", label=_("Only with civilians killed")),
    )
)


def page(state: filters.FilterState, order: TableState) -> Page[Sample]:
    """Filter and sort the rows in memory; the gallery has no tables."""
    values: Any = state.values
    rows = [
        row
        for row in map(sample, country.events()[:37])
        if values.get("q", "").lower() in row.title.lower()
        and values.get("area", row.area) == row.area
        and str(row.risk) in values.get("risk", (str(row.risk),))
        and row.civilians.best >= values.get("civilians", 0)
    ]
    key = order.column_key
    rows.sort(key=lambda row: row.civilians.best if key == "civilians" else getattr(row, key))
    if order.is_descending:
        rows.reverse()
    count = CappedCount(len(rows), is_capped=False) if state.is_active else CappedCount(1000, is_capped=True)
    return Page(tuple(rows[:SHOWN]), count, next_cursor="" if state.is_active else "later")


class SampleForm(forms.Form):
    """A form with one of each kind of field."""

    title = forms.CharField(label=_("What happened?"), help_text=_("One line, for example: attack on a market."))
    day = forms.DateField(
        label=_("On which day?"),
        help_text=_("If it is not known, leave it empty; it will be listed as missing."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    area = forms.ChoiceField(label=_("In which area?"), choices=[("", ""), *AREAS])
    source = forms.ChoiceField(
        label=_("How did you learn of it?"),
        choices=[
            ("call", _("A call")),
            ("patrol", _("Our patrol saw it")),
            ("partner", _("A partner told us")),
        ],
        widget=forms.RadioSelect,
    )
    account = forms.CharField(label=_("What is known"), required=False, widget=forms.Textarea)
    urgent = forms.BooleanField(label=_("Violence goes on as I write"), required=False)


class ReasonForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("Those who come after you will read this."), widget=forms.Textarea
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """An entry of the list of what needs attention."""

    title: Words
    why: Words
    risk: int = 0
    state: str = ""
    state_text: Words = ""
    owner: Words = ""
    known_at: datetime | None = None
    address: str = "#"


ATTENTION = (
    Attention(
        _("Threat in Marrow Hills has no answer yet"),
        _("Raised 31 hours ago; the mission's target is 24."),
        risk=5,
        state="overdue",
        state_text=_("7 h over"),
        owner=_("Head of Office, Centre"),
        known_at=NOW - timedelta(hours=31),
    ),
    Attention(
        _("Quarterly assessment is due in 9 days"),
        _("Two of five chapters still wait for scores."),
        state="due_soon",
        state_text=_("9 days left"),
        owner=_("Analysis cell"),
        known_at=NOW - timedelta(days=3),
    ),
    Attention(
        _("14 incidents may be the same event"),
        _("Two sources tell of one night in Vael Plain."),
        risk=3,
        state="in_time",
        owner=_("Analysis cell"),
        known_at=NOW - timedelta(minutes=12),
    ),
)
STATS = (
    {
        "label": _("Civilians killed this quarter"),
        "figure": Figure(212, 318, 402),
        "change": _("41 more than last quarter"),
        "trend": [180, 120, 90, 210, 240, 277, 318],
        "trend_label": _("by quarter"),
    },
    {
        "label": _("Incidents"),
        "figure": Figure(141, 141, 141),
        "change": _("12 fewer than last quarter"),
        "trend": [100, 120, 170, 150, 160, 153, 141],
        "trend_label": _("by quarter"),
    },
    {"label": _("Women and girls among the killed"), "figure": Figure(41, 58, 80, unknown_share=0.46)},
    {
        "label": _("Incidents within 10 km of a base"),
        "figure": Figure(9, 9, 9, few=True),
        "note": _("Bases as of June 2031"),
    },
)


@dataclass(frozen=True, slots=True)
class Toast:
    """A message after an act, as Django's messages framework hands it over."""

    level_tag: str
    words: Words

    def __str__(self) -> str:
        return str(self.words)


TOASTS = (
    Toast("success", _("The threat was raised. Three posts were told.")),
    Toast("error", _("The file was not read: row 12 has no date. Nothing was changed.")),
)


def matrix() -> Matrix:
    """Return a matrix with a few threats in it."""
    words = {1: _("Very unlikely"), 2: _("Unlikely"), 3: _("Possible"), 4: _("Likely"), 5: _("Very likely")}
    impact = {1: _("Minor"), 2: _("Moderate"), 3: _("Serious"), 4: _("Severe"), 5: _("Mass atrocity")}
    steps = {(row, column): max(1, min(5, (row + column) // 2)) for row in words for column in impact}
    entries = (
        MatrixEntry(5, 5, "Marrow Hills: attacks on settlements", "#"),
        MatrixEntry(4, 4, "Vael Plain: abductions", "#"),
        MatrixEntry(4, 3, "Kessen: looting with violence", "#"),
        MatrixEntry(2, 5, "Oskar Bay: forced displacement", "#"),
        MatrixEntry(2, 2, "Ruda: cattle raids", "#"),
    )
    return Matrix(words, impact, steps, entries)


def facts() -> list[dict[str, object]]:
    """Return the facts of one record."""
    return [
        {
            "label": _("Happened"),
            "value": marks.day(date(2031, 6, 11)),
            "note": _("day known to within two days"),
        },
        {"label": _("Place"), "value": marks.precision(2)},
        {"label": _("Area"), "value": "Marrow Hills, Sector Centre"},
        {"label": _("Civilians killed"), "value": marks.figure(Figure(8, 14, 31, unknown_share=0.6))},
        {"label": _("Phase"), "value": marks.phase("response")},
        {"label": _("Held as"), "value": marks.sensitivity("confidential")},
    ]


def timeline() -> list[dict[str, object]]:
    """Return the steps of one record."""
    return [
        {
            "moment": NOW - timedelta(hours=5),
            "title": _("Incident recorded"),
            "who": _("Duty officer, Operations"),
            "cites": ["P46"],
        },
        {
            "moment": NOW - timedelta(hours=4),
            "title": _("Linked to a threat"),
            "who": _("Analysis cell"),
            "cites": ["P16", "P77"],
            "detail": _("Same actor and area as four earlier incidents."),
        },
        {
            "moment": NOW - timedelta(minutes=50),
            "title": _("Scores set by a person"),
            "who": _("Head of the analysis cell"),
            "cites": ["P17"],
        },
    ]


def everything() -> dict[str, object]:
    """Return the context of the gallery page."""
    done = {"label": _("Reading the incident file"), "done": 148_200, "total": 400_000, "key": "known"}
    unknown = {"label": _("Drawing the document"), "done": 0, "total": 0, "key": "unknown"}
    return {
        "form": SampleForm({"title": "", "area": "Nowhere", "source": "call", "account": "Heard at dawn."}),
        "toasts": TOASTS,
        "stats": STATS,
        "attention": ATTENTION,
        "matrix": matrix(),
        "facts": facts(),
        "timeline": timeline(),
        "progress": done,
        "progress_unknown": unknown,
        "few": Figure(1, 2, 6, few=True),
        "range": Figure(8, 14, 31),
        "exact": Figure(1204, 1204, 1204),
        "recent": NOW - timedelta(minutes=12),
        "older": NOW - timedelta(days=3),
        "phases": ("prevention", "pre_emption", "response", "consolidation"),
        "states": ("in_time", "due_soon", "overdue"),
        "levels": ("unclassified", "confidential", "strictly_confidential"),
    }


def confirmation(cancel_url: str) -> dict[str, object]:
    """Return the context of a page that asks before an act."""
    return {
        "title": _("Reject the proposed threat"),
        "question": _("Shall the proposal “Abductions along the Dess road” be rejected?"),
        "consequences": [
            _("Its six incidents stay, and may support another threat."),
            _("The proposal and your reason stay in the ledger."),
        ],
        "confirm_label": _("Reject the proposal"),
        "cancel_url": cancel_url,
        "is_danger": True,
        "is_recorded": True,
        "form": ReasonForm(),
    }


def map_setup(query: QueryDict) -> MapSetup:
    """Return the gallery's map, with the months that the address asks for."""
    first, last, _box, _wanted = country.question(query)
    return MapSetup(
        key="gallery-map",
        data_url=reverse("components:gallery_part", args=["map.json"]),
        areas_url=reverse("components:gallery_part", args=["areas.json"]),
        bases_url=reverse("components:gallery_part", args=["bases.json"]),
        land_url=static("vendor/world/countries-50m.geojson"),
        bounds=country.BOUNDS,
        first=country.FIRST,
        last=country.LAST,
        chosen=(first or country.FIRST, last or country.LAST),
        steps=("1–11", "12–29", "30–69", "70–119", "120+"),
    )
