"""The form in which an incident is recorded or corrected: what is known now, the rest may come later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor, Sensitivity
from tutela.kernel.places import PlacePrecision
from tutela.know.incidents.rules import NOBODY, ActorName, Civilians, HarmFacts, IncidentFacts, reported_civilians
from tutela.policy.vocabulary import terms

SENSITIVITIES = [
    (Sensitivity.UNCLASSIFIED.value, _("Unclassified")),
    (Sensitivity.CONFIDENTIAL.value, _("Confidential")),
    (Sensitivity.STRICTLY_CONFIDENTIAL.value, _("Strictly confidential")),
]


SEX_LABELS = {"female": _("Women and girls"), "male": _("Men and boys"), "unknown": _("Sex unknown")}
AGE_LABELS = {
    "child": _("Under 18"),
    "adult": _("Adults"),
    "older": _("Older persons"),
    "unknown": _("Age unknown"),
}


class Words(forms.CharField):
    """A text that is kept as it was typed. What a browser does to the ends of its lines is no change."""

    def to_python(self, value: Any) -> str:
        """Return the text with one sign at the end of each line, whatever the browser sent."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether somebody changed it: what is on record is read as what was typed is."""
        return super().has_changed(self.to_python(initial), data)


class HarmGrid:
    """The compact grid in which people are counted by sex and age: field names and their meaning."""

    CELLS = tuple((f"killed_{sex}_{age}", sex, age) for sex in SEX_LABELS for age in AGE_LABELS)
    NAMES = frozenset(name for name, _sex, _age in CELLS)


# Which fields each part of the facts rests on: a correction changes what somebody changed, and nothing else.
RESTS_ON: dict[str, frozenset[str]] = {
    "occurred_from": frozenset({"occurred_from"}),
    "occurred_to": frozenset({"occurred_from", "occurred_to"}),
    "date_precision": frozenset({"occurred_from", "occurred_to"}),
    "act": frozenset({"act"}),
    "attack": frozenset({"act"}),
    "one_sided": frozenset({"act"}),
    "attempted": frozenset({"attempted"}),
    "actor_a": frozenset({"actor_a", "actor_a_kind"}),
    "actor_b": frozenset({"actor_b", "actor_b_kind"}),
    "latitude": frozenset({"latitude"}),
    "longitude": frozenset({"longitude"}),
    "place_precision": frozenset({"place_precision", "latitude"}),
    "place_name": frozenset({"place_name"}),
    "deaths_low": frozenset({"deaths_low"}),
    "deaths_best": frozenset({"deaths_best"}),
    "deaths_high": frozenset({"deaths_high"}),
    "narrative": frozenset({"narrative"}),
    "language": frozenset({"language"}),
    "sensitivity": frozenset({"sensitivity", "act"}),
    "harm": HarmGrid.NAMES,
    **dict.fromkeys(
        ("civilians_coded", "civilians_low", "civilians_best", "civilians_high"),
        frozenset({"act", "deaths_low", "deaths_best", "deaths_high", "fighters"}) | HarmGrid.NAMES,
    ),
}


def _choices(name: str) -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(code, term.label(language)) for code, term in terms(name).items()]


