"""The words of every closed list that the pages of the desk show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.rules.clocks import Step
from tutela.know.alerts.rules.figures import Count, Stage
from tutela.know.alerts.rules.figures import Outcome as FigureOutcome
from tutela.know.alerts.rules.report import Channel, Flag, Precision, Timing, what_terms
from tutela.know.alerts.rules.words import (
    Aside,
    Means,
    NoResponse,
    NoteKind,
    Outcome,
    Responder,
    Result,
    State,
    Told,
)
from tutela.policy.vocabulary import term_label, terms

Words = str | Promise

URGENCY: Mapping[int, Words] = {1: _("Immediate"), 2: _("Urgent"), 3: _("Soon"), 4: _("Routine")}
URGENCY_HELP: Mapping[int, Words] = {
    1: _("Violence is under way, or expected within hours"),
    2: _("Grave, or expected within days"),
    3: _("It may come, or what was done may come again"),
    4: _("Nothing says that people are in danger now"),
}
STATE: Mapping[str, Words] = {
    State.RECEIVED: _("Received"),
    State.ACKNOWLEDGED: _("Acknowledged"),
    State.VERIFIED: _("Verified"),
    State.DECIDED: _("Decided"),
    State.CLOSED: _("Closed"),
    State.SET_ASIDE: _("Set aside"),
    State.MERGED: _("Joined to another"),
}
STATE_SENTENCE: Mapping[str, Words] = {
    State.RECEIVED: _("Nobody has acknowledged it yet"),
    State.ACKNOWLEDGED: _("Acknowledged; nobody has verified it yet"),
    State.VERIFIED: _("Verified; nobody has decided what to do yet"),
    State.DECIDED: _("Decided; it is open until it is closed with a result"),
    State.CLOSED: _("Closed"),
    State.SET_ASIDE: _("Set aside"),
    State.MERGED: _("Joined to another alert"),
}
OUTCOME: Mapping[str, Words] = {
    Outcome.PENDING: _("Not judged yet"),
    Outcome.CONFIRMED: _("Confirmed"),
    Outcome.PROBABLE: _("Probable"),
    Outcome.NOT_VERIFIABLE: _("Cannot be verified"),
    Outcome.REFUTED: _("Refuted"),
}
OUTCOME_ICON: Mapping[str, str] = {
    Outcome.PENDING: "circle-dashed",
    Outcome.CONFIRMED: "circle-check",
    Outcome.PROBABLE: "circle-dot",
    Outcome.NOT_VERIFIABLE: "help-circle",
    Outcome.REFUTED: "x",
}
STEP: Mapping[str, Words] = {
    Step.ACKNOWLEDGE: _("Acknowledge"),
    Step.VERIFY: _("Verify"),
    Step.DECIDE: _("Decide"),
    Step.MOVE: _("Set out"),
    Step.TELL: _("Tell the community"),
    Step.CLOSE: _("Close it"),
}
STEP_DONE: Mapping[str, Words] = {
    Step.ACKNOWLEDGE: _("Acknowledged"),
    Step.VERIFY: _("Verified"),
    Step.DECIDE: _("Decided"),
    Step.MOVE: _("On the way"),
    Step.TELL: _("Community told"),
}
CHANNEL: Mapping[str, Words] = {
    Channel.PHONE: _("Telephone"),
    Channel.VISIT: _("In person"),
    Channel.RADIO: _("Radio"),
    Channel.CAPTURE: _("Field page"),
    Channel.ODK: _("ODK or Kobo"),
    Channel.SMS: _("Text message"),
    Channel.MAIL: _("E-mail"),
    Channel.TABLE: _("Spreadsheet"),
    Channel.API: _("Another system"),
}
TIMING: Mapping[str, Words] = {
    Timing.UNDER_WAY: _("It is happening now"),
    Timing.IMMINENT: _("It is expected within hours"),
    Timing.SOON: _("It is expected within days"),
    Timing.OVER: _("It is over"),
    Timing.UNKNOWN: _("Nobody knows when"),
}
PRECISION: Mapping[str, Words] = {
    Precision.MINUTE: _("to the minute"),
    Precision.HOUR: _("to the hour"),
    Precision.DAY: _("to the day"),
    Precision.WEEK: _("to the week"),
    Precision.UNKNOWN: _("not known how precisely"),
}
FLAG: Mapping[str, Words] = {
    Flag.CLOCK_OFF: _("Wrong clock"),
    Flag.LATE: _("Came late"),
    Flag.FAR_AWAY: _("Far away"),
    Flag.PLACE_UNCLEAR: _("Place unclear"),
    Flag.TEXT_CLEANED: _("Hidden characters"),
    Flag.TEXT_CUT: _("Text cut"),
    Flag.UNKNOWN_FORM: _("Unknown form"),
    Flag.UNKNOWN_ANSWER: _("Unknown answer"),
    Flag.FILE_REFUSED: _("File refused"),
    Flag.FILE_MISSING: _("File missing"),
    Flag.POSSIBLE_NAME: _("May name somebody"),
}
FLAG_SENTENCE: Mapping[str, Words] = {
    Flag.CLOCK_OFF: _("The clock of the device that sent it was wrong; times were worked out from when it arrived."),
    Flag.LATE: _("More than an hour passed between the telling and its arrival here."),
    Flag.FAR_AWAY: _("Its coordinates lie far outside the mission; they are kept as told and place nothing."),
    Flag.PLACE_UNCLEAR: _("Nobody can tell from what was told in which area it lies."),
    Flag.TEXT_CLEANED: _("Characters that cannot be seen, or that turn the reading around, were taken out."),
    Flag.TEXT_CUT: _("It was longer than what is kept; the end is missing."),
    Flag.UNKNOWN_FORM: _("It was filled in on a form, or a version of one, that this house does not know."),
    Flag.UNKNOWN_ANSWER: _("An answer was none of the choices; it was kept in the words, not as a choice."),
    Flag.FILE_REFUSED: _("A file that came with it was not taken in: its kind, its size or its content."),
    Flag.FILE_MISSING: _("It names a file that has not come yet."),
    Flag.POSSIBLE_NAME: _("Its words may say who told it. Read it with care and do not pass the words on."),
}
ASIDE: Mapping[str, Words] = {
    Aside.NOT_PROTECTION: _("It is not about the protection of civilians"),
    Aside.OUTSIDE_MISSION: _("It lies outside the area of the mission"),
    Aside.REFUTED: _("It was verified and refuted"),
    Aside.TOO_LITTLE: _("Too little was told, and nobody can be asked"),
    Aside.TEST: _("It was a test"),
    Aside.ABUSE: _("It was sent to mislead or to disturb"),
}
RESPONDER: Mapping[str, Words] = {
    Responder.MISSION_FORCE: _("The mission: the force"),
    Responder.MISSION_POLICE: _("The mission: the police"),
    Responder.MISSION_CIVILIAN: _("The mission: civilians"),
    Responder.STATE_FORCES: _("Forces of the host State"),
    Responder.STATE_AUTHORITIES: _("Authorities of the host State"),
    Responder.HUMANITARIAN: _("Humanitarian partners"),
    Responder.COMMUNITY: _("The community itself"),
    Responder.OTHER: _("Somebody else"),
}
MEANS: Mapping[str, Words] = {
    Means.ARMED: _("Armed: patrol, position, escort"),
    Means.UNARMED: _("Unarmed: presence, accompaniment, mediation on the spot"),
    Means.POLITICAL: _("Political: good offices, pressure, dialogue with leaders"),
    Means.ADVICE: _("Advice: warning, counsel, passing it on"),
}
NO_RESPONSE: Mapping[str, Words] = {
    NoResponse.MEANS: _("Means: nobody or nothing was at hand that could have gone"),
    NoResponse.ACCESS: _("Access: road, weather, mines or distance"),
    NoResponse.MANDATE_READING: _("Mandate: it was read as not covering this"),
    NoResponse.RULES_READING: _("Rules of engagement: they were read as not allowing this"),
    NoResponse.CAVEAT: _("A caveat of a contributing country"),
    NoResponse.HOST_STATE_OBSTRUCTION: _("The host State stood in the way"),
    NoResponse.HARM_TO_CIVILIANS: _("It would have harmed civilians more than it protected them"),
    NoResponse.SECURITY: _("Too dangerous for those who would have gone"),
    NoResponse.TOO_LATE: _("It was over before anybody could go"),
    NoResponse.OTHERS_RESPONDED: _("Others responded already"),
    NoResponse.SOURCE_AT_RISK: _("It would have shown who told us"),
    NoResponse.NOT_NEEDED: _("Nothing needed to be done"),
}
RESULT: Mapping[str, Words] = {
    Result.PREVENTED: _("Harm was prevented"),
    Result.STOPPED: _("Violence was stopped"),
    Result.REDUCED: _("Harm was reduced"),
    Result.NO_EFFECT: _("It changed nothing"),
    Result.TOO_LATE: _("It came too late"),
    Result.HARM_DONE: _("It did harm to civilians"),
    Result.UNKNOWN: _("Not known"),
}
NOTE_KIND: Mapping[str, Words] = {
    NoteKind.MORE: _("More became known"),
    NoteKind.QUESTION: _("Question to whoever told it"),
    NoteKind.DESK: _("Note for the desk"),
}
TOLD: Mapping[str, Words] = {
    Told.CALL: _("By telephone"),
    Told.VISIT: _("In person"),
    Told.SMS: _("By text message"),
    Told.RADIO: _("By radio"),
    Told.NETWORK: _("Through the alert network"),
    Told.NOT_SAFE: _("Not told: it is not safe for them"),
}
RESPONSE_STEP: Mapping[str, Words] = {
    "ordered": _("Ordered"),
    "moved": _("Set out"),
    "arrived": _("Arrived"),
    "ended": _("Finished"),
}
INFORMATION: Mapping[int, Words] = {
    1: _("Confirmed by other sources"),
    2: _("Probably true"),
    3: _("Possibly true"),
    4: _("Doubtful"),
    5: _("Improbable"),
    6: _("Cannot be judged"),
}
COUNT: Mapping[str, Words] = {
    "counted": _("Counted"),
    FigureOutcome.VERIFIED: _("Verified"),
    FigureOutcome.OPEN: _("Still open"),
    FigureOutcome.NOT_VERIFIABLE: _("Cannot be verified"),
    FigureOutcome.REFUTED: _("Refuted"),
    FigureOutcome.SET_ASIDE: _("Set aside"),
    FigureOutcome.MERGED: _("Joined to another"),
    Count.ANSWERED: _("Answered by anybody"),
    Count.BY_MISSION: _("By the mission"),
    Count.AT_ONCE: _("By the mission at once"),
    Count.BY_STATE: _("By the host State"),
    Count.WAITING: _("Nobody has responded yet, and it is open"),
    Count.UNEXPLAINED: _("Closed without a response and without a reason"),
}
RATE: Mapping[str, Words] = {
    Count.ANSWERED: _("Answered by anybody"),
    Count.BY_MISSION: _("Answered by the mission"),
    Count.AT_ONCE: _("Answered by the mission at once"),
    Count.BY_STATE: _("Answered by the host State"),
}
SPLIT: Mapping[str, Words] = {
    "whole": _("All"),
    "area": _("Area"),
    "month": _("Month"),
    "urgency": _("Urgency"),
    "channel": _("Came in by"),
}
STAGE: Mapping[str, Words] = {
    Stage.ACKNOWLEDGED: _("Acknowledged"),
    Stage.VERIFIED: _("Verified"),
    Stage.DECIDED: _("Decided"),
    Stage.MOVED: _("Set out"),
    Stage.ARRIVED: _("Arrived"),
    Stage.CLOSED: _("Closed"),
    Stage.TOLD: _("Community told"),
}


def in_list(words: Mapping[str, Words] | Mapping[int, Words]) -> list[tuple[str, Words]]:
    """Return a table as the choices of a field."""
    return [(str(code), word) for code, word in words.items()]


def what_label(code: str) -> str:
    """Return what an alert says, in the reader's language; a code that no list knows stays as it is."""
    term = what_terms().get(code)
    return term.label(get_language() or "en") if term else code


def what_labels(codes: Iterable[str]) -> str:
    """Return several things that an alert says as one line: only the first begins with a capital."""
    first, *more = (what_label(code) for code in codes)
    return ", ".join((first, *(_lowered(label) for label in more)))


def _lowered(label: str) -> str:
    """Let a label begin small in the middle of a line; what is written in capitals stays so."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def what_choices(rooms: frozenset[str] | None = None) -> list[tuple[str, str]]:
    """Return everything that an alert may say; with `rooms` only what belongs to one of those compartments."""
    language = get_language() or "en"
    known = what_terms().items()
    return [(code, term.label(language)) for code, term in known if rooms is None or term.compartment in rooms]


def choices_of(name: str) -> list[tuple[str, str]]:
    """Return a list of the policy's vocabulary as the choices of a field."""
    language = get_language() or "en"
    return [(code, term.label(language)) for code, term in terms(name).items()]


def labels_of(name: str, codes: Iterable[str]) -> str:
    """Return codes of a list of the policy's vocabulary in words."""
    language = get_language() or "en"
    return ", ".join(term_label(name, code, language) for code in codes)
