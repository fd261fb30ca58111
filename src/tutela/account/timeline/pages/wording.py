"""An entry in words: its sentence, its facts under names that people use, its paragraphs and its two times."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tutela.account.timeline.rules import paragraphs_of
from tutela.kernel.clock import from_instant
from tutela.ledger.events import EVENTS
from tutela.ledger.models import Entry
from tutela.ledger.queries import payload, sentence
from tutela.web.components.figures import day_text, number
from tutela.web.components.scales import SENSITIVITY_WORDS, Sensitivity

PLACE = re.compile(r"\{(\w+)\}")
LISTED = 12
LONG = 48
HOUR, DAY = 60, 24 * 60  # in minutes

# Names of facts that do not read well when their underscores are taken out, or that need another language.
FACT_WORDS = {
    "act": gettext_lazy("kind of violence"),
    "acting_for": gettext_lazy("decided in the name of"),
    "actor": gettext_lazy("actor"),
    "adopted_on": gettext_lazy("adopted on"),
    "aliases": gettext_lazy("other names"),
    "area": gettext_lazy("area"),
    "as_of": gettext_lazy("as of"),
    "ask": gettext_lazy("what was asked for"),
    "base": gettext_lazy("base"),
    "before": gettext_lazy("before"),
    "changed": gettext_lazy("changed"),
    "by_themselves": gettext_lazy("by the person"),
    "chapter_vii": gettext_lazy("under Chapter VII"),
    "civilians": gettext_lazy("civilians killed"),
    "civilians_best": gettext_lazy("civilians killed, best estimate"),
    "component": gettext_lazy("component"),
    "confidence": gettext_lazy("confidence"),
    "destabilising": gettext_lazy("destabilising effect"),
    "digest": gettext_lazy("digest of the content"),
    "due_at": gettext_lazy("owed until"),
    "evidence": gettext_lazy("what shows it"),
    "facts": gettext_lazy("what was said"),
    "filename": gettext_lazy("file"),
    "first_number": gettext_lazy("first number"),
    "first_revision": gettext_lazy("first revision"),
    "first_row": gettext_lazy("first row"),
    "from_on": gettext_lazy("from"),
    "gate": gettext_lazy("act decided on"),
    "has_child_view": gettext_lazy("looked at for children"),
    "has_gender_view": gettext_lazy("looked at for women and men"),
    "held": gettext_lazy("what was there"),
    "imminence_required": gettext_lazy("the threat must be imminent"),
    "impact": gettext_lazy("impact"),
    "impact_method": gettext_lazy("how impact was combined"),
    "incidents": gettext_lazy("incidents"),
    "is_exercise": gettext_lazy("an exercise"),
    "is_imminent": gettext_lazy("violence imminent or in progress"),
    "kind": gettext_lazy("kind"),
    "lapsed": gettext_lazy("lapsed"),
    "last_number": gettext_lazy("last number"),
    "last_revision": gettext_lazy("last revision"),
    "last_row": gettext_lazy("last row"),
    "lately": gettext_lazy("civilians killed lately"),
    "left_out": gettext_lazy("recommended and left out"),
    "likelihood": gettext_lazy("likelihood"),
    "likelihood_method": gettext_lazy("how likelihood was combined"),
    "limits": gettext_lazy("limits not confirmed"),
    "lines": gettext_lazy("lines"),
    "mass_atrocity_asked": gettext_lazy("asked about mass atrocity"),
    "merged": gettext_lazy("merged"),
    "name": gettext_lazy("name"),
    "new": gettext_lazy("new"),
    "number": gettext_lazy("number"),
    "occurred_from": gettext_lazy("happened from"),
    "outcome": gettext_lazy("what the policy said"),
    "permissions": gettext_lazy("permissions"),
    "person": gettext_lazy("person, by number"),
    "phases": gettext_lazy("phases"),
    "place": gettext_lazy("place"),
    "post": gettext_lazy("post"),
    "proposal": gettext_lazy("proposal"),
    "proposals": gettext_lazy("proposals"),
    "release": gettext_lazy("release"),
    "renewal_on": gettext_lazy("up for renewal on"),
    "resolution": gettext_lazy("resolution"),
    "revision": gettext_lazy("revision"),
    "risk": gettext_lazy("risk"),
    "risk_step": gettext_lazy("step of risk"),
    "role": gettext_lazy("role"),
    "rule": gettext_lazy("rule"),
    "sha256": gettext_lazy("SHA-256 of the file"),
    "since": gettext_lazy("since"),
    "since_on": gettext_lazy("since"),
    "size": gettext_lazy("size in bytes"),
    "source": gettext_lazy("source"),
    "steps": gettext_lazy("steps of the scale"),
    "title": gettext_lazy("title"),
    "to_on": gettext_lazy("until"),
    "unchanged": gettext_lazy("unchanged"),
    "updated": gettext_lazy("updated"),
    "value": gettext_lazy("value"),
    "values": gettext_lazy("values"),
    "version": gettext_lazy("version"),
    "within": gettext_lazy("its clock"),
}

# Where a record is shown, by the beginning of its reference; True: the page takes the reference.
RECORD_PAGES = {
    "DE": ("decisions:decision", True),
    "I": ("incidents:incident", True),
    "P": ("products:product", True),
    "R": ("exchange:run", True),
    "S": ("mission:snapshots", False),
    "T": ("threats:threat", True),
    "TP": ("threats:proposal", True),
    "TR": ("threats:ranking", True),
    "area": ("mission:area", True),
    "areas": ("mission:areas", False),
    "bases": ("mission:bases", False),
    "mission": ("mission:overview", False),
    "parameter": ("mission:parameter", True),
    "part": ("mission:profile", False),
    "partner": ("mission:units", False),
    "post": ("mission:post", True),
    "unit": ("mission:units", False),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an entry; `is_code` marks a hash or a technical name, set in figures of one width."""

    label: str
    value: str
    is_code: bool = False

    @property
    def css(self) -> str:
        """Return the classes of the fact: long ones take the whole line."""
        names = ["hash"] if self.is_code else []
        return " ".join([*names, "fact-long"] if len(self.value) > LONG else names)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as pages show it. `known_at` is None when it was recorded as soon as it was known."""

    sequence: int
    sentence: str
    event: str
    subject: str
    related: tuple[str, ...]
    post: str
    label: str
    person: str
    recorded_at: datetime
    known_at: datetime | None
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    reason: str
    sensitivity: str
    compartment: str
    area_path: str


def view_of(entry: Entry) -> EntryView:
    """Turn a stored entry into what a page shows, in the reader's language."""
    recorded, known = from_instant(entry.recorded_at), from_instant(entry.known_at)
    return EntryView(
        sequence=entry.sequence,
        sentence=sentence(entry),
        event=entry.event,
        subject=entry.subject,
        related=tuple(json.loads(entry.related)),
        post=entry.post,
        label=entry.label,
        person=entry.person,
        recorded_at=recorded,
        known_at=None if known == recorded else known,
        paragraphs=tuple(paragraphs_of(json.loads(entry.cites))),
        facts=tuple(fact_of(name, value) for name, value in payload(entry).items()),
        reason=entry.reason,
        sensitivity=tuple(Sensitivity)[entry.sensitivity].value,
        compartment=entry.compartment,
        area_path=entry.area_path,
    )


