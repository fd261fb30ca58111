"""The forms of the mission's pages: one question a field, an example under it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.access.models import Holding, Person
from tutela.mission.commands.posts import LONGEST_POST
from tutela.mission.commands.tokens import LONGEST_DAYS, LONGEST_REASON
from tutela.mission.commands.tokens import LONGEST_NAME as LONGEST_TOKEN_NAME
from tutela.mission.queries import post_templates
from tutela.policy.parameters import Parameter, Value
from tutela.policy.profile import named_cover
from tutela.policy.vocabulary import terms

Choices = Iterable[tuple[str, str | Promise]]

PARTNER_KINDS: dict[str, str | Promise] = {
    "host_state": _("Host state"),
    "local_mechanism": _("Local mechanism or leaders"),
    "civil_society": _("Civil society"),
    "humanitarian": _("Humanitarian"),
    "human_rights": _("Human rights body"),
    "un_agency": _("UN agency, fund or programme"),
    "regional_organisation": _("Regional organisation"),
    "other": _("Other"),
}


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class MandateForm(forms.Form):
    """A mandate as the Security Council gave it (para 12)."""

    resolution = forms.CharField(
        label=_("Which resolution?"), help_text=_("For example: Resolution 1 (2030)."), max_length=60
    )
    adopted_on = DayField(label=_("Adopted on which day?"))
    renewal_on = DayField(label=_("Up for renewal on which day?"))
    chapter_vii = forms.BooleanField(label=_("It names Chapter VII of the UN Charter"), required=False)
    all_necessary_means = forms.BooleanField(
        label=_("It authorises all necessary means to protect civilians"),
        help_text=_(
            "The Council has authorised them without naming Chapter VII, so the two are asked apart (para 12)."
        ),
        required=False,
    )
    imminence_required = forms.BooleanField(
        label=_("Its words speak of imminent threats only"),
        help_text=_("Threats that are not imminent are recorded all the same (paras 12 and 16)."),
        required=False,
    )
    note = forms.CharField(
        label=_("What else in it guides the mission?"),
        help_text=_("Tasks, approaches or conditions that this mandate names, in your own words."),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )


class ParameterForm(forms.Form):
    """A new value for one parameter, with the reason for it."""

    reason = forms.CharField(
        label=_("Why does the mission change it?"),
        help_text=_("Those who come after you will read this; it stands in the ledger."),
        max_length=2000,
        widget=forms.Textarea,
    )
    field_order = ("value", "reason")

    def __init__(self, *args: Any, parameter: Parameter, unit: str, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(parameter, unit, choices)
        self.order_fields(self.field_order)

    @property
    def value(self) -> Value:
        """The value that was given."""
        given: Value = self.cleaned_data["value"]
        return given


def _value_field(parameter: Parameter, unit: str, choices: Choices) -> forms.Field:
    if parameter.choices:
        return forms.ChoiceField(label=_("New value"), choices=list(choices))
    is_whole = isinstance(parameter.default, int)
    kind: Any = forms.IntegerField if is_whole else forms.FloatField
    field: forms.Field = kind(
        label=_("New value"), help_text=unit, min_value=parameter.minimum, max_value=parameter.maximum
    )
    field.widget.attrs["step"] = "1" if is_whole else "any"
    return field


class ProfileForm(forms.Form):
    """Whether the mission has a part, and who covers (A11.a.2, P3.18)."""

    part = forms.ChoiceField(label=_("Which part?"))
    is_absent = forms.ChoiceField(
        label=_("Does the mission have it?"),
        choices=[("no", _("It is there")), ("yes", _("It is missing"))],
        widget=forms.RadioSelect,
    )
    covered_by = forms.ChoiceField(
        label=_("Who covers for it?"),
        help_text=_("Only for a part that is missing. Where the policy names who covers, no other can be chosen."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It stands in every statement on compliance."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, parts: Choices, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"] = _choice(self.fields["part"], parts)
        self.fields["covered_by"] = _choice(self.fields["covered_by"], roles)

    def clean(self) -> dict[str, Any]:
        """Say beside the question, in the reader's words, whom the policy names; the command asks again."""
        told = super().clean() or self.cleaned_data
        role = named_cover(str(told.get("part", "")))
        if told.get("is_absent") == "yes" and role is not None and told.get("covered_by") != role.cover:
            label = dict(self.fields["covered_by"].choices)[role.cover]  # type: ignore[attr-defined]  # a choice
            self.add_error("covered_by", _("The policy itself says who covers: %(role)s.") % {"role": label})
        return told


class PostForm(forms.Form):
    """A new post, made from the template of its role (Annex A)."""

    role = forms.ChoiceField(
        label=_("Which role?"), help_text=_("It decides what the post may see and do; see the list of roles below.")
    )
    title = forms.CharField(
        label=_("What is the post called here?"),
        help_text=_("Left empty, it is called as its role."),
        required=False,
        max_length=200,
    )
    slug = forms.SlugField(
        label=_("Short name"),
        help_text=_("Lower-case letters, digits and hyphens, for example: head-of-office-east."),
        max_length=LONGEST_POST,
    )
    area_code = forms.ChoiceField(
        label=_("For which area?"),
        help_text=_("The post sees this area and all below it. Left empty, it sees the whole mission."),
        required=False,
    )

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        roles = [
            (role, template.labels.get(language, template.labels["en"])) for role, template in post_templates().items()
        ]
        self.fields["role"] = _choice(self.fields["role"], roles)
        self.fields["area_code"] = _choice(self.fields["area_code"], areas)


