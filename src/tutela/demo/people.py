"""The posts and partners of the exercise mission, and the invented people in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from tutela.demo.country import Country, Role

OFFICE_SECTORS = {"west": 0, "south": 1, "east": 2}


@dataclass(frozen=True, slots=True)
class OfficePost:
    """A post and who holds it. `role` is a post template's code; `area` a P-code, empty for the whole mission."""

    slug: str
    role: str
    title: str
    title_fr: str
    area: str
    username: str
    person: str
    language: str
    exercise: bool = True


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody else who protects (paras 27 and 28); `area` is empty for the whole country."""

    name: str
    kind: str
    area: str
    note: str


def posts(country: Country) -> tuple[OfficePost, ...]:
    """The posts of the mission with the P-codes of their areas."""
    text = files("tutela.demo").joinpath("data/posts.toml").read_text("utf-8")
    found = []
    for slug, row in tomllib.loads(text).items():
        office = row.pop("office", None)
        area = country.sectors[OFFICE_SECTORS[office]].pcode if office else ""
        found.append(OfficePost(slug=slug, area=area, **row))
    return tuple(found)


_PARTNERS: tuple[tuple[str, str, Role | None, str], ...] = (
    (
        "Ministry of the Interior of Vellandra",
        "host_state",
        None,
        "Local authorities and police; present in chief towns only.",
    ),
    (
        "National Human Rights Commission of Vellandra",
        "host_state",
        None,
        "Receives complaints; two offices outside the capital.",
    ),
    ("Protection cluster", "humanitarian", None, "Weekly list of protection concerns; no data on individuals."),
    ("Humanitarian country team", "humanitarian", None, "Shares movement figures and access constraints."),
    ("Regional observer mission", "regional_organisation", None, "Follows the grazing agreement."),
    ("Grazing Agreement Committee", "local_mechanism", Role.TRUCE, "Herders and farmers who settle disputes."),
    ("Lake Shore Women's Association", "local_mechanism", Role.LAKESIDE, "Runs a listening house and a night watch."),
    ("Marsh Villages Alert Network", "local_mechanism", Role.DISPUTED, "Twelve villages with radios."),
    ("Upland Teachers' Union", "civil_society", Role.HIGHLAND, "Keeps schools open and follows absences."),
    ("Open Road Drivers' Association", "civil_society", Role.CROSSROADS, "Convoys on market days."),
)
"""Name, kind, the district where they work (none: the whole country), a note."""


def partners(country: Country) -> tuple[Partner, ...]:
    """Those who protect beside the mission, with the P-codes of the districts where they work."""
    return tuple(
        Partner(name, kind, country.district_of(role).pcode if role else "", note)
        for name, kind, role, note in _PARTNERS
    )
