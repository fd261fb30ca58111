"""Looking for demands: words in both languages, and narrowing by what the address says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tutela.access.gate import ActorRequest, for_anybody_in_a_post
from tutela.kernel.names import fold
from tutela.policy.catalogue import Demand, demands, sections
from tutela.policy.catalogue.coverage import WEIGHTS
from tutela.policy.vocabulary import terms
from tutela.web.components.cursors import Cursor, write_cursor
from tutela.web.components.filters import Choices, FilterSet, FilterState, OneOf, Text
from tutela.web.components.tables import CappedCount, Column, Page, Table, TableSpec, TableState
from tutela.web.policy.pointers import covers
from tutela.web.policy.showing import demand_view
from tutela.web.policy.wording import CAPABILITY_WORDS, COVER_WORDS, DISPOSITION_WORDS, WEIGHT_WORDS, Words, language

LANGUAGES = ("en", "fr")
# A paragraph (77), a demand (P77.5), an item of the annex (A13.b, A.13.b), the front matter or section E.
NUMBER = re.compile(r"(?:para\s*)?(?:p?\d+|a\.?\d+|fm|e)(?:\.\w+)*", re.IGNORECASE)


def _addressees() -> Choices:
    named = [(code, term.label(language())) for code, term in terms("addressees").items()]
    return sorted(named, key=lambda one: fold(one[1]))


def _sections() -> Choices:
    return [(part.code, part.label(language())) for part in sections()]


def _capabilities() -> Choices:
    used = {row.capability for row in demands().values()}
    named: list[tuple[str, Words]] = [(code, words) for code, words in CAPABILITY_WORDS.items() if code in used]
    return sorted(named, key=lambda one: fold(str(one[1])))


FILTERS = FilterSet(
    (
        Text(
            name="q", label=gettext_lazy("Words or number"), help=gettext_lazy("In English or French; or 77, or A13.b")
        ),
        OneOf(
            name="cover",
            label=gettext_lazy("Answered or not"),
            choices=[(state.value, words) for state, words in COVER_WORDS.items()],
        ),
        OneOf(
            name="weight",
            label=gettext_lazy("Weight"),
            choices=[(str(weight), WEIGHT_WORDS[weight]) for weight in WEIGHTS],
        ),
        OneOf(
            name="disposition",
            label=gettext_lazy("What answers it"),
            choices=[(one.value, words) for one, words in DISPOSITION_WORDS.items()],
        ),
        OneOf(name="addressee", label=gettext_lazy("Addressed to"), choices=_addressees),
        OneOf(name="capability", label=gettext_lazy("Field of work"), choices=_capabilities),
        OneOf(name="section", label=gettext_lazy("Section"), choices=_sections),
    )
)
DEMANDS = TableSpec(
    key="demands",
    caption=gettext_lazy("Demands of the policy"),
    columns=(
        Column("id", gettext_lazy("Demand"), sort="place", link=lambda row: str(row.address)),
        Column("text", gettext_lazy("In our words")),
        Column("kind", gettext_lazy("Kind"), on_phone="hide"),
        Column("weight", gettext_lazy("Weight"), on_phone="hide"),
        Column("addressed", gettext_lazy("Addressed to"), on_phone="hide"),
        Column("marked", gettext_lazy("In the software")),
    ),
    default_sort="id",
    size=50,
)


@require_safe
@for_anybody_in_a_post
def demand_list(request: ActorRequest) -> HttpResponse:
    """Show the demands that the address asks for, in the policy's order."""
    state = FILTERS.read(request.GET)
    order = DEMANDS.read(request.GET)
    page = page_of(list(wanted(state)), order)
    table = Table(
        spec=DEMANDS,
        page=page.map(lambda one: demand_view(one[1], one[0])),
        state=order,
        query=request.GET,
        is_filtered=state.is_active,
    )
    return render(request, "policy/demands.html", {"filters": state, "table": table})


def wanted(state: FilterState) -> Iterator[tuple[int, Demand]]:
    """Yield the demands that fit every filter, each with its place in the policy."""
    values, query = state.values, str(state.values.get("q", ""))
    words = fold(query).split()
    held = covers()
    for place, row in enumerate(demands().values()):
        facts = {
            "cover": held[row.id].value,
            "weight": str(row.weight),
            "disposition": row.disposition.value,
            "capability": row.capability,
            "section": row.section,
        }
        if any(name in values and values[name] != fact for name, fact in facts.items()):
            continue
        if "addressee" in values and values["addressee"] not in row.addressees:
            continue
        if _is_named(query, row) if NUMBER.fullmatch(query) else _says(words, row):
            yield place, row


def _is_named(query: str, row: Demand) -> bool:
    """Return whether a number means a demand, its paragraph or its section of the annex."""
    number = query.upper().replace("PARA", "").replace("A.", "A").strip(" P")
    name = row.id.upper().removeprefix("P")
    return name == number or name.startswith(f"{number}.")


def _says(words: Sequence[str], row: Demand) -> bool:
    """Return whether all the words stand in a demand, in one language or the other."""
    return any(all(word in text for word in words) for text in _texts(row))


_FOLDED: dict[str, tuple[str, ...]] = {}


def _texts(row: Demand) -> tuple[str, ...]:
    """Return a demand's words in both languages, without accents and case; kept, as they never change."""
    if row.id not in _FOLDED:
        said = (f"{row.text(one)} {row.rhythm(one)} {row.shown_by(one)}" for one in LANGUAGES)
        _FOLDED[row.id] = tuple(fold(text) for text in said)
    return _FOLDED[row.id]


def page_of(rows: Sequence[tuple[int, Demand]], order: TableState) -> Page[tuple[int, Demand]]:
    """Return the page of a list held in memory that a cursor asks for; one that fits nothing gives the first."""
    ordered = list(reversed(rows)) if order.is_descending else list(rows)
    keys = [row.id for _place, row in ordered]
    start = 0
    if order.after and order.after.key in keys:
        start = keys.index(str(order.after.key)) + 1
    elif order.before and order.before.key in keys:
        start = max(keys.index(str(order.before.key)) - order.size, 0)
    shown = ordered[start : start + order.size]
    return Page(
        rows=tuple(shown),
        count=CappedCount(len(ordered), is_capped=False),
        next_cursor=_cursor(shown[-1]) if start + order.size < len(ordered) else "",
        previous_cursor=_cursor(shown[0]) if start and shown else "",
    )


def _cursor(row: tuple[int, Demand]) -> str:
    return write_cursor(Cursor(row[0], row[1].id))