def _choice(field: forms.Field, choices: Choices) -> forms.ChoiceField:
    """Return the same question with its choices, an empty one first."""
    return forms.ChoiceField(
        label=field.label, help_text=field.help_text, required=field.required, choices=[("", "–"), *choices]
    )


class TakeUpForm(forms.Form):
    """Who takes up a post, and from which day."""

    person = forms.ChoiceField(label=_("Who takes it up?"))
    from_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(person.pk), f"{person.name} ({person.username})") for person in people]
        self.fields["person"] = _choice(self.fields["person"], known)


class GiveUpForm(forms.Form):
    """Who gives up a post, and on which last day."""

    person = forms.ChoiceField(label=_("Who gives it up?"))
    to_on = DayField(label=_("Which is the last day?"))

    def __init__(self, *args: Any, holdings: Iterable[Holding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = {str(held.person_id): held.person.name for held in holdings}
        self.fields["person"] = _choice(self.fields["person"], holders.items())


class NewPasswordForm(forms.Form):
    """A first or a new password for somebody else."""

    password = forms.CharField(
        label=_("Password for the first sign-in"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = " ".join(str(text) for text in password_validators_help_texts())
        self.fields["password"].help_text = asked

    def clean_password(self) -> str:
        """Accept a password that is long and not easily guessed, or none where none is asked."""
        text: str = self.cleaned_data["password"]
        if text:
            validate_password(text)
        return text


class PersonForm(NewPasswordForm):
    """Somebody who shall be able to sign in."""

    field_order = ("name", "username", "language", "password")
    name = forms.CharField(label=_("Name"), help_text=_("As colleagues know the person."), max_length=200)
    username = forms.CharField(
        label=_("Name to sign in with"), help_text=_("Without blanks, for example: a.person."), max_length=150
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", _("English")), ("fr", _("French"))], widget=forms.RadioSelect, initial="en"
    )


class TokenForm(forms.Form):
    """A token for a program that acts in a post."""

    field_order = ("name", "person", "days", "scope")
    name = forms.CharField(
        label=_("Which program or device is it for?"),
        help_text=_("Never a person’s name. For example: Telephone 3, Sector East."),
        max_length=LONGEST_TOKEN_NAME,
    )
    scope = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        help_text=_("No more than it needs. What the post loses later, the token loses at once."),
        widget=forms.CheckboxSelectMultiple,
    )
    person = forms.ChoiceField(
        label=_("Who answers for it?"),
        help_text=_("The token ends when this person gives up the post."),
        required=False,
    )
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=format_lazy(_("From 1 to {most} days."), most=LONGEST_DAYS),
        initial=90,
        min_value=1,
        max_value=LONGEST_DAYS,
    )

    def __init__(self, *args: Any, scope: Choices, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = list(scope)  # type: ignore[attr-defined]  # a choice
        known = [(str(person.pk), person.name) for person in people]
        self.fields["person"] = _choice(self.fields["person"], known)
        self.order_fields(self.field_order)


class RevokeForm(forms.Form):
    """Ending a token."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("It stands in the ledger. For example: the telephone was lost."),
        required=False,
        max_length=LONGEST_REASON,
    )


class UnitForm(forms.Form):
    """A unit or office, and what it answers for (para 18)."""

    code = forms.CharField(label=_("Short name"), help_text=_("For example: INF-1."), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=200)
    component = forms.ChoiceField(label=_("To which part of the mission does it belong?"))
    base_code = forms.ChoiceField(label=_("At which base?"), required=False)
    area_code = forms.ChoiceField(
        label=_("For which area does it answer?"),
        help_text=_("Also where it has no presence (para 18)."),
        required=False,
    )
    strength = forms.IntegerField(
        label=_("Strength"), help_text=_("People."), required=False, min_value=0, max_value=99999
    )

    def __init__(self, *args: Any, areas: Choices, bases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        parts = [(code, term.label(language)) for code, term in terms("components").items()]
        self.fields["component"] = _choice(self.fields["component"], parts)
        self.fields["base_code"] = _choice(self.fields["base_code"], bases)
        self.fields["area_code"] = _choice(self.fields["area_code"], areas)


class PartnerForm(forms.Form):
    """Somebody outside the mission who also protects (paras 27 and 28)."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What is it?"), choices=[("", "–"), *PARTNER_KINDS.items()])
    area_code = forms.ChoiceField(label=_("Where?"), help_text=_("Left empty: everywhere."), required=False)
    note = forms.CharField(
        label=_("What does it do to protect civilians?"),
        help_text=_("Never who told us what: sources have a place of their own."),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area_code"] = _choice(self.fields["area_code"], areas)
