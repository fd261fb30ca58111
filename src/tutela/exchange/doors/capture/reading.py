"""Reading what a telephone sealed: leniently, because nobody can mend it any more. What is odd is flagged, not lost."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from tutela.exchange.doors.capture.refusals import NotUnderstood
from tutela.exchange.doors.moments import moment_in
from tutela.exchange.doors.phone.answers import CONCERNS, DAYS, FORMER_CONCERNS, Answers, Caller, Fix
from tutela.know.alerts.rules.report import LONGEST_PLACE, MOST_PEOPLE, Channel, Flag, Timing, what_terms
from tutela.know.sources.rules import KINDS, Identity, Kind
from tutela.policy.vocabulary import terms

UTC = ZoneInfo("UTC")


class Reading:
    """One report as it is read: what fits where it belongs, and beside it what did not."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.strange: list[str] = []

    def text(self, name: str) -> str:
        """Return a text, empty for anything else."""
        value = self.facts.get(name)
        return value if isinstance(value, str) else ""

    def code(self, name: str, known: Collection[str], otherwise: str = "") -> str:
        """Return a code that is known, else the usual one."""
        value = self.text(name)
        if not value or value in known:
            return value or otherwise
        self.strange.append(value)
        return otherwise

    def codes(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Return the codes of a list that are known."""
        value = self.facts.get(name)
        told = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        self.strange += [one for one in told if one not in known]
        return tuple(one for one in told if one in known)

    def people(self) -> int | None:
        """Return how many are at risk, None for what is no such number."""
        value = self.facts.get("people")
        if value in (None, ""):
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PEOPLE:
            return value
        self.strange.append(str(value))
        return None

    def fix(self) -> Fix | None:
        """Return the point that the telephone measured, None for what is none."""
        value = self.facts.get("fix")
        told = value if isinstance(value, Mapping) else {}
        numbers = [told.get(name) for name in ("latitude", "longitude", "metres")]
        if not all(isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one) for one in numbers):
            return None
        latitude, longitude, metres = (float(str(one)) for one in numbers)
        if abs(latitude) > 90 or abs(longitude) > 180:
            self.strange.append(f"{latitude}, {longitude}")
            return None
        return Fix(latitude=latitude, longitude=longitude, metres=max(metres, 0.0))


def facts_in(plain: bytes) -> Mapping[str, Any]:
    """Return the facts of an opened envelope. Raises NotUnderstood for anything that is no object in JSON."""
    try:
        facts = json.loads(plain.decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood from wrong
    if not isinstance(facts, Mapping):
        raise NotUnderstood
    return facts


def answers_in(facts: Mapping[str, Any], *, submission_key: str, device_at: str) -> Answers:
    """Return what was told. A choice that is not known any more is kept in the words and flagged."""
    reading = Reading(facts)
    read: dict[str, Any] = {
        "what": reading.codes("what", what_terms()),
        "timing": reading.code("timing", set(Timing), Timing.UNKNOWN),
        "day": reading.code("day", DAYS),
        "people_at_risk": reading.people(),
        "actor_kind": reading.code("actor_kind", terms("actor_kinds")),
        "concerns": reading.codes("concerns", (*CONCERNS, *FORMER_CONCERNS)),
        "fix": reading.fix(),
    }
    words = [reading.text("text"), *(f"[{one[:100]}]" for one in reading.strange)]
    told_at, sent_at = moment_in(reading.text("told_at"), UTC), moment_in(device_at, UTC)
    return Answers(
        channel=Channel.CAPTURE,
        submission_key=submission_key,
        text="\n".join(one for one in words if one.strip()) or ("" if read["what"] or read["concerns"] else "–"),
        language="fr" if reading.text("language").startswith("fr") else "en",
        place=reading.text("place")[:LONGEST_PLACE],
        place_choice=reading.text("place_choice")[:100],
        actor_name=reading.text("actor_name"),
        told_at=told_at[0] if told_at else None,
        device_at=sent_at[0] if sent_at else None,
        flags=(Flag.UNKNOWN_ANSWER,) if reading.strange else (),
        **read,
    )


def caller_in(facts: Mapping[str, Any]) -> Caller:
    """Return who told it, blank where the report does not say."""
    told = facts.get("caller")
    reading = Reading(told if isinstance(told, Mapping) else {})
    return Caller(
        identity=Identity(
            name=reading.text("name").strip(),
            phone=reading.text("phone").strip(),
            whereabouts=reading.text("whereabouts").strip(),
        ),
        kind=reading.code("kind", KINDS, Kind.UNKNOWN),
        may_call_back=reading.facts.get("may_call_back") is True,
        may_share=reading.facts.get("may_share") is True,
    )
