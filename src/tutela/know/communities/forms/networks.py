"""Saying what an alert network is, how a test went, and who is a focal point by the vault's reference."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.know.communities.forms.fields import (
    Choices,
    Several,
    Words,
    day,
    level_field,
    long_text,
    many_of,
    one_of,
    perhaps_one_of,
    told,
    whole,
    within,
)
from tutela.know.communities.rules import NetworkFacts
from tutela.know.communities.rules.words import AGE_BANDS, END_REASONS, MEANS, REPLIES, ROLES, SEXES, AgeBand, Role, Sex


class NetworkForm(forms.Form):
    """Asks whom a network serves and how an alert travels."""

    name = Words(
        label=_("What is the network called?"), max_length=200, help_text=_("Like: Callers of the market road.")
    )
    members = many_of(_("Which communities does it serve?"), list)
    others = Several(label=_("Which others, by reference?"), required=False, help_text=_("Like C-000001, C-000007."))
    means = many_of(_("How does an alert travel?"), lambda: told(MEANS), needed=True)
    how = long_text(
        _("Who calls whom, and what when that fails?"),
        help_text=_("Say it by part, like: two callers, one runner. Never a name or a number."),
    )
    set_up_on = day(_("Since when is it there?"), needed=False)
    sensitivity = level_field()
    record_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, near: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within(self, actor)
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)  # noqa: S101  # for the type checker
        members.choices = near
        if not near:
            del self.fields["members"]
            self.fields["others"].label = _("Which communities does it serve, by reference?")

    def facts(self) -> NetworkFacts:
        """Return what was typed. Call it only when the form is valid."""
        typed = self.cleaned_data
        return NetworkFacts(
            name=typed["name"],
            communities=(*typed.get("members", ()), *typed["others"]),
            means=tuple(typed["means"]),
            how=typed["how"],
            set_up_on=typed["set_up_on"],
            sensitivity=typed["sensitivity"],
        )


class TrialForm(forms.Form):
    """Asks how a test of a network went."""

    tested_at = forms.DateTimeField(
        label=_("When did you call?"),
        help_text=_("In the mission’s time."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    result = one_of(_("What became of it?"), REPLIES, radio=True)
    means = perhaps_one_of(_("By which means?"), MEANS)
    minutes = whole(_("After how many minutes did somebody answer?"), most=7 * 24 * 60)
    note = long_text(_("What is to be mended?"), rows=3, help_text=_("Never a name or a number."))


class TypedOnce(forms.TextInput):
    """A box that never shows again what was typed: where a reference is wrong, it may be a name."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template draws, without the value."""
        return super().get_context(name, None, attrs)


class FocalPointForm(forms.Form):
    """Asks for a focal point by the vault's reference; there is no box for a name."""

    source = forms.CharField(
        label=_("Which source of the vault is it?"),
        max_length=20,
        help_text=_(
            "Like SRC-000001. Lock the person away in the vault first; no name, number or place is typed here."
        ),
        widget=TypedOnce(attrs={"autocomplete": "off"}),
    )
    role = one_of(_("What is their part in the network?"), ROLES, initial=Role.CALLER)
    sex = one_of(_("Are they a woman or a man?"), SEXES, initial=Sex.UNKNOWN, radio=True)
    age = one_of(
        _("How old are they?"),
        AGE_BANDS,
        initial=AgeBand.UNKNOWN,
        radio=True,
        help_text=_("For counting only. Nobody under 18 is a focal point."),
    )


class PointEndForm(forms.Form):
    """Asks why somebody is a focal point no longer, from a list: a sentence could say who it was."""

    why = one_of(_("Why?"), END_REASONS, radio=True)
