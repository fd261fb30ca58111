"""Roles: what each answers for by the policy, which words of the policy mean it, and who stands in for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tutela.kernel.refusals import Invalid
from tutela.kernel.sentences import Sentence
from tutela.policy.catalogue import Demand, demands
from tutela.policy.vocabulary import terms

EVERYBODY = "all_personnel"


@dataclass(frozen=True, slots=True)
class Role:
    """One role of Annex A. `addressees` name it alone, `groups` take it in; both are codes of the catalogue.

    `sections` are its sections of Annex A as `A7`; `part` is the part of the mission that it sits in. `serves` is
    the role in whose section it works. `cover` stands in when it is absent; blank where the policy names nobody.
    """

    code: str
    sections: tuple[str, ...]
    addressees: tuple[str, ...]
    groups: tuple[str, ...]
    part: str
    serves: str = ""
    cover: str = ""
    cover_cites: tuple[str, ...] = ()

    def is_meant_by(self, addressee: str) -> bool:
        """Return whether a demand on this addressee is, by its words, a demand on the role."""
        return addressee == EVERYBODY or addressee in self.addressees or addressee in self.groups


@cache
def roles() -> dict[str, Role]:
    """Return all roles by code, in the order of Annex A."""
    told = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
    return {
        code: Role(
            code=code,
            sections=tuple(facts["sections"]),
            addressees=tuple(facts["addressees"]),
            groups=tuple(facts["groups"]),
            part=facts["part"],
            serves=facts.get("serves", ""),
            cover=facts.get("cover", ""),
            cover_cites=tuple(facts.get("cover_cites", ())),
        )
        for code, facts in told.items()
    }


def responsibilities(role: str) -> list[Demand]:
    """Return the demands that a role answers for, in the policy's order.

    They are those that address it: in its own sections of Annex A, and anywhere outside the annex. A role that
    serves another answers for what falls to that one too. Raises KeyError for an unknown role.
    """
    one = roles()[role]
    meant = (one, roles()[one.serves]) if one.serves else (one,)
    return [
        row
        for row in demands().values()
        if _is_near(one, row) and any(who.is_meant_by(name) for who in meant for name in row.addressees)
    ]


def _is_near(role: Role, row: Demand) -> bool:
    return not row.id.startswith("A") or row.id.partition(".")[0] in role.sections


def roles_of_addressee(code: str) -> list[str]:
    """Return the roles that an addressee's code means, in order; none for those who are no role of the mission's."""
    return [name for name, role in roles().items() if role.is_meant_by(code)]


def cover_chain(absent: Mapping[str, str]) -> dict[str, str]:
    """Return who in the end stands in for each absent part of the mission; blank where nobody does.

    `absent` maps a part, or a role in it, to who covers it; blank leaves it to the policy. Whoever covers may be
    absent too: then the next one is asked. Raises Invalid for a circle and for a code that is neither a part nor a
    role.
    """
    named = {_part(code): cover for code, cover in absent.items()}
    return {part: _followed(part, named) for part in named}


def stand_ins(absent: Mapping[str, str]) -> dict[str, str]:
    """Return what `cover_chain` does; what it would refuse is left as declared: an older ledger must still be read."""
    try:
        return cover_chain(absent)
    except Invalid:
        return dict(absent)


def _followed(part: str, absent: Mapping[str, str]) -> str:
    way, cover = [part], absent[part] or _cover_of(part)
    while cover and _part(cover) in absent:
        here = _part(cover)
        if here in way:
            raise _circle([*way[way.index(here) :], here])
        way.append(here)
        cover = absent[here] or _cover_of(here)
    return cover


def _part(code: str) -> str:
    if code in roles():
        return roles()[code].part
    if code in terms("components"):
        return code
    raise Invalid(
        Sentence("{code} is no part of a mission and no role.", code=code),
        remedy=Sentence("Choose one of: {choices}.", choices=", ".join({**terms("components"), **roles()})),
    )


def _cover_of(part: str) -> str:
    return next((role.cover for role in roles().values() if role.part == part and role.cover), "")


def _circle(way: list[str]) -> Invalid:
    return Invalid(
        Sentence("These parts of the mission cover each other in a circle: {way}.", way=" → ".join(way)),
        remedy=Sentence("Let one of them be covered by a part that is there."),
    )
