"""Saying what a community has of its own, and how it was backed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.know.communities.forms.fields import Words, day, group_choices, long_text, many_of, one_of, whole
from tutela.know.communities.rules import MechanismFacts
from tutela.know.communities.rules.checking import FIRST_YEAR
from tutela.know.communities.rules.words import MECHANISM_KINDS, SUPPORT_KINDS


class MechanismForm(forms.Form):
    """Asks what a community does by itself."""

    name = Words(label=_("What is it called?"), max_length=200, help_text=_("The body, never a person."))
    kind = one_of(_("What kind is it?"), MECHANISM_KINDS)
    does = long_text(_("What does it do, and what does it settle?"))
    groups = many_of(_("Who takes part?"), group_choices)
    since_year = whole(_("Since which year?"), most=9999, least=FIRST_YEAR)
    is_active = forms.BooleanField(label=_("It is at work now"), required=False, initial=True)
    record_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def facts(self) -> MechanismFacts:
        """Return what was typed. Call it only when the form is valid."""
        typed = {name: self.cleaned_data[name] for name in MechanismFacts.__dataclass_fields__}
        return MechanismFacts(**{**typed, "groups": tuple(typed["groups"])})


class SupportForm(forms.Form):
    """Asks how a mechanism was backed."""

    supported_on = day(_("On which day?"))
    kind = one_of(_("How was it backed?"), SUPPORT_KINDS)
    told = long_text(_("What was done, and who goes on with it?"), needed=True)
