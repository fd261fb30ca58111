"""The forms of the register: questions in words, one column, nothing lost on an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor, Sensitivity
from tutela.assess.threats.queries.wording import (
    CONFIDENCE_WORDS,
    NATURE_WORDS,
    PART_QUESTIONS,
    PART_WORDS,
    language,
)
from tutela.assess.threats.rules.proposing import Nature
from tutela.assess.threats.rules.register import ThreatFacts
from tutela.assess.threats.rules.scoring import PARTS, Confidence, Score, Sheet, word_step
from tutela.kernel.refusals import Invalid, Refusal
from tutela.know.incidents.queries import incident_actors
from tutela.mission.queries import areas
from tutela.policy.vocabulary import terms
from tutela.web.components.errors import said
from tutela.web.components.scales import RISK_WORDS

WHOLE_MISSION = "*"
SENSITIVITIES = [
    (Sensitivity.UNCLASSIFIED.value, _("Unclassified")),
    (Sensitivity.CONFIDENTIAL.value, _("Confidential")),
    (Sensitivity.STRICTLY_CONFIDENTIAL.value, _("Strictly confidential")),
]


def choices_of(name: str) -> list[tuple[str, str]]:
    """Return a list of the vocabulary as choices in the reader's language."""
    return [(code, term.label(language())) for code, term in terms(name).items()]


def areas_covered(actor: Actor) -> list[tuple[str, str]]:
    """Return the areas that the post covers, as choices by path, the lower ones set in."""
    rows = areas(actor).values_list("code", "name", "level", "path")
    return [(code, f"{'– ' * (level - 1)}{name}") for code, name, level, path in rows if actor.covers(path)]


def tell(form: forms.Form, refused: Refusal, names: Mapping[str, str] | None = None) -> None:
    """Put a refusal beside the fields that it is about, and at the top when it is about none.

    `names` maps a problem's name to the field that shows it where the two differ.
    """
    problems = refused.problems if isinstance(refused, Invalid) else {}
    placed = {(names or {}).get(name, name): told for name, told in problems.items()}
    for name, told in placed.items():
        if name in form.fields:
            form.add_error(name, str(told))
    if not placed or any(name not in form.fields for name in placed):
        form.add_error(None, said(refused))


