"""Forms in which somebody judges: what an alert says, how urgent it is, where it lies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.know.alerts.forms.fields import SeenForm, Words, one_of
from tutela.know.alerts.pages.wording import INFORMATION, OUTCOME, URGENCY, URGENCY_HELP, what_choices
from tutela.know.alerts.rules.words import Outcome
from tutela.mission.queries import areas
from tutela.web.components.scales import PRECISION_WORDS

NEVER_WHO = _("Never write who told you.")


class VerdictForm(SeenForm):
    """What was found about one thing that an alert says."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    outcome = one_of(
        [(code, word) for code, word in OUTCOME.items() if code != Outcome.PENDING], label=_("What did you find?")
    )
    grade = forms.TypedChoiceField(
        label=_("How far can the information be believed?"),
        help_text=_("This is about what was said. How reliable the source is, is another question."),
        choices=[
            ("", _("Not graded")),
            *((str(step), format_lazy("{} – {}", step, w)) for step, w in INFORMATION.items()),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = Words(
        label=_("What does it rest on?"),
        help_text=format_lazy("{} {}", _("For example: a patrol saw burnt houses at noon."), NEVER_WHO),
    )


class AllegationForm(SeenForm):
    """Something else that an alert says."""

    what = forms.ChoiceField(
        label=_("What else does it say?"),
        help_text=_(
            "What belongs to a specialist is taken in as a report of its own, so that it goes where it belongs."
        ),
    )

    def __init__(self, *args: Any, rooms: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "–"), *what_choices(rooms)]  # type: ignore[attr-defined]


class UrgencyForm(SeenForm):
    """How urgent somebody judges an alert to be."""

    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"),
        widget=forms.RadioSelect,
        choices=[(level, format_lazy("{} – {}. {}.", level, URGENCY[level], URGENCY_HELP[level])) for level in URGENCY],
        coerce=int,
    )
    reason = Words(label=_("Why do you judge it so?"), max_length=500)


class PlaceForm(SeenForm):
    """Where it is, as it became known."""

    place_name = forms.CharField(
        label=_("What is the place called?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    area_code = forms.ChoiceField(
        label=_("In which area is it?"),
        help_text=_("Only where no coordinates are known: with coordinates the area follows from them."),
        required=False,
    )
    latitude = forms.FloatField(
        label=_("Latitude"), help_text=_("In degrees, for example 4.6312."), required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        help_text=_("In degrees, for example 22.1187."),
        required=False,
        min_value=-180,
        max_value=180,
    )
    precision = forms.TypedChoiceField(
        label=_("How precisely is it known?"), choices=list(PRECISION_WORDS.items()), coerce=int
    )
    reason = Words(label=_("How did it become known?"), help_text=NEVER_WHO, max_length=500)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = list(areas(actor).order_by("name").values_list("code", "name"))
        self.fields["area_code"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs.update({"step": "any", "inputmode": "decimal"})
