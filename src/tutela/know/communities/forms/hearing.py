"""Putting a consultation on record, and what was told back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.know.communities.forms.fields import day, level_field, long_text, one_of, picked, whole, within
from tutela.know.communities.rules import ConsultationFacts, groups_asked
from tutela.know.communities.rules.checking import MOST_MET
from tutela.know.communities.rules.coverage import WHOLE
from tutela.know.communities.rules.words import MANNERS, STAGES, Manner, Stage
from tutela.policy.vocabulary import term_label


def box(group: str) -> str:
    """Return the name of the box in which people of a group are counted."""
    return f"met_{group}"


class ConsultationForm(forms.Form):
    """Asks first what the contact itself may bring on people (para 42), then who was met and what they said."""

    contact_risk = long_text(
        _("What could this contact bring on the people whom you meet?"),
        needed=True,
        rows=3,
        help_text=_("Before anybody is met (para 42): who watches, what happens to those who were seen with us?"),
    )
    mitigation = long_text(
        _("What was done so that it brings them no harm?"),
        needed=True,
        rows=3,
        help_text=_("Like: many at once, a place where people go anyway, no uniforms, no names taken."),
    )
    risk_weighed_on = day(_("On which day was this weighed?"))
    held_on = day(_("On which day were people met?"))
    manner = one_of(_("How were they met?"), MANNERS, initial=Manner.VISIT)
    stage = one_of(_("At which stage of our work were they asked?"), STAGES, initial=Stage.ANALYSIS)
    concerns = long_text(
        _("What are people worried about?"),
        needed=True,
        help_text=_("In their words where you can. Never who said it, nor anything from which it could be guessed."),
    )
    strategies = long_text(_("What do they do to protect themselves?"), rows=3)
    capacities = long_text(_("What could they do, with or without us?"), rows=3)
    told_back = long_text(_("What did you tell them there?"), rows=3)
    follow_up = long_text(_("What did the mission promise?"), rows=3)
    follow_up_on = day(
        _("Until when will the mission come back?"), needed=False, help_text=_("A promise without a day is forgotten.")
    )
    sensitivity = level_field()
    record_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within(self, actor)
        language = get_language() or "en"
        for group in groups_asked():
            self.fields[box(group)] = whole(term_label("groups_at_risk", group, language), most=MOST_MET)

    @property
    def before_grid(self) -> list[forms.BoundField]:
        """Return the fields that stand before people are counted."""
        return picked(self, ("contact_risk", "mitigation", "risk_weighed_on", "held_on", "manner", "stage"))

    @property
    def after_grid(self) -> list[forms.BoundField]:
        """Return the fields that stand after people are counted."""
        names = ("concerns", "strategies", "capacities", "told_back", "follow_up", "follow_up_on", "sensitivity")
        return picked(self, names)

    @property
    def everybody(self) -> list[forms.BoundField]:
        """Return the boxes of women, men, girls and boys: together they are all who were met."""
        return picked(self, [box(group) for group in groups_asked() if group in WHOLE])

    @property
    def among_them(self) -> list[forms.BoundField]:
        """Return the boxes of the groups that are among those."""
        return picked(self, [box(group) for group in groups_asked() if group not in WHOLE])

    @property
    def counted(self) -> tuple[tuple[str, int], ...]:
        """Return the groups with how many were met, those without a number left out."""
        typed = {group: self.cleaned_data.get(box(group)) for group in groups_asked()}
        return tuple((group, count) for group, count in typed.items() if count)

    def facts(self) -> ConsultationFacts:
        """Return what was typed. Call it only when the form is valid."""
        parts = [name for name in ConsultationFacts.__dataclass_fields__ if name != "groups"]
        return ConsultationFacts(**{name: self.cleaned_data[name] for name in parts}, groups=self.counted)


class FeedbackForm(forms.Form):
    """Asks what people were told back."""

    given_on = day(_("On which day were they told?"))
    told = long_text(_("What were they told?"), needed=True)
    is_last = forms.BooleanField(
        label=_("Nothing more is promised"),
        required=False,
        initial=True,
        help_text=_("Take the tick away when the mission still owes them an answer."),
    )