class ReasonForm(forms.Form):
    """Asks why; `version` is that of the record as it was read."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Those who come after you will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ThreatForm(forms.Form):
    """What a person says of a threat. Only what makes it a threat is asked for at once; the rest may come later."""

    nature = forms.ChoiceField(
        label=_("Is it going on, or may it come?"),
        choices=list(NATURE_WORDS.items()),
        widget=forms.RadioSelect,
        initial=Nature.ONGOING,
    )
    acts = forms.MultipleChoiceField(
        label=_("What is to be feared?"),
        choices=lambda: [one for one in choices_of("acts") if not terms("acts")[one[0]].context],
        widget=forms.CheckboxSelectMultiple,
    )
    actor_id = forms.TypedChoiceField(
        label=_("From whom?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("An actor that incidents name."),
    )
    actor_name = forms.CharField(label=_("Or somebody whom no incident names yet"), required=False, max_length=200)
    actor_kind = forms.ChoiceField(
        label=_("What kind of actor is that?"),
        required=False,
        choices=lambda: [("", "–"), *choices_of("actor_kinds")],
        help_text=_("Only for somebody whom no incident names. Any source counts: the state and communities too."),
    )
    area_code = forms.ChoiceField(label=_("Where?"))
    includes_below = forms.BooleanField(label=_("The areas below belong to it"), required=False, initial=True)
    at_risk = forms.MultipleChoiceField(
        label=_("Against whom in particular?"),
        required=False,
        choices=lambda: choices_of("groups_at_risk"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means civilians there, not known more closely."),
    )
    grounds = forms.CharField(
        label=_("Why is it realistic?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A threat that may come needs its grounds (para 16). Never write who told you."),
    )
    title = forms.CharField(
        label=_("A name of its own"),
        required=False,
        max_length=200,
        help_text=_("Without one, lists show the kind of violence, the actor and the place."),
    )
    description = forms.CharField(
        label=_("What should others know of it?"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    owner = forms.CharField(
        label=_("Who keeps it in sight?"),
        required=False,
        max_length=200,
        help_text=_("A post or an office. Every threat needs one, whatever its rank (para 76)."),
    )
    being_done = forms.CharField(
        label=_("What is done about it, at the least?"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    sensitivity = forms.TypedChoiceField(label=_("How widely may this be known?"), coerce=int, choices=SENSITIVITIES)
    reason = ReasonForm.base_fields["reason"]
    version = ReasonForm.base_fields["version"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = [(str(row.pk), row.name) for row in incident_actors(actor)]
        self._choose("actor_id", [("", "–"), *actors])
        everywhere = [] if actor.area_path else [(WHOLE_MISSION, _("Whole mission area"))]
        self._choose("area_code", [("", "–"), *everywhere, *areas_covered(actor)])
        self._choose("sensitivity", [one for one in SENSITIVITIES if one[0] <= actor.clearance])

    def _choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        held = self.fields[name]
        if isinstance(held, forms.ChoiceField):
            held.choices = list(choices)

    def facts(self) -> ThreatFacts:
        """Return what was typed as facts. Call it only when the form is valid."""
        typed = self.cleaned_data
        return ThreatFacts(
            acts=tuple(typed["acts"]),
            nature=Nature(typed["nature"]),
            actor_id=typed["actor_id"],
            actor_name=typed["actor_name"].strip(),
            actor_kind=typed["actor_kind"],
            area_code="" if typed["area_code"] == WHOLE_MISSION else typed["area_code"],
            includes_below=typed["includes_below"],
            at_risk=tuple(typed["at_risk"]),
            title=typed["title"].strip(),
            description=typed["description"].strip(),
            grounds=typed["grounds"].strip(),
            owner=typed["owner"].strip(),
            being_done=typed["being_done"].strip(),
            sensitivity=typed["sensitivity"],
        )


class AssessForm(forms.Form):
    """Asks a step and its reason for every part, and what the whole rests on."""

    confidence = forms.ChoiceField(
        label=_("How sure are you?"), choices=list(CONFIDENCE_WORDS.items()), widget=forms.RadioSelect
    )
    basis = forms.CharField(
        label=_("What does it rest on?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Incidents, alerts, talks with communities and partners. Never write who told you."),
    )
    gender = forms.CharField(
        label=_("How does it bear on women, men, girls and boys differently?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The gender view (para 30). Left empty, its absence is shown."),
    )
    children = forms.CharField(
        label=_("What does it mean for children?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The child-protection view (para 31). Left empty, its absence is shown."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, steps: int, asks_mass_atrocity: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scale = [(value, f"{value} · {RISK_WORDS[word_step(value, steps)]}") for value in range(1, steps + 1)]
        for part in PARTS:
            is_asked = part != "mass_atrocity" or asks_mass_atrocity
            self.fields[part] = forms.TypedChoiceField(
                label=str(PART_WORDS[part]),
                help_text=str(PART_QUESTIONS[part]),
                coerce=int,
                empty_value=None,
                required=is_asked,
                choices=[("", "–"), *scale],
            )
            self.fields[f"{part}_reason"] = forms.CharField(
                label=_("Why this step?"),
                required=is_asked,
                error_messages={"required": _("Say why this step.")},
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def asked(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return the parts in their order: name, step, reason."""
        return [(part, self[part], self[f"{part}_reason"]) for part in PARTS]

    def sheet(self) -> Sheet:
        """Return what was typed as a sheet. Call it only when the form is valid."""
        typed = self.cleaned_data
        scores = {part: Score(typed[part], typed[f"{part}_reason"]) for part in PARTS if typed.get(part) is not None}
        return Sheet(
            scores=scores,
            confidence=Confidence(typed["confidence"]),
            basis=typed["basis"].strip(),
            gender=typed["gender"].strip(),
            children=typed["children"].strip(),
        )


class PhaseForm(forms.Form):
    """Asks for the phases of an area: one or several, in no order."""

    phases = forms.MultipleChoiceField(
        label=_("In which phases is the area?"),
        required=False,
        choices=lambda: choices_of("phases"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several may hold at once, and any may follow any (para 37)."),
    )
    since_on = forms.DateField(label=_("Since which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = ReasonForm.base_fields["reason"]
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """Asks what to do with the proposals that were ticked, and why: one reason stands for all of them."""

    act = forms.ChoiceField(
        choices=[("raise", _("Raise as threats")), ("merge", _("Merge into a threat")), ("reject", _("Reject"))]
    )
    into = forms.CharField(label=_("Merge into"), required=False, max_length=20)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It is kept with each of them."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MergeForm(ReasonForm):
    """Asks which other threats are the same as this one."""

    others = forms.MultipleChoiceField(
        label=_("Which of these are the same threat?"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    field_order = ("others", "reason")

    def __init__(self, *args: Any, threats: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.fields["others"]
        if isinstance(held, forms.ChoiceField):
            held.choices = list(threats)
