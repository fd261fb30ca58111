"""The parts of an alert's page, each as plain values in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tutela.kernel.sentences import Sentence
from tutela.know.alerts.models import Alert, Allegation
from tutela.know.alerts.pages import marks as own
from tutela.know.alerts.pages.wording import (
    CHANNEL,
    FLAG,
    FLAG_SENTENCE,
    INFORMATION,
    MEANS,
    PRECISION,
    RESPONDER,
    RESPONSE_STEP,
    RESULT,
    STATE_SENTENCE,
    STEP_DONE,
    TIMING,
    Words,
    labels_of,
    what_label,
    what_labels,
)
from tutela.know.alerts.queries import Story
from tutela.know.alerts.rules.clocks import Clock
from tutela.know.alerts.rules.urgency import urgency_of
from tutela.know.sources.queries import RELIABILITY
from tutela.web.components import marks
from tutela.web.components.errors import in_readers_language
from tutela.web.components.figures import number

TIER_STEP = {"dialogue": 1, "physical": 2, "environment": 3}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is known."""

    label: Words
    value: object
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """An alert in a few marks and words, to stand beside a form."""

    urgency: SafeString
    state: Words
    title: str


@dataclass(frozen=True, slots=True)
class AllegationView:
    """One thing that an alert says and what was found about it; `form` asks for a finding where one is asked."""

    number: int
    label: str
    outcome: SafeString
    grade: int | None
    grade_word: Words
    reason: str
    verified_by: str
    verified_at: datetime | None
    form: object = None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: what for, until when, when it was met, and how it stands or ended."""

    label: Words
    due_at: datetime
    done_at: datetime | None
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a response: its word and when it was taken, None for one that is still to come."""

    name: str
    word: Words
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResponseView:
    """A response in words, with the steps that are still open."""

    number: int
    responder: Words
    means: Words
    tier: SafeString
    note: str
    decided_at: datetime
    recorded_by: str
    steps: tuple[StepView, ...]
    result: Words
    result_note: str

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.steps[-1].taken_at is not None

    @property
    def to_come(self) -> list[StepView]:
        """The steps that can be taken by one press, the next first; an end is asked for with its result."""
        return [] if self.is_over else [step for step in self.steps[:-1] if step.taken_at is None]


@dataclass(frozen=True, slots=True)
class FlagView:
    """What is odd about a report, in a word and in a sentence."""

    word: Words
    sentence: Words


def title_of(alert: Alert, said: Collection[str] = ()) -> str:
    """Return what an alert says, in a line."""
    codes = dict.fromkeys(code for code in (alert.headline, *said) if code)
    return what_labels(codes) if codes else _("Said in words only")


def brief_of(alert: Alert) -> Brief:
    """Return an alert in a few words."""
    return Brief(own.urgency(alert.urgency), STATE_SENTENCE.get(alert.state, alert.state), title_of(alert))


def allegation_views(rows: Iterable[Allegation], forms: Mapping[int, object] | None = None) -> list[AllegationView]:
    """Return what an alert says, each with what was found and, where one is given, the form that asks for it."""
    return [
        AllegationView(
            number=row.number,
            label=what_label(row.what),
            outcome=own.outcome(row.outcome),
            grade=row.grade,
            grade_word=INFORMATION.get(row.grade or 0, ""),
            reason=row.reason,
            verified_by=row.verified_by,
            verified_at=row.verified_at,
            form=(forms or {}).get(row.number),
        )
        for row in rows
    ]


def urgency_reasons(alert: Alert, said: Iterable[str]) -> list[str]:
    """Return why an alert is as urgent as it is: what a person said, else what it was computed from."""
    if alert.urgency_reason:
        return [alert.urgency_reason]
    judged = urgency_of(tuple(said) or (alert.headline,), alert.timing, people=alert.people_at_risk)
    return [str(in_readers_language(reason)) for reason in judged.reasons] if judged.level == alert.urgency else []


