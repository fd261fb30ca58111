"""The forms of decisions: what is there of what the policy asks for, and what shows that a debt is paid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.act.decisions.queries import role_label
from tutela.policy.gates import Ask, Gate, Strength

HOLDS, UNKNOWN, BROKEN = "holds", "unknown", "broken"
LIMIT_CHOICES = [
    (HOLDS, _("This holds")),
    (UNKNOWN, _("Nobody can say yet")),
    (BROKEN, _("Known not to hold")),
]


class Limit(forms.ChoiceField):
    """Whether a limit holds; silence is that nobody can say."""

    def clean(self, value: Any) -> Any:
        """Return the answer. Raises ValidationError for what is no answer."""
        return super().clean(value or UNKNOWN)


class Demanded(forms.CharField):
    """Words that are demanded, though not always: whether they are, the command says."""

    def validate(self, value: Any) -> None:
        """Let nothing pass as well as something."""


class AskForm(forms.Form):
    """Asks what is there: one box for each thing that must or should come first, three answers for each limit."""

    use_required_attribute = False

    is_imminent = forms.BooleanField(
        label=_("Violence is imminent or in progress"),
        required=False,
        help_text=_("Then nothing here holds you up (para 52): record now, and what was skipped is owed afterwards."),
    )
    acting_for = forms.ChoiceField(
        label=_("In whose name do you decide?"),
        required=False,
        help_text=_("Only where the decision was delegated to you."),
    )
    about = forms.CharField(
        label=_("About which record?"),
        required=False,
        max_length=80,
        help_text=_("A threat, an incident or another record, like T-000123. May stay empty."),
    )
    reason = Demanded(
        label=_("Why is this decided?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Those who come after you will read this. Never write who told you."),
    )

    def __init__(self, *args: Any, gate: Gate, role: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gate = gate
        for ask in gate.asks:
            self.fields[_field(ask)] = _field_for(ask, language)
        if gate.is_delegable and gate.deciders and role not in gate.deciders:
            names = [(one, role_label(one, language)) for one in gate.deciders]
            held = self.fields["acting_for"]
            if isinstance(held, forms.ChoiceField):
                held.choices = [("", _("In nobody’s name but that of the post")), *names]
        else:
            del self.fields["acting_for"]

    def asked(self, *strengths: Strength) -> Iterator[tuple[Ask, forms.BoundField]]:
        """Yield what the gate asks for with one of the strengths, each with its field."""
        for ask in self.gate.asks:
            if ask.strength in strengths:
                yield ask, self[_field(ask)]

    @property
    def case(self) -> dict[str, Any]:
        """Return what was ticked, as the gate is asked. Call it after cleaning; what makes no sense is left out."""
        typed = self.cleaned_data
        answers = {ask.name: typed.get(_field(ask)) for ask in self.gate.asks}
        return {
            "held": [name for name, answer in answers.items() if answer in {True, HOLDS}],
            "broken": [name for name, answer in answers.items() if answer == BROKEN],
            "is_imminent": bool(typed.get("is_imminent")),
            "acting_for": typed.get("acting_for", ""),
        }


def _field(ask: Ask) -> str:
    return f"ask-{ask.name}"


def _field_for(ask: Ask, language: str) -> forms.Field:
    if ask.strength is Strength.LIMIT:
        return Limit(label=ask.label(language), choices=LIMIT_CHOICES, widget=forms.RadioSelect, initial=UNKNOWN)
    return forms.BooleanField(label=ask.label(language), required=False)


class SupplyForm(forms.Form):
    """Asks what shows that something owed is there now."""

    ask = forms.CharField(widget=forms.HiddenInput, max_length=80)
    evidence = forms.CharField(
        label=_("What shows it?"),
        max_length=1000,
        help_text=_("The document or the record, with its date. Never write who told you."),
    )
