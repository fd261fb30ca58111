"""Saying where a liaison assistant works, and with what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.know.communities.forms.fields import Choices, Several, day, long_text, many_of, one_of
from tutela.know.communities.rules import PlacementFacts
from tutela.know.communities.rules.words import EQUIPMENTS, Equipment


class PlacementForm(forms.Form):
    """Asks which liaison assistant works where, from when on."""

    post = forms.ChoiceField(label=_("Which liaison assistant?"))
    started_on = day(_("From which day on?"))
    areas = many_of(_("In which areas?"), list)
    communities = Several(
        label=_("In which communities, by reference?"), required=False, help_text=_("Like C-000001, C-000007.")
    )
    languages = Several(
        label=_("Which languages do they speak?"), required=False, help_text=_("With commas between, the best first.")
    )
    equipment = one_of(_("Do they have what they need?"), EQUIPMENTS, initial=Equipment.WORKING, radio=True)
    trained_on = day(_("When was the last training?"), needed=False)

    def __init__(self, *args: Any, posts: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("post", posts), ("areas", areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = choices

    def facts(self) -> PlacementFacts:
        """Return what was typed. Call it only when the form is valid."""
        typed = {name: self.cleaned_data[name] for name in PlacementFacts.__dataclass_fields__}
        return PlacementFacts(**{**typed, "areas": tuple(typed["areas"])})


class CheckForm(forms.Form):
    """Asks what a liaison assistant has to work with."""

    checked_on = day(_("On which day was this looked at?"))
    equipment = one_of(_("Do they have what they need?"), EQUIPMENTS, initial=Equipment.WORKING, radio=True)
    trained_on = day(
        _("When was the last training?"), needed=False, help_text=_("Leave it empty when there was none since.")
    )
    note = long_text(_("What is missing?"), rows=3)


class EndPlacementForm(forms.Form):
    """Asks for the last day."""

    ended_on = day(_("Which is the last day?"))
