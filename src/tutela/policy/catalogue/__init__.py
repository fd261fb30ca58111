"""The catalogue: every demand of the policy in our own words, what kind of thing answers it, and how defects are read.

One TOML file for each section of the policy; a table for each demand, named by its id. Ids are what a rule, a
parameter, a term or an event may cite. The policy is DPO 2023.05; its wording is nowhere in here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from tutela.policy.tables import joined


class Disposition(StrEnum):
    """What kind of thing in the software answers a demand."""

    VOCABULARY = "vocabulary"
    DUTY = "duty"
    GATE = "gate"
    CONTENT = "content"
    RECORD = "record"
    PRODUCT = "product"
    ROLE = "role"
    CONTEXT = "context"


KINDS = frozenset(
    "definition deadline_or_frequency obligation permission principle prohibition recommendation reference "
    "required_content role_responsibility trigger".split()
)
# Kinds that a mission may not tailor away: the policy says shall, or forbids.
BINDING = frozenset({"obligation", "prohibition", "deadline_or_frequency", "trigger", "required_content"})


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand. `texts`, `when` and `evidence` map a language to words; `weight` is 3 daily, 2 important, 1 context.

    `note` says how the first reading of the paragraph was corrected, in English, blank when it was not.
    """

    id: str
    section: str
    paragraph: str
    kind: str
    disposition: Disposition
    addressees: tuple[str, ...]
    capability: str
    weight: int
    texts: Mapping[str, str]
    when: Mapping[str, str]
    evidence: Mapping[str, str]
    note: str = ""

    def text(self, language: str) -> str:
        """Return the demand in a language; in English where there is none."""
        return _in(self.texts, language)

    def rhythm(self, language: str) -> str:
        """Return its rhythm or trigger in words; blank when it has none."""
        return _in(self.when, language)

    def shown_by(self, language: str) -> str:
        """Return what shows that it is met."""
        return _in(self.evidence, language)

    @property
    def is_binding(self) -> bool:
        """Whether a mission may not tailor it away."""
        return self.kind in BINDING


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language.split("-", maxsplit=1)[0], words.get("en", ""))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the policy: its code, its heading in our words, and its demands in order."""

    code: str
    labels: Mapping[str, str]
    demands: tuple[Demand, ...]

    def label(self, language: str) -> str:
        """Return the heading in a language."""
        return _in(self.labels, language)


@dataclass(frozen=True, slots=True)
class Erratum:
    """A defect, tension or gap of the policy's text, and how the software reads it. `settles` names pairs of rules."""

    code: str
    group: str
    cites: tuple[str, ...]
    defects: Mapping[str, str]
    readings: Mapping[str, str]
    settles: tuple[str, ...] = ()

    def defect(self, language: str) -> str:
        """Return what is wrong or open."""
        return _in(self.defects, language)

    def reading(self, language: str) -> str:
        """Return how it was read."""
        return _in(self.readings, language)


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections in the policy's order. Raises ValueError for a demand that is none, or is given twice."""
    folder = files(__package__)
    order = tomllib.loads(folder.joinpath("sections.toml").read_text(encoding="utf-8"))
    rows = {code: _demands_of(folder, code) for code in order}
    joined(rows.values())  # An id that stands in two sections is refused.
    return tuple(Section(code, labels, tuple(rows[code].values())) for code, labels in order.items())


def _demands_of(folder: Traversable, section: str) -> dict[str, Demand]:
    told = tomllib.loads(folder.joinpath("demands", f"{section}.toml").read_text(encoding="utf-8"))
    return {name: demand_from(name, section, facts) for name, facts in told.items()}


def demand_from(name: str, section: str, told: Mapping[str, Any]) -> Demand:
    """Read one table of a catalogue file. Raises KeyError or ValueError for a table that is no demand."""
    if told["kind"] not in KINDS or told["weight"] not in {1, 2, 3} or not told["addressees"]:
        raise ValueError(f"{name} has no such kind or weight, or addresses nobody.")
    return Demand(
        id=name,
        section=section,
        paragraph=told["paragraph"],
        kind=told["kind"],
        disposition=Disposition(told["disposition"]),
        addressees=tuple(told["addressees"]),
        capability=told["capability"],
        weight=told["weight"],
        texts=told["text"],
        when=told.get("when", {}),
        evidence=told["evidence"],
        note=told.get("note", ""),
    )


@cache
def demands() -> dict[str, Demand]:
    """Return all demands by id, in the policy's order."""
    return {row.id: row for section in sections() for row in section.demands}


@cache
def errata() -> dict[str, Erratum]:
    """Return the defects of the policy's text and how each was read, by code, in order."""
    told = tomllib.loads(files(__package__).joinpath("errata.toml").read_text(encoding="utf-8"))
    return {
        code: Erratum(
            code=code,
            group=facts["group"],
            cites=tuple(facts["cites"]),
            defects=facts["defect"],
            readings=facts["reading"],
            settles=tuple(facts.get("settles", ())),
        )
        for code, facts in told.items()
    }


@cache
def demand_ids() -> frozenset[str]:
    """Return the ids of all demands: `P<paragraph>.<n>` and `A<section>.<letter>`."""
    return frozenset(demands())


def dangling(cites: Iterable[str]) -> list[str]:
    """Return the cited ids that are no demand, sorted."""
    return sorted(set(cites) - demand_ids())


def paragraph(demand: str) -> str:
    """Return the paragraph or annex item of a demand's id: `77` for P77.5, `A.13.b` for A13.b.1.

    Demands of the front matter (`FM.1`) and of the lists in section E (`E.1`) keep the name of their part.
    """
    head, *rest = demand.split(".")
    if head.startswith("P"):
        return head[1:]
    if not head.startswith("A"):
        return head
    letters = [part for part in rest if not part.isdigit()]
    return ".".join([f"{head[0]}.{head[1:]}", *letters])


def natural(demand: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts ids as people count: P9.2 before P10.1."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|\D+", demand))