class IncidentForm(forms.Form):
    """Asks for what is known now. Low, best and high numbers follow each other; a missing low or high is the best."""

    occurred_from = forms.DateField(
        label=_("On which day did it begin?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    occurred_to = forms.DateField(
        label=_("On which day did it end?"),
        required=False,
        help_text=_("Leave it empty when it ended on the same day."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    act = forms.ChoiceField(label=_("What was done?"), choices=lambda: _choices("acts"))
    attempted = forms.BooleanField(label=_("It was attempted, not carried out"), required=False)
    actor_a = Words(
        label=_("Who did it?"), required=False, max_length=200, help_text=_("Leave it empty when nobody can say.")
    )
    actor_a_kind = forms.ChoiceField(
        label=_("What kind of actor is that?"), choices=lambda: _choices("actor_kinds"), initial="unidentified"
    )
    actor_b = Words(
        label=_("Whom did they fight?"),
        required=False,
        max_length=200,
        help_text=_("Only when it was fighting: the other side."),
    )
    actor_b_kind = forms.ChoiceField(
        label=_("What kind of actor is the other side?"),
        choices=lambda: _choices("actor_kinds"),
        initial="unidentified",
        required=False,
    )
    place_name = Words(label=_("Where was it?"), max_length=300, help_text=_("Village or place, as people call it."))
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    place_precision = forms.TypedChoiceField(
        label=_("How precisely is the place known?"),
        coerce=int,
        choices=[
            (1, _("The very place")),
            (2, _("Within 25 km")),
            (3, _("The district")),
            (4, _("The province")),
            (5, _("A region")),
            (6, _("The country")),
            (7, _("At sea, in the air or across a border")),
        ],
    )
    deaths_best = forms.IntegerField(
        label=_("How many people were killed?"), min_value=0, max_value=1_000_000, initial=0
    )
    deaths_low = forms.IntegerField(label=_("At least"), required=False, min_value=0, max_value=1_000_000)
    deaths_high = forms.IntegerField(label=_("At most"), required=False, min_value=0, max_value=1_000_000)
    fighters = forms.IntegerField(
        label=_("How many of them were certainly fighters?"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Everybody else counts as a civilian; in doubt a person is a civilian (para 15)."),
    )
    narrative = Words(
        label=_("What happened?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Never write who told you, nor anything from which it could be guessed."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=[("en", _("English")), ("fr", _("French"))])
    sensitivity = forms.TypedChoiceField(
        label=_("How widely may this be known?"),
        coerce=int,
        choices=SENSITIVITIES,
    )
    reason = forms.CharField(
        label=_("Why is it corrected?"), required=False, help_text=_("What was wrong, and how it became known.")
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    record_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sex, age in HarmGrid.CELLS:
            self.fields[name] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=1_000_000,
                label=format_lazy("{}, {}", SEX_LABELS[sex], AGE_LABELS[age]),
            )
        levels = self.fields["sensitivity"]
        assert isinstance(levels, forms.TypedChoiceField)  # noqa: S101  # for the type checker
        levels.choices = [one for one in SENSITIVITIES if one[0] <= actor.clearance]
        if correcting:
            self.fields["reason"].required = True
            # Some sources name no place; whoever corrects something else need not invent one.
            self.fields["place_name"].required = bool(self.initial.get("place_name"))
        else:
            del self.fields["reason"]

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that stand in the column, the harm grid apart."""
        return [field for field in self.visible_fields() if field.name not in HarmGrid.NAMES]

    @property
    def grid(self) -> list[list[forms.BoundField]]:
        """Return the cells of the harm grid by sex."""
        cells = [self[name] for name, _sex, _age in HarmGrid.CELLS]
        return [cells[start : start + 4] for start in range(0, len(cells), 4)]

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that contradict each other: more fighters or more civilians than were killed."""
        typed = super().clean() or self.cleaned_data
        best, fighters = typed.get("deaths_best"), typed.get("fighters") or 0
        if best is not None and fighters > best:
            self.add_error("fighters", _("It cannot be more than were killed in all."))
        elif best is not None and self._counted() > best - fighters:
            self.add_error("deaths_best", _("Fewer than are counted by sex and age below."))
        return typed

    def facts(self, *, source_key: str, now: IncidentFacts | None = None) -> IncidentFacts:
        """Return what was typed as facts; `now` is what is on record, when it is corrected. The form must be valid."""
        typed = self.cleaned_data
        act = terms("acts")[typed["act"]]
        has_place = typed.get("latitude") is not None
        precision = typed["place_precision"]
        low, best, high = self._deaths()
        one_sided = self._is_one_sided(now)
        civilians = self._civilians(one_sided, max(self._counted(), _certain(now)))
        return IncidentFacts(
            source="mission",
            source_key=source_key,
            occurred_from=typed["occurred_from"],
            occurred_to=typed.get("occurred_to") or typed["occurred_from"],
            date_precision=1,
            act=typed["act"],
            attack="indiscriminate" if typed["act"] == "indiscriminate_attack" else "direct",
            attempted=typed["attempted"],
            one_sided=one_sided,
            coding=(),
            actor_a=self._actor("actor_a"),
            actor_b=self._actor("actor_b"),
            latitude=typed.get("latitude"),
            longitude=typed.get("longitude"),
            place_precision=precision if has_place else max(precision, PlacePrecision.DISTRICT),
            place_name=typed["place_name"],
            place_note="",
            admin=(),
            deaths_low=low,
            deaths_best=best,
            deaths_high=high,
            civilians_coded=civilians.coded,
            civilians_low=civilians.low,
            civilians_best=civilians.best,
            civilians_high=civilians.high,
            clarity=None,
            number_of_sources=None,
            status="",
            headline="",
            narrative=typed["narrative"],
            language=typed["language"],
            sensitivity=max(typed["sensitivity"], Sensitivity.CONFIDENTIAL if act.compartment else 0),
            compartment=act.compartment,
            harm=self._harm(),
        )

    def correction(self, now: IncidentFacts) -> IncidentFacts:
        """Return the facts with what was changed in the form, all else as it is `now` on record.

        A compartment is never left by changing the act. Call it only when the form is valid.
        """
        typed, changed = self.facts(source_key=now.source_key, now=now), set(self.changed_data)
        parts = {name: getattr(typed, name) for name, fields in RESTS_ON.items() if fields & changed}
        if "harm" in parts:
            kept = (row for row in now.harm if _cell(row) not in changed)
            parts["harm"] = (*kept, *(row for row in typed.harm if _cell(row) in changed))
        return now._replace(**parts, compartment=typed.compartment or now.compartment)

    def _is_one_sided(self, now: IncidentFacts | None) -> bool:
        act = self.cleaned_data["act"]
        if now is not None and act == now.act:
            return now.one_sided
        return not terms("acts")[act].context and act != "indiscriminate_attack"

    def _actor(self, field: str) -> ActorName:
        name = self.cleaned_data[field].strip()
        return ActorName(name, self.cleaned_data[f"{field}_kind"] or "unidentified") if name else NOBODY

    def _deaths(self) -> tuple[int, int, int]:
        typed = self.cleaned_data
        best: int = typed["deaths_best"]
        low = best if typed.get("deaths_low") is None else typed["deaths_low"]
        high = best if typed.get("deaths_high") is None else typed["deaths_high"]
        return low, best, high

    def _civilians(self, one_sided: bool, counted: int) -> Civilians:
        low, best, high = self._deaths()
        fighters = self.cleaned_data.get("fighters") or 0
        return reported_civilians(
            against_civilians=one_sided, low=low, best=best, high=high, fighters=fighters, counted=counted
        )

    def _counted(self) -> int:
        return sum(self.cleaned_data.get(name) or 0 for name in HarmGrid.NAMES)

    def _harm(self) -> tuple[HarmFacts, ...]:
        rows = []
        for name, sex, age in HarmGrid.CELLS:
            count = self.cleaned_data.get(name) or 0
            if count:
                rows.append(HarmFacts("killed", "civilian", sex, age, count, count, count))
        return tuple(rows)


def _cell(row: HarmFacts) -> str:
    """Return the cell of the grid in which people are counted, empty for harm that the grid does not show."""
    return "" if row.kind != "killed" or row.status == "fighter" else f"killed_{row.sex}_{row.age}"


def _certain(now: IncidentFacts | None) -> int:
    """Return how many of those killed in fighting are on record as certainly civilians."""
    return 0 if now is None or now.one_sided else now.civilians_coded


def key_of(form: IncidentForm, made: UUID) -> str:
    """Return the key of the record: the one the page carried, so that sending twice records once."""
    return str(form.cleaned_data.get("record_key") or made)


def initial_from(facts: IncidentFacts, revision: int) -> dict[str, Any]:
    """Return what the form shows of an incident that is to be corrected."""
    shown: dict[str, Any] = {
        "occurred_from": facts.occurred_from,
        "occurred_to": facts.occurred_to if facts.occurred_to != facts.occurred_from else None,
        "act": facts.act,
        "attempted": facts.attempted,
        "actor_a": facts.actor_a.name,
        "actor_a_kind": facts.actor_a.kind,
        "actor_b": facts.actor_b.name,
        "actor_b_kind": facts.actor_b.kind,
        "place_name": facts.place_name,
        "latitude": facts.latitude,
        "longitude": facts.longitude,
        "place_precision": facts.place_precision,
        "deaths_best": facts.deaths_best,
        "deaths_low": facts.deaths_low,
        "deaths_high": facts.deaths_high,
        "fighters": max(0, facts.deaths_best - facts.civilians_best),
        "narrative": facts.narrative,
        "language": facts.language or "en",
        "sensitivity": facts.sensitivity,
        "revision": revision,
    }
    for row in facts.harm:
        if name := _cell(row):
            shown[name] = shown.get(name, 0) + row.best
    return shown