def told_facts(alert: Alert) -> list[Fact]:
    """Return what was told besides the words: when, where, who is at risk, from whom."""
    facts = [
        Fact(_("When"), TIMING.get(alert.timing, alert.timing), _occurred(alert)),
        Fact(_("Where"), alert.place_name or _("not said"), alert.area.name if alert.area else _("in no area")),
        Fact(_("Place known to"), marks.precision(alert.place_precision), _coordinates(alert)),
        Fact(_("People at risk"), _people(alert), labels_of("groups_at_risk", alert.groups)),
        Fact(_("From whom"), alert.actor_name or _("not said"), _kind(alert)),
        Fact(_("Came in by"), CHANNEL.get(alert.channel, alert.channel), alert.recorded_by),
    ]
    if alert.base is not None and alert.base_distance_km is not None:
        facts.insert(
            3, Fact(_("Nearest base"), alert.base.name, _("%(km)s km") % {"km": number(alert.base_distance_km, 1)})
        )
    return facts


def _occurred(alert: Alert) -> Words:
    if alert.occurred_at is None:
        return ""
    told = marks.moment(alert.occurred_at)
    return format_html("{}, {}", told, PRECISION.get(alert.occurred_precision, ""))


def _coordinates(alert: Alert) -> Words:
    if alert.latitude is None or alert.longitude is None:
        return ""
    return format_html('<bdi dir="ltr">{}, {}</bdi>', f"{alert.latitude:.4f}", f"{alert.longitude:.4f}")


def _people(alert: Alert) -> str:
    return _("not said") if alert.people_at_risk is None else number(alert.people_at_risk)


def _kind(alert: Alert) -> str:
    return labels_of("actor_kinds", [alert.actor_kind]) if alert.actor_kind else ""


def flag_views(flags: Iterable[str]) -> list[FlagView]:
    """Return what is odd about a report."""
    return [FlagView(FLAG.get(code, code), FLAG_SENTENCE.get(code, "")) for code in flags]


def grade_facts(alert: Alert) -> list[Fact]:
    """Return both grades, apart: how reliable the source is, and how far the information can be believed."""
    reliability = RELIABILITY.get(alert.source_grade, Sentence("Cannot be judged"))
    return [
        Fact(_("Source"), _grade(alert.source_grade), in_readers_language(reliability)),
        Fact(_("Information"), _grade(alert.information_grade), INFORMATION.get(alert.information_grade, "")),
    ]


def _grade(letter: object) -> SafeString:
    return format_html('<span class="grade">{}</span>', letter)


def clock_views(clocks: Iterable[Clock], *, is_open: bool, now: datetime) -> list[ClockView]:
    """Return the clocks of an alert; one that nobody stops runs only while the alert is open."""
    shown = [clock for clock in clocks if is_open or clock.done_at is not None]
    return [
        ClockView(
            label=STEP_DONE.get(clock.step, clock.step),
            due_at=clock.due_at,
            done_at=clock.done_at,
            state=clock.state(now),
            text=own.left(clock.due_at, now) if clock.done_at is None else _ended(clock, clock.done_at),
        )
        for clock in shown
    ]


def _ended(clock: Clock, done: datetime) -> str:
    took = own.span(max(done - clock.started_at, timedelta(0)))
    if done <= clock.due_at:
        return _("in time, after %(span)s") % {"span": took}
    return _("late, after %(span)s") % {"span": took}


def response_views(story: Story) -> list[ResponseView]:
    """Return what was done about an alert."""
    return [
        ResponseView(
            number=row.number,
            responder=RESPONDER.get(row.responder, row.responder),
            means=MEANS.get(row.means, row.means),
            tier=marks.tier(TIER_STEP.get(row.tier, 1)),
            note=row.note,
            decided_at=row.decided_at,
            recorded_by=row.recorded_by,
            steps=tuple(StepView(name, word, getattr(row, f"{name}_at")) for name, word in RESPONSE_STEP.items()),
            result=RESULT.get(row.result, row.result),
            result_note=row.result_note,
        )
        for row in story.responses
    ]
