"""A statement as data in the manner of OSCAL: catalogue, profile, assessment results and findings, kept apart.

Each part has a UUID made from what it is about (version 5), so that the same thing keeps its UUID in every export, and
points back to ledger entries as `ledger:mission/sequence`. It follows OSCAL's shape and is not a validated OSCAL file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from tutela.account.duties.queries.statements.content import DecisionThen, OwedThen, Statement
from tutela.kernel.clock import instant
from tutela.policy.catalogue import Demand, Section, paragraph, sections
from tutela.policy.duties import Duty, Standing, State, duties
from tutela.policy.gates import gates
from tutela.policy.parameters import parameters
from tutela.web.components.errors import in_readers_language

Plain = dict[str, Any]
OSCAL_VERSION = "1.1.2"
POLICY = "DPO 2023.05"
# The root of every UUID: one for this software, so that ours never meet another's.
ROOT = UUID("6b1f7f3e-0f0e-5c3b-9c55-2f0a7d1d9a10")
NOT_FOUND_MET = {State.OVERDUE: "fail", State.CANNOT_TELL: "other"}


def stable(*parts: str) -> str:
    """Return the UUID of what the parts name; the same parts give the same UUID everywhere."""
    return str(uuid5(ROOT, "\n".join(parts)))


def oscal(statement: Statement, language: str) -> Plain:
    """Return the whole export, words in a language (which must be the active one)."""
    return {
        "catalog": catalog(language),
        "profile": profile(statement, language),
        "assessment-results": results(statement, language),
        "findings": findings(statement, language),
    }


def _metadata(title: str, at: str, **props: object) -> Plain:
    return {
        "title": title,
        "last-modified": at,
        "version": POLICY,
        "oscal-version": OSCAL_VERSION,
        "props": _props(props),
    }


def _props(props: Plain) -> list[Plain]:
    return [{"name": name.replace("_", "-"), "value": str(value)} for name, value in props.items() if value != ""]


def _link(mission: str, sequence: int) -> str:
    return f"ledger:{mission}/{sequence}"


# ---- the catalogue: what the policy asks for, the same for every mission ----


def catalog(language: str) -> Plain:
    """Return every demand of the policy in our words, in its sections."""
    return {
        "uuid": stable("catalog", POLICY),
        # The day on which the policy took effect: the catalogue does not change with the statement.
        "metadata": _metadata("Protection of civilians: demands of the policy", "2023-05-01T00:00:00Z", policy=POLICY),
        "groups": [_group(section, language) for section in sections()],
    }


def _group(section: Section, language: str) -> Plain:
    return {
        "id": section.code,
        "title": section.label(language),
        "controls": [_control(row, language) for row in section.demands],
    }


def _control(row: Demand, language: str) -> Plain:
    told = {
        "paragraph": paragraph(row.id), "kind": row.kind, "weight": row.weight, "addressees": ", ".join(row.addressees),
        "rhythm": row.rhythm(language),
    }  # fmt: skip
    return {
        "id": row.id,
        "class": str(row.disposition),
        "title": f"{POLICY}, {paragraph(row.id)}",
        "props": _props(told),
        "parts": [
            {"id": f"{row.id}_smt", "name": "statement", "prose": row.text(language)},
            {"id": f"{row.id}_obj", "name": "assessment-objective", "prose": row.shown_by(language)},
        ],
    }


# ---- the profile: what the mission set ----


def profile(statement: Statement, language: str) -> Plain:
    """Return what the mission set and tailored; it takes the whole catalogue in, always."""
    at = instant(statement.as_of)
    return {
        "uuid": stable("profile", statement.mission, at),
        "metadata": _metadata(f"Profile of {statement.mission}", at, mission=statement.mission),
        "imports": [{"href": f"#{stable('catalog', POLICY)}", "include-all": {}}],
        "modify": {
            "set-parameters": [_parameter(one, language) for one in statement.settings],
            "alters": list(_alters(statement)),
        },
    }


def _parameter(one: Any, language: str) -> Plain:
    known = parameters()[one.name]
    return {
        "param-id": one.name,
        "label": known.label(language),
        "values": [str(one.value)],
        "props": _props(
            {
                "set_by": "mission, not policy",
                "unit": known.unit,
                "default": one.default,
                "is_default": str(one.is_default).lower(),
                "since": instant(one.set_at) if one.set_at else "",
            }
        ),
        "remarks": one.reason or known.reason,
    }


def _alters(statement: Statement) -> Iterator[Plain]:
    """Yield for each demand behind a silenced or handed-on duty which missing part does it."""
    for one in statement.tailored:
        names = [*(name for name, _still in one.silenced), *one.handed_on]
        for control in dict.fromkeys(cite for name in names for cite in duties()[name].cites):
            effect = "handed-on" if one.stand_in else "not-applicable"
            told = {"missing_part": one.part, "covered_by": one.stand_in, "effect": effect}
            links = [{"href": _link(statement.mission, one.entry), "rel": "decided-by"}]
            yield {"control-id": control, "adds": [{"props": _props(told), "links": links}], "remarks": one.reason}


# ---- the assessment: how each duty stood, and by what ----


def results(statement: Statement, language: str) -> Plain:
    """Return one observation for each duty, with its state, reasons and the ledger entries that decided it."""
    at = instant(statement.as_of)
    told = {
        "mission": statement.mission, "seen_by": statement.seen_by,
        "ledger_head": f"{statement.head}:{statement.head_hash}", "demands_not_answered": statement.coverage.open,
    }  # fmt: skip
    cited = dict.fromkeys(cite for one in statement.standings for cite in one.duty.cites)
    return {
        "uuid": stable("assessment-results", statement.mission, at),
        "metadata": _metadata(f"Statement of compliance, {statement.mission}, {statement.day}", at, **told),
        "import-ap": {"href": f"#{stable('profile', statement.mission, at)}"},
        "results": [
            {
                "uuid": stable("result", statement.mission, at),
                "title": f"{statement.mission}, {statement.day}",
                "description": "Computed from the ledger as it stood then.",
                "start": at,
                "end": at,
                "reviewed-controls": {
                    "control-selections": [{"include-controls": [{"control-id": cite} for cite in cited]}]
                },
                "observations": [_observation(statement, one, language) for one in statement.standings],
            }
        ],
    }


def _observation(statement: Statement, one: Standing, language: str) -> Plain:
    at = instant(statement.as_of)
    told = {
        "state": one.state, "duty": one.duty.name, "wing": one.duty.wing,
        "due_at": instant(one.due_at) if one.due_at else "", "owed_by": ", ".join(one.posts),
        "excused": ", ".join(_link(statement.mission, entry.entry) for entry in statement.excused
                             if entry.duty == one.duty.name),
    }  # fmt: skip
    return {
        "uuid": stable("observation", statement.mission, one.duty.name, at),
        "title": one.duty.label(language),
        "description": " ".join(str(in_readers_language(reason)) for reason in one.reasons),
        "methods": ["TEST"],
        "collected": at,
        "props": _props(told),
        "subjects": [{"type": "component", "subject-uuid": stable("duty", one.duty.name)}],
        "links": [{"href": f"#{cite}", "rel": "control"} for cite in one.duty.cites],
        "relevant-evidence": [
            {
                "href": _link(statement.mission, entry.sequence),
                "description": f"{entry.event} {entry.subject}",
                "props": _props({"hash": entry.hash, "recorded_at": instant(entry.recorded_at)}),
            }
            for entry in statement.entries_of(one)
        ],
    }


# ---- the findings: what was not shown to be met ----


def findings(statement: Statement, language: str) -> Plain:
    """Return what is overdue, what cannot be told, and what is owed late after a decision."""
    at = instant(statement.as_of)
    told = (*_duties_found(statement, language), *_decisions_found(statement, language))
    return {
        "uuid": stable("findings", statement.mission, at),
        "metadata": _metadata(f"Findings, {statement.mission}, {statement.day}", at, mission=statement.mission),
        "import-ar": {"href": f"#{stable('assessment-results', statement.mission, at)}"},
        "findings": list(told),
    }


def _duties_found(statement: Statement, language: str) -> Iterable[Plain]:
    at = instant(statement.as_of)
    for one in statement.standings:
        reason = NOT_FOUND_MET.get(one.state)
        if reason:
            yield {
                # Without the moment: the same duty keeps its finding from export to export until it is met.
                "uuid": stable("finding", statement.mission, one.duty.name),
                "title": one.duty.label(language),
                "description": " ".join(str(in_readers_language(said)) for said in one.reasons),
                "target": _target(one.duty, reason),
                "props": _props({"state": one.state, "owed_by": ", ".join(one.posts)}),
                "related-observations": [
                    {"observation-uuid": stable("observation", statement.mission, one.duty.name, at)}
                ],
            }


def _target(duty: Duty, reason: str) -> Plain:
    return {
        "type": "objective-id",
        "target-id": f"{duty.cites[0]}_obj",
        "status": {"state": "not-satisfied", "reason": reason},
    }


def _decisions_found(statement: Statement, language: str) -> Iterable[Plain]:
    for one in statement.decisions or ():
        for owed in one.owed:
            if owed.is_late and owed.supplied_at is None:
                yield _owed_found(statement, one, owed, language)


def _owed_found(statement: Statement, one: DecisionThen, owed: OwedThen, language: str) -> Plain:
    known = gates().get(one.gate)
    ask = {ask.name: ask for ask in known.asks}.get(owed.ask) if known else None
    cite = ask.cites[0] if ask else "P52.1"
    return {
        "uuid": stable("finding", statement.mission, one.reference, owed.ask),
        "title": ask.label(language) if ask else owed.ask,
        "description": one.reference,
        "target": {
            "type": "objective-id",
            "target-id": f"{cite}_obj",
            "status": {"state": "not-satisfied", "reason": "fail"},
        },
        "props": _props({"due_at": instant(owed.due_at) if owed.due_at else "", "gate": one.gate}),
        "related-observations": [],
        "links": [{"href": _link(statement.mission, one.entry), "rel": "decided-by"}],
    }
