"""The form for a call: what is known now, one key where one key will do, and the caller apart from all else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.access.permissions import Permission
from tutela.access.rules import Actor
from tutela.exchange.doors.moments import moment_in
from tutela.exchange.doors.phone.answers import Answers, Caller
from tutela.exchange.doors.phone.queries import heard_of_late
from tutela.exchange.doors.phone.spots import NoSpot, spot_in
from tutela.exchange.doors.phone.words import CHANNEL, CONCERN, DAY, KEYED, TIMING, Words, term_words
from tutela.know.alerts.rules.report import LONGEST_NAME, LONGEST_PLACE, LONGEST_TEXT, MOST_PEOPLE, Channel, Timing
from tutela.know.sources.rules import KINDS, Identity, Kind
from tutela.web.components.errors import in_readers_language

# A number as it is said: `200`, `about 2 000`, `2.000`; two numbers, or words behind it, could mean another.
_NUMBER = re.compile(r"[^\d]{0,14}(\d{1,3}(?:[ .,'’\u202f\u00a0]\d{3})+|\d+)")
_QUIET = {"autocomplete": "off", "spellcheck": "false", "data-lpignore": "true", "data-1p-ignore": "true"}
CALLER = ("who", "number", "kind", "may_call_back", "may_share")


def _line(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={**_QUIET, **more})


def in_order(words: Mapping[str, Words]) -> list[tuple[str, Words]]:
    """Return a table of words as the choices of a field."""
    return list(words.items())


def what_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return what an alert may say: what has a key of its own, then what was heard of late, then all the rest."""
    language = get_language() or "en"
    known = {**term_words("signals", language), **term_words("acts", language)}
    order = dict.fromkeys((*KEYED, *heard_of_late(actor), *known))
    return [(code, known[code]) for code in order if code in known]


class CallForm(forms.Form):
    """Asks what, when, where, how many; then the words, who did it, who must know, and who calls."""

    submission_key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    told_at = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    device_at = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    place_choice = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    what = forms.MultipleChoiceField(label=lazy("What happens?"), required=False, widget=forms.CheckboxSelectMultiple)
    timing = forms.ChoiceField(
        label=lazy("When?"), choices=in_order(TIMING), initial=Timing.UNKNOWN, widget=forms.RadioSelect
    )
    day = forms.ChoiceField(label=lazy("If it is over: when was it?"), required=False, choices=in_order(DAY))
    place = forms.CharField(
        label=lazy("Where?"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=_line(),
        help_text=lazy("Village, area or base; or 4.125, 21.5; or a grid reference."),
    )
    people = forms.CharField(
        label=lazy("How many people are at risk?"), required=False, max_length=40, widget=_line(inputmode="numeric")
    )
    text = forms.CharField(
        label=lazy("In the caller’s words"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={**_QUIET, "rows": 4}),
        help_text=lazy("Never write here who calls, nor anything from which it could be guessed."),
    )
    actor_name = forms.CharField(label=lazy("Who does it?"), required=False, max_length=LONGEST_NAME, widget=_line())
    actor_kind = forms.ChoiceField(label=lazy("What kind of actor is that?"), required=False)
    concerns = forms.MultipleChoiceField(
        label=lazy("Does it concern one of these?"),
        required=False,
        choices=in_order(CONCERN),
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.CharField(label=lazy("Name"), required=False, max_length=200, widget=_line())
    number = forms.CharField(
        label=lazy("Telephone number"), required=False, max_length=200, widget=_line(inputmode="tel")
    )
    kind = forms.ChoiceField(label=lazy("Who is it, in general?"), required=False, initial=Kind.UNKNOWN)
    may_call_back = forms.BooleanField(label=lazy("We may call back"), required=False)
    may_share = forms.BooleanField(label=lazy("What was said may go to partners who protect civilians"), required=False)
    channel = forms.ChoiceField(
        label=lazy("How was it told?"), required=False, choices=in_order(CHANNEL), initial=Channel.PHONE
    )
    language = forms.ChoiceField(
        label=lazy("Language of the words"), required=False, choices=[("en", lazy("English")), ("fr", lazy("French"))]
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        kinds = [(code, str(in_readers_language(words))) for code, words in KINDS.items()]
        self._offer("what", what_choices(actor))
        self._offer("actor_kind", [("", _("Not said")), *term_words("actor_kinds", language).items()])
        self._offer("kind", sorted(kinds, key=lambda one: one[0] != Kind.UNKNOWN))
        self.initial.setdefault("language", "fr" if language.startswith("fr") else "en")
        if not actor.may(Permission.SOURCE_KEEP):
            for name in CALLER:
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices

    @property
    def keeps_caller(self) -> bool:
        """Whether the post may lock away who calls; otherwise the form does not ask."""
        return "who" in self.fields

    @property
    def caller_fields(self) -> list[forms.BoundField]:
        """The questions about the caller."""
        return [self[name] for name in CALLER if name in self.fields]

    def clean_people(self) -> int | None:
        """Read a number as people say it; refuse two numbers, or one with words behind it."""
        typed = self.cleaned_data["people"].strip()
        if not typed:
            return None
        found = _NUMBER.fullmatch(typed)
        number = int(re.sub(r"\D", "", found[1])) if found else -1
        if not 0 <= number <= MOST_PEOPLE:
            raise forms.ValidationError(_("Write one number, like 200."))
        return number

    def clean_place(self) -> str:
        """Refuse coordinates that lie nowhere while the caller can still be asked."""
        typed: str = self.cleaned_data["place"]
        try:
            spot_in(typed)
        except NoSpot as wrong:
            raise forms.ValidationError(str(in_readers_language(wrong.sentence))) from wrong
        return typed

    def clean(self) -> dict[str, Any]:
        """Refuse a report that says nothing."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("what") or typed.get("concerns") or typed.get("text", "").strip()):
            self.add_error("what", _("Say what happens: choose something, or write it in words."))
        return typed

    def answers(self) -> Answers:
        """Return what was told. The form must be valid."""
        typed, zone = self.cleaned_data, timezone.get_current_timezone()
        return Answers(
            channel=typed["channel"] or Channel.PHONE,
            submission_key=typed["submission_key"],
            text=typed["text"],
            language=typed["language"] or "en",
            what=tuple(typed["what"]),
            timing=typed["timing"],
            day=typed["day"],
            place=typed["place"],
            place_choice=typed["place_choice"],
            people_at_risk=typed["people"],
            actor_name=typed["actor_name"],
            actor_kind=typed["actor_kind"],
            concerns=tuple(typed["concerns"]),
            told_at=_moment(typed["told_at"], zone),
            device_at=_moment(typed["device_at"], zone),
        )

    def caller(self) -> Caller:
        """Return who calls, blank where the form did not ask. The form must be valid."""
        typed = self.cleaned_data
        if not self.keeps_caller:
            return Caller()
        return Caller(
            identity=Identity(name=typed["who"].strip(), phone=typed["number"].strip()),
            kind=typed["kind"] or Kind.UNKNOWN,
            may_call_back=typed["may_call_back"],
            may_share=typed["may_share"],
        )


def _moment(text: str, zone: Any) -> Any:
    found = moment_in(text, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"))
    return found[0] if found else None