def sensitivity_words(step: int) -> str:
    """Return the word for a stored sensitivity (0 to 2)."""
    return str(SENSITIVITY_WORDS[tuple(Sensitivity)[step]])


def event_words(name: str) -> str:
    """Say a kind of event without its facts: its sentence with an ellipsis in each place."""
    kind = EVENTS.get(name)
    return PLACE.sub("…", str(kind.sentence)) if kind else name


def event_choices() -> list[tuple[str, str]]:
    """Return every kind of event with its words, in the order of their names."""
    return [(name, event_words(name)) for name in sorted(EVENTS)]


def fact_of(name: str, value: object) -> Fact:
    """Return one fact of a payload under a name that people use."""
    label = str(FACT_WORDS.get(name) or name.replace("_", " "))
    return Fact(label, fact_text(value), is_code=name in {"digest", "sha256"})


def fact_text(value: object) -> str:
    """Write a value of a payload: yes and no in words, days as days, long lists cut short with their length."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return number(value, 0 if value == int(value) else 2)
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {fact_text(held)}" for key, held in value.items())
    return _day_or_text(str(value))


def _listed(values: list[object]) -> str:
    told = ", ".join(fact_text(value) for value in values[:LISTED])
    if len(values) <= LISTED:
        return told
    return _("%(some)s and %(more)s more") % {"some": told, "more": number(len(values) - LISTED)}


def _day_or_text(text: str) -> str:
    if len(text) != len("2031-05-14"):
        return text
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def lag_words(known: datetime, recorded: datetime) -> str:
    """Say how long after it was known something was recorded; nothing below a minute."""
    minutes = int((recorded - known).total_seconds() // 60)
    if minutes < 1:
        return ""
    if minutes < 2 * HOUR:
        return ngettext("%(n)s minute later", "%(n)s minutes later", minutes) % {"n": number(minutes)}
    if minutes < 2 * DAY:
        return ngettext("%(n)s hour later", "%(n)s hours later", minutes // HOUR) % {"n": number(minutes // HOUR)}
    return ngettext("%(n)s day later", "%(n)s days later", minutes // DAY) % {"n": number(minutes // DAY)}


def record_address(reference: str) -> str:
    """Return the page of the record itself where there is one, else nothing."""
    kind, mark, rest = reference.partition(":")
    if not mark:
        kind = reference.partition("-")[0]
    page, takes_rest = RECORD_PAGES.get(kind, ("", False))
    argument = (rest if mark else reference,) if takes_rest else ()
    try:
        return reverse(page, args=argument) if page else ""
    except NoReverseMatch:
        return ""
