"""The profile of a mission: which of its parts are missing, who covers for them, and what that may never do.

Tailoring hands a duty on or says openly that it does not apply; it never lets one vanish (A11.a.2, P3.18).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tutela.kernel.refusals import Invalid
from tutela.kernel.sentences import Sentence
from tutela.policy.duties.rules import Duty, duties
from tutela.policy.roles import Role, cover_chain, roles

# No mission is without these: somebody leads it, and Headquarters is no part that a mission could lack.
ALWAYS_THERE = frozenset({"leadership", "headquarters"})


@cache
def parts() -> dict[str, tuple[str, ...]]:
    """Return the parts of a mission that roles sit in, each with its roles, in the order of Annex A."""
    found: dict[str, tuple[str, ...]] = {}
    for code, role in roles().items():
        found[role.part] = (*found.get(role.part, ()), code)
    return found


def named_cover(part: str) -> Role | None:
    """Return the role of a part for which the policy itself says who covers, or None."""
    return next((role for role in roles().values() if role.part == part and role.cover), None)


def bound_duties(part: str) -> list[Duty]:
    """Return the duties that do not apply in a mission without a part that nobody covers."""
    return [duty for duty in duties().values() if duty.part == part]


def owed_duties(part: str) -> list[Duty]:
    """Return the duties that a post of a part owes, with others or alone, and that apply without it all the same."""
    here = parts()[part]
    return [duty for duty in duties().values() if duty.part != part and set(duty.posts) & set(here)]


def check_profile(part: str, *, is_absent: bool, covered_by: str, absent: Mapping[str, str]) -> None:
    """Raise Invalid unless a part may be set so; `absent` maps the parts that are missing until now to their cover.

    Refused are: a part or a role that there is not, a part that every mission has, cover for what is there, a circle,
    and a missing part that the policy or the mission wants covered while in the end nobody stands in.
    """
    _check_names(part, covered_by)
    if not is_absent:
        if covered_by:
            raise Invalid(Sentence("A part that is there needs no cover."), remedy=Sentence("Leave the cover out."))
        return
    if part in ALWAYS_THERE:
        raise Invalid(
            Sentence("No mission is without the part {part}.", part=part),
            remedy=Sentence("Set the part that is really missing."),
        )
    _check_named_cover(part, covered_by)
    _check_ends({**absent, part: covered_by})


def _check_names(part: str, covered_by: str) -> None:
    if part not in parts():
        raise Invalid(
            Sentence("There is no part {part} of a mission.", part=part),
            remedy=Sentence("Choose one of: {choices}.", choices=", ".join(parts())),
        )
    if covered_by and covered_by not in roles():
        raise Invalid(
            Sentence("There is no role {role} that could cover.", role=covered_by),
            remedy=Sentence("Choose one of: {choices}.", choices=", ".join(roles())),
        )


def _check_named_cover(part: str, covered_by: str) -> None:
    role = named_cover(part)
    if role is not None and covered_by != role.cover:
        raise Invalid(
            Sentence("The policy itself says who covers for {part}: {cover}.", part=part, cover=role.cover),
            remedy=Sentence("Name that role. If it is missing too, say first who covers for it."),
        )


def _check_ends(absent: Mapping[str, str]) -> None:
    ends = cover_chain(absent)
    bare = [part for part, cover in absent.items() if cover and not ends[part]]
    if bare:
        raise Invalid(
            Sentence("Whoever covers for {parts} would be missing, and nobody covers for them.", parts=", ".join(bare)),
            remedy=Sentence("Name somebody who is there."),
        )
