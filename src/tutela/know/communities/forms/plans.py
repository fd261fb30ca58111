"""Writing a community's protection plan, and looking it through."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.know.communities.forms.fields import (
    Words,
    day,
    group_choices,
    level_field,
    long_text,
    many_of,
    one_of,
    within,
)
from tutela.know.communities.rules import PlanFacts
from tutela.know.communities.rules.words import PLAN_STATUSES, Level, PlanStatus

YES, NO = "yes", "no"


class PlanForm(forms.Form):
    """Asks for the parts of a plan in the order in which they are needed."""

    written_on = day(_("On which day was it written?"))
    status = one_of(_("Where does it stand?"), PLAN_STATUSES, initial=PlanStatus.DRAFT)
    made_with = many_of(
        _("Who of the community had a part in it?"),
        group_choices,
        help_text=_("A plan that only men made forgets what women do when people flee."),
    )
    warning_signs = long_text(
        _("By which signs do people see that danger comes?"),
        help_text=_("Like: herds turn back, strangers ask for the chief."),
    )
    routes = long_text(_("Which ways do people take, by day and by night?"))
    shelters = long_text(_("Where do they find shelter, and how many find room there?"))
    roles = long_text(
        _("Who does what?"), help_text=_("By part: who rings, who carries those who cannot walk. Never a name.")
    )
    mission_does = long_text(_("What does the mission do, and within what time?"))
    sensitivity = level_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within(self, actor)
        self.initial.setdefault("sensitivity", min(int(Level.CONFIDENTIAL), int(actor.clearance)))

    def facts(self) -> PlanFacts:
        """Return what was typed. Call it only when the form is valid."""
        typed = {name: self.cleaned_data[name] for name in PlanFacts.__dataclass_fields__}
        return PlanFacts(**{**typed, "made_with": tuple(typed["made_with"])})


def initial_of_plan(facts: PlanFacts, version: int) -> dict[str, Any]:
    """Return what the form shows of a plan that is written anew."""
    shown = {name: getattr(facts, name) for name in PlanFacts.__dataclass_fields__}
    return {**shown, "made_with": list(facts.made_with), "version": version}


class ReviewForm(forms.Form):
    """Asks what somebody found who looked a plan through."""

    reviewed_on = day(_("On which day was it looked through?"))
    still_holds = forms.ChoiceField(
        label=_("Does it still hold?"),
        choices=[(YES, _("Yes, as it is")), (NO, _("No, it needs change"))],
        widget=forms.RadioSelect,
    )
    note = Words(
        label=_("What was found?"),
        required=False,
        help_text=_("When it no longer holds: what must change."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def holds(self) -> bool:
        """Whether the plan still holds. Call it only when the form is valid."""
        return bool(self.cleaned_data["still_holds"] == YES)
