"""Forms about what was done: who responds and how, how far they came, or why nobody does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.forms.fields import Moment, SeenForm, Words, one_of
from tutela.know.alerts.pages.wording import (
    MEANS,
    NO_RESPONSE,
    RESPONDER,
    RESPONSE_STEP,
    RESULT,
    choices_of,
    in_list,
)


class ResponseForm(SeenForm):
    """Who responds, in which tier, with what."""

    responder = one_of(in_list(RESPONDER), label=_("Who responds?"))
    means = one_of(in_list(MEANS), label=_("With what?"))
    tier = forms.ChoiceField(label=_("In which tier of action?"), widget=forms.RadioSelect)
    note = Words(
        label=_("What exactly?"),
        help_text=_("For example: a patrol of two vehicles from the base, by the river road."),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = choices_of("tiers")  # type: ignore[attr-defined]


class NoResponseForm(SeenForm):
    """Why nobody responds."""

    why = one_of(in_list(NO_RESPONSE), label=_("What kept everybody from responding?"))
    reason = Words(label=_("In your words"), help_text=_("It will be asked later, and by others."))


class StepForm(forms.Form):
    """How far a response came, when, and at its end what came of it."""

    step = one_of(in_list(RESPONSE_STEP), label=_("What happened?"))
    happened_at = Moment(label=_("When?"), help_text=_("By the mission's clock. Left empty, it is now."))
    result = forms.ChoiceField(
        label=_("If it ended: what came of it for the people concerned?"),
        choices=[("", "–"), *in_list(RESULT)],
        required=False,
    )
    note = Words(label=_("In your words"), required=False, max_length=4000)
