"""Saying what a community is, and closing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.kernel.places import PlacePrecision
from tutela.know.communities.forms.fields import (
    Choices,
    Several,
    Words,
    group_choices,
    level_field,
    long_text,
    many_of,
    one_of,
    picked,
    told,
    whole,
    within,
)
from tutela.know.communities.rules import CommunityFacts
from tutela.know.communities.rules.checking import FIRST_YEAR, MOST_PEOPLE
from tutela.know.communities.rules.words import KINDS, PRECISIONS, Kind

PEOPLE = ("population_low", "population_best", "population_high", "population_year")


class CommunityForm(forms.Form):
    """Asks for what is known now; the rest can follow."""

    name = Words(label=_("What do people call it?"), max_length=200)
    other_names = Several(
        label=_("What else is it called?"),
        required=False,
        help_text=_("Other names or spellings, with commas between."),
    )
    kind = one_of(_("What kind of place is it?"), KINDS, initial=Kind.VILLAGE)
    area_code = forms.ChoiceField(
        label=_("In which area does it lie?"),
        required=False,
        help_text=_("Leave it empty to take the area in which the coordinates lie."),
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, help_text=_("In degrees, like 5.1234.")
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, help_text=_("In degrees, like 20.5678.")
    )
    precision = forms.TypedChoiceField(
        label=_("How precisely are the coordinates known?"),
        coerce=int,
        choices=lambda: told(PRECISIONS),
        initial=int(PlacePrecision.EXACT),
    )
    population_low = whole(_("At least"), most=MOST_PEOPLE)
    population_best = whole(_("Best estimate"), most=MOST_PEOPLE)
    population_high = whole(_("At most"), most=MOST_PEOPLE)
    population_year = whole(_("In the year"), most=9999, least=FIRST_YEAR)
    languages = Several(
        label=_("Which languages do people speak?"),
        required=False,
        help_text=_("With commas between, the most spoken first."),
    )
    groups = many_of(
        _("Which groups live there, as far as you know?"),
        group_choices,
        help_text=_("Minorities and displaced people above all: who is not noted is not missed when nobody asks them."),
    )
    note = long_text(
        _("What should whoever goes there know?"),
        help_text=_("Roads in the rains, whom to greet first. Never a name, nor who told you."),
    )
    sensitivity = level_field()
    reason = Words(label=_("Why is it changed?"), required=False, max_length=1000)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    record_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, areas: Choices, changing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within(self, actor)
        choice, precision = self.fields["area_code"], self.fields["precision"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(precision, forms.ChoiceField)  # noqa: S101
        choice.choices = [("", "–"), *areas]
        if not changing:
            del self.fields["reason"]

    @property
    def before_grid(self) -> list[forms.BoundField]:
        """Return the fields that stand before the people are counted."""
        return self._column()[: self._break()]

    @property
    def after_grid(self) -> list[forms.BoundField]:
        """Return the fields that stand after the people are counted."""
        return self._column()[self._break() :]

    @property
    def grid(self) -> list[forms.BoundField]:
        """Return the fields in which people are counted."""
        return picked(self, PEOPLE)

    def _column(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in PEOPLE]

    def _break(self) -> int:
        return next(place for place, field in enumerate(self._column()) if field.name == "languages")

    def facts(self) -> CommunityFacts:
        """Return what was typed. Call it only when the form is valid."""
        typed = self.cleaned_data
        return CommunityFacts(
            **{
                name: typed[name]
                for name in (
                    "name", "other_names", "kind", "area_code", "latitude", "longitude", "precision", *PEOPLE,
                    "languages", "note", "sensitivity",
                )
            },
            groups=tuple(typed["groups"]),
        )  # fmt: skip


def initial_of_community(facts: CommunityFacts, version: int) -> dict[str, Any]:
    """Return what the form shows of a community that is to be changed."""
    return {
        **{name: getattr(facts, name) for name in CommunityFacts.__dataclass_fields__},
        "groups": list(facts.groups),
        "version": version,
    }


class ReasonForm(forms.Form):
    """Asks for a reason alone."""

    reason = long_text(_("Why?"), needed=True, rows=3)


class VersionReasonForm(ReasonForm):
    """Asks for a reason, and carries the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
