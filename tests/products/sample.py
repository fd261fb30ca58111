"""A rich invented quarter for the tests of the product: no real place, people or party."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from tutela.account.products.rules.baseline import Outlook, baseline_outlook
from tutela.account.products.rules.content import (
    AuthorText,
    Classification,
    ContextEvent,
    Mandate,
    Mission,
    QuarterlyAssessment,
)
from tutela.account.products.rules.figures import (
    AreaComparison,
    CodedComparison,
    Comparison,
    DeathRange,
    MonthFigures,
    PeriodFigures,
    Trend,
)
from tutela.account.products.rules.people import Age, GroupPicture, HarmCell, HarmGrid, Sex
from tutela.account.products.rules.places import MapArea, MapBase, MapIncident, MapPicture, NearBase, Ring
from tutela.account.products.rules.provenance import DataLimits, DataSnapshot, LedgerHead
from tutela.account.products.rules.threats import (
    AreaPhase,
    Phase,
    Prioritisation,
    PriorityTests,
    Ranking,
    Score,
    SubScore,
    Threat,
    ThreatState,
)
from tutela.kernel.periods import Month, Quarter
from tutela.kernel.places import PlacePrecision

QUARTER = Quarter(2018, 4)
AREAS = (
    "Aldera",
    "Bentiva",
    "Corvane",
    "Dossel",
    "Ember Hills",
    "Fellmark",
    "Garu",
    "Hestia North",
    "Hestia South",
    "Ivora",
    "Jelm",
    "Kestrel Plain",
    "Lowen",
    "Marrow Valley",
    "Nerith",
    "Ostia Lakes",
)
ACTORS = ("Lantern Front", "Hill Guard", "Armed forces of Orvane", "River herders’ militia")


def figures(incidents: int, civilians: int, doubt: int = 0, others: int = 0) -> PeriodFigures:
    """Return figures with a plausible spread around them."""
    deaths = civilians + doubt + others
    return PeriodFigures(
        incidents, DeathRange(deaths * 0.8, deaths, deaths * 1.4), civilians, doubt, int(civilians * 0.7)
    )


def outline(row: int, column: int) -> Ring:
    """Return a slightly uneven square of one degree for the invented country."""
    west, south = 20.0 + column, 4.0 + row
    corners = ((0, 0), (1, 0.0), (1, 1), (0, 1), (0, 0))
    wave = 0.12
    return tuple((west + x + wave * ((row + y) % 2), south + y + wave * ((column + x) % 2)) for x, y in corners)


def map_picture(seed: int = 7) -> MapPicture:
    """Return sixteen areas on a grid with incidents of every precision and six bases."""
    source = random.Random(seed)  # noqa: S311
    deaths = (0, 3, 12, 34, 0, 0, 7, 118, 1, None, 0, 26, 2, 0, 61, 9)
    areas = tuple(
        MapArea(f"OR{place:02d}", name, ((outline(place // 4, place % 4),),), value, is_disputed=place == 9)
        for place, (name, value) in enumerate(zip(AREAS, deaths, strict=True))
    )
    incidents = tuple(
        MapIncident(
            20.2 + source.random() * 3.7,
            4.2 + source.random() * 3.7,
            source.choice((PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.PROVINCE)),
            source.choice(AREAS),
            source.choice((0, 1, 1, 2, 5, 20)),
        )
        for _ in range(60)
    )
    bases = tuple(MapBase(f"Base {n}", 20.4 + n * 0.6, 4.5 + (n * 7 % 4) * 0.9) for n in range(6))
    return MapPicture(areas, incidents, bases, (((21.0, 6.0), (22.0, 6.2), (23.1, 6.0)),))


def trend() -> Trend:
    """Return two years of months with a rise in the quarter."""
    source = random.Random(3)  # noqa: S311
    first = QUARTER.months[-1].plus(-23)
    months = []
    for step in range(24):
        civilians = source.randrange(4, 40) + (60 if step >= 21 else 0)
        months.append(MonthFigures(first.plus(step), figures(civilians // 3, civilians, civilians // 5, 30)))
    overall = Comparison(figures(96, 231, 42, 88), figures(71, 160, 12, 80), figures(104, 262, 30, 140))
    acts = (("killing", 51, 160), ("indiscriminate_attack", 30, 55), ("sexual_violence", 8, 0), ("abduction", 7, 2))
    by_act = tuple(
        CodedComparison(code, Comparison(figures(n, c), figures(n - 5, c // 2), figures(n + 3, c + 4)))
        for code, n, c in acts
    )
    by_area = tuple(
        AreaComparison(
            area.code,
            area.name,
            Comparison(
                figures(int(area.civilian_deaths or 0) // 2, int(area.civilian_deaths or 0)),
                figures(4, 8 * (place % 3)),
                figures(6, 5 * (place % 4)),
            ),
        )
        for place, area in enumerate(map_picture().areas)
        if place != 12
    )
    return Trend(overall, tuple(months), by_act, by_area)


def score(value: int | None, *parts: tuple[str, int | None, str]) -> Score:
    """Return a score on five steps with its components."""
    return Score(value, 5, "", tuple(SubScore(name, step, 5, reason) for name, step, reason in parts))


def likelihood(step: int) -> Score:
    """Return a likelihood with one part that nobody scored."""
    return score(
        step,
        ("history", step, "Eleven attacks in twelve weeks, two of them in the last ten days."),
        ("intent", 4, "Leaflets name the market days; two leaders repeated the call."),
        ("capability", None, ""),
    )


def impact(step: int) -> Score:
    """Return an impact with its parts."""
    return score(
        step,
        ("scale", step, "About 14,000 people live within a day’s walk of the crossings."),
        ("severity", 4, "Houses were burnt with people inside on two occasions."),
    )


def both_tests(mass_atrocity: bool) -> PriorityTests:
    """Return both tests of para 17 with their reasons."""
    return PriorityTests(
        "The camps are crowded and have one road out.",
        mass_atrocity,
        "Targeting by identity, prior warnings and a cut road are present together.",
        score(3),
        "Reprisals would break the local truce of September.",
    )


def ranking(place: int | None) -> Ranking:
    """Return a place and how it came about; the second is new, the others moved up by one."""
    reason = "Higher potential impact than the next, as agreed." if place else "Watched; no incident since August."
    return Ranking(place, None if place == 2 else (place or 0) + 1, reason, "Head of Mission", date(2018, 12, 20))


def threat(number: int, place: int | None, title: str, **changes: object) -> Threat:
    """Return a threat with every field filled."""
    here, beside = AREAS[number % 16], AREAS[(number * 3 + 1) % 16]
    values: dict[str, object] = {
        "reference": f"T-{number:03d}",
        "title": title,
        "actor": ACTORS[number % 4],
        "areas": (here, beside),
        "acts": ("killing", "abduction"),
        "groups": ("women", "displaced"),
        "state": ThreatState.ONGOING if number % 2 else ThreatState.POTENTIAL,
        "likelihood": likelihood(5 - number % 3),
        "impact": impact(5 - number % 4),
        "risk": Score((5 - number % 3) * (5 - number % 4), 25),
        "tests": both_tests(number == 1),
        "ranking": ranking(place),
        "phases": (AreaPhase(here, Phase.RESPONSE), AreaPhase(beside, Phase.PRE_EMPTION)),
        "is_imminent": False,
        "incidents": 11,
        "civilian_deaths": 48,
        "last_incident_on": date(2018, 12, 18),
        "owner": "Head of Field Office, Aldera",
        "being_done": "Night patrols at both crossings; talks with the elders every week.",
        "dissent": "Civil Affairs would rank this third: the talks hold." if number == 1 else "",
    }
    return Threat(**{**values, **changes})  # type: ignore[arg-type]


def threats() -> tuple[Threat, ...]:
    """Return three prioritised threats and two that keep their line."""
    return (
        threat(1, 1, "Attacks on the camps along the Nerith road"),
        threat(2, 2, "Killings and abductions at river crossings on market days"),
        threat(3, 3, "Forced recruitment of boys in the hills", acts=("child_recruitment",)),
        threat(4, None, "Pillage of grain stores after the harvest"),
        threat(5, None, "Old mines along the eastern track", acts=("explosive_ordnance",), owner=""),
    )


def harm() -> tuple[HarmGrid, ...]:
    """Return a grid with small cells and a large unknown share."""
    cells = (
        (Sex.FEMALE, Age.CHILD, 9),
        (Sex.FEMALE, Age.ADULT, 31),
        (Sex.FEMALE, Age.OLDER, 2),
        (Sex.MALE, Age.CHILD, 12),
        (Sex.MALE, Age.ADULT, 58),
        (Sex.MALE, Age.UNKNOWN, 14),
        (Sex.UNKNOWN, Age.UNKNOWN, 147),
    )
    return (HarmGrid("killed", tuple(HarmCell(*cell) for cell in cells)), HarmGrid("injured"))


def groups() -> tuple[GroupPicture, ...]:
    """Return what is known of three groups; the others keep an empty line."""
    return (
        GroupPicture(
            "women", ("T-001", "T-002"), 14, "Attacked on the way to water and market.", "What happens in the hills."
        ),
        GroupPicture("displaced", ("T-001",), 9, "Two camps were fired on.", "How many left since November."),
        GroupPicture("boys", ("T-003",), None, "Families report night visits.", "Numbers: nobody can go there."),
    )


def near_bases() -> tuple[NearBase, ...]:
    """Return incidents near bases, some with a review due."""
    return (
        NearBase("I-2018-0412", date(2018, 10, 7), "Corvane", "Corvane Bridge", 3.4, "killing", 6, True),
        NearBase("I-2018-0440", date(2018, 11, 2), "Nerith", "Nerith Camp", 0.8, "killing", 11, True, "opened"),
        NearBase("I-2018-0467", date(2018, 12, 1), "Dossel", "Dossel Airstrip", 9.7, "pillage", 0, False),
    )


ADVISER = "Senior Protection of Civilians Adviser"


def phases() -> tuple[AreaPhase, ...]:
    """Return one area in each phase."""
    head = "Head of Mission"
    return (
        AreaPhase("Nerith", Phase.RESPONSE, date(2018, 10, 5), "Attacks every week.", head),
        AreaPhase("Corvane", Phase.PRE_EMPTION, date(2018, 11, 20), "Threats after the market fire.", head),
        AreaPhase("Garu", Phase.CONSOLIDATION, date(2018, 7, 1), "No attack since June.", head),
        AreaPhase("Jelm", Phase.PREVENTION),
    )


def outlook() -> Outlook:
    """Return the baseline over four invented years."""
    source = random.Random(11)  # noqa: S311
    histories = {f"OR{n:02d}": [source.choice((0, 0, 0, 1, 2, 9, 30)) * (n % 3) for _ in range(48)] for n in range(16)}
    return baseline_outlook(histories, {f"OR{n:02d}": name for n, name in enumerate(AREAS)})


def assessment() -> QuarterlyAssessment:
    """Return the whole content of an invented quarter."""
    mandate = Mandate("S/RES/0000 (2018)", True, False, date(2019, 3, 15))
    point = "The truce of September no longer holds on the Nerith road. The camps need a way out before the rains."
    return QuarterlyAssessment(
        mission=Mission("UNMOR", "United Nations Mission in Orvane", mandate),
        quarter=QUARTER,
        classification=Classification.CONFIDENTIAL,
        prepared_by=ADVISER,
        prepared_at=datetime(2019, 1, 9, 14, 30, tzinfo=UTC),
        data_until=datetime(2019, 1, 7, 23, 59, tzinfo=UTC),
        ledger=LedgerHead(12345, "3f9ac1d2" * 8),
        is_exercise=True,
        key_points=(AuthorText(point, ADVISER),),
        context=(
            AuthorText("The governor was replaced in October, and the movement of herds began early.", "JMAC"),
            AuthorText("La route de l’est est coupée depuis novembre.", "Bureau de terrain d’Aldera", "fr"),
        ),
        events=(
            ContextEvent(date(2018, 11, 1), "The eastern road is cut by floods."),
            ContextEvent(date(2018, 10, 4), "A new governor takes office."),
        ),
        trend=trend(),
        map=map_picture(),
        threats=threats(),
        prioritisation=Prioritisation(
            "Head of Mission", date(2018, 12, 20), ("force", "police", "human_rights"), ("Protection cluster", "OCHA")
        ),
        phases=phases(),
        groups=groups(),
        harm=harm(),
        near_bases=near_bases(),
        near_base_km=10.0,
        outlook=outlook(),
        implications=(AuthorText("With the road cut, nobody reaches Nerith in a day.", "Force Commander"),),
        snapshots=(
            DataSnapshot("Event data of the mission", "2018-12", date(2019, 1, 6), "9b1c" * 16, 1412),
            DataSnapshot("Open event data, candidate release", "18.12", date(2019, 1, 7), "77aa" * 16, 96),
        ),
        limits=DataLimits(96, 13, 21, 5, 4, 0.54, 0.59, 7, 2),
        blind_spots=(AuthorText("Nobody could visit the hills since October.", "Human Rights"),),
    )


def quiet() -> QuarterlyAssessment:
    """Return a quarter without a single incident, threat or word."""
    empty = figures(0, 0)
    return QuarterlyAssessment(
        mission=Mission("UNMOR", "United Nations Mission in Orvane"),
        quarter=Quarter(2019, 1),
        classification=Classification.UNCLASSIFIED,
        prepared_by="JMAC",
        prepared_at=datetime(2019, 4, 1, tzinfo=UTC),
        data_until=datetime(2019, 4, 1, tzinfo=UTC),
        ledger=LedgerHead(1, "0" * 64),
        trend=Trend(
            Comparison(empty, empty, empty),
            tuple(MonthFigures(Month(2019, 3).plus(-step), empty) for step in reversed(range(24))),
        ),
    )
