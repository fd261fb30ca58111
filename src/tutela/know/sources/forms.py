"""The forms of sources: one question a field, and nothing typed about a person is left behind in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tutela.kernel.sentences import Sentence
from tutela.know.sources.rules.consents import DISCLOSURES, HOWS
from tutela.know.sources.rules.facts import KINDS, LONGEST, PURPOSES, RELIABILITY, RISKS, Identity, SourceFacts
from tutela.know.sources.rules.reveals import REVEAL_PURPOSES

Choices = list[tuple[str, str]]
# A browser neither fills these in nor offers them to the next person at the same screen, nor sends them to be spelled.
PRIVATE = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
NEVER_WHO = _("Never write who the source is: this is read by others.")


def choices_of(known: Mapping[str, Sentence]) -> Callable[[], Choices]:
    """Return a list of codes as choices, told in the reader's language when the form is made."""
    return lambda: [(code, words.told(gettext)) for code, words in known.items()]


def graded() -> Choices:
    """Return the grades as choices, each letter with its words."""
    return [(code, f"{code}: {words.told(gettext)}") for code, words in RELIABILITY.items()]


class VersionForm(forms.Form):
    """A form that says which version of the record its reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def reason_field(label: Any, help_text: Any = NEVER_WHO) -> forms.CharField:
    """Return the field for a reason."""
    return forms.CharField(label=label, help_text=help_text, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class KeepForm(forms.Form):
    """Asks what is known of somebody who tells the mission something; all of it may stay blank."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What are they called?"),
        required=False,
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs=PRIVATE),
    )
    phone = forms.CharField(
        label=_("On which telephone numbers?"),
        help_text=_("For example: +000 555 010 001. Several are parted by commas. A known number finds its source."),
        required=False,
        max_length=LONGEST["phone"],
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel", "dir": "ltr"}),
    )
    contact = forms.CharField(
        label=_("How else can they be reached?"),
        help_text=_("A mail address, or somebody whom they trust."),
        required=False,
        max_length=LONGEST["contact"],
        widget=forms.TextInput(attrs=PRIVATE),
    )
    whereabouts = forms.CharField(
        label=_("Where do they live or stay?"),
        required=False,
        max_length=LONGEST["whereabouts"],
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 2}),
    )
    note = forms.CharField(
        label=_("What endangers them?"),
        help_text=_("It is locked away with the name."),
        required=False,
        max_length=LONGEST["note"],
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 2}),
    )
    kind = forms.ChoiceField(label=_("Who are they to the mission?"), choices=choices_of(KINDS), initial="unknown")
    risk = forms.ChoiceField(
        label=_("How much danger does it bring them to talk to us?"), choices=choices_of(RISKS), initial="not_assessed"
    )
    reliability = forms.ChoiceField(label=_("How far can they be relied on?"), choices=graded, initial="F")
    language = forms.CharField(
        label=_("Which language do they speak?"),
        help_text=_("Its short code, like en, fr or ar."),
        required=False,
        max_length=12,
    )
    area_code = forms.ChoiceField(label=_("In which area?"), required=False)
    consents = forms.MultipleChoiceField(
        label=_("What do they consent to, having been told what it means?"),
        choices=choices_of(PURPOSES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area = self.fields["area_code"]
        if isinstance(area, forms.ChoiceField):
            area.choices = [("", gettext("Not known")), *areas]

    @property
    def facts(self) -> SourceFacts:
        """Return what was typed, once it is clean."""
        typed = self.cleaned_data
        return SourceFacts(
            kind=typed["kind"],
            reliability=typed["reliability"],
            language=typed["language"].strip(),
            area_code=typed["area_code"],
            risk=typed["risk"],
            identity=Identity(**{part: typed[part] for part in LONGEST}),
            consents=tuple(typed["consents"]),
        )


class GradeForm(VersionForm):
    """Asks how far the source can be relied on."""

    reliability = forms.ChoiceField(label=_("How far can they be relied on?"), choices=graded, widget=forms.RadioSelect)
    reason = reason_field(_("Why?"))


class RiskForm(VersionForm):
    """Asks how much danger the source is in for talking to the mission."""

    risk = forms.ChoiceField(
        label=_("How much danger does it bring them to talk to us?"),
        choices=choices_of(RISKS),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What endangers them?"),
        help_text=_("It is added to what was noted before, and locked away with the name: here you may say it."),
        required=False,
        max_length=LONGEST["note"],
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 4}),
    )


class ConsentForm(forms.Form):
    """Asks what a source consents to now, and how it said so."""

    purpose = forms.ChoiceField(label=_("What do they consent to?"), choices=choices_of(PURPOSES))
    how = forms.ChoiceField(label=_("How did they say so?"), choices=choices_of(HOWS))
    is_informed = forms.BooleanField(
        label=_("They were told, in a language they understand, what may happen then"),
        help_text=_("Without this it is no consent (para 32)."),
        required=False,
    )


class WithdrawForm(forms.Form):
    """Asks what a source no longer consents to, and how it said so."""

    purpose = forms.ChoiceField(label=_("What do they no longer consent to?"), choices=choices_of(PURPOSES))
    how = forms.ChoiceField(label=_("How did they say so?"), choices=choices_of(HOWS))


class DisclosureForm(forms.Form):
    """Asks a custodian whether disclosing a case of this source puts anybody at risk (para 32)."""

    result = forms.ChoiceField(
        label=_("What if a case of theirs were disclosed?"),
        choices=choices_of(DISCLOSURES),
        widget=forms.RadioSelect,
        help_text=_("Think of victims, witnesses, their families and those who brought the case."),
    )
    reason = forms.CharField(
        label=_("Why, and with which measures?"),
        help_text=_("It is locked away with the name: here you may say it."),
        max_length=2000,
        widget=forms.Textarea(attrs={**PRIVATE, "rows": 4}),
    )


class AskForm(forms.Form):
    """Asks what somebody needs to know a source for, and why nothing less will do."""

    purpose = forms.ChoiceField(label=_("What for?"), choices=choices_of(REVEAL_PURPOSES), widget=forms.RadioSelect)
    reason = reason_field(
        _("Why will nothing less do?"),
        _("A custodian reads this and decides; whoever recorded the source reads it too."),
    )


class DecideForm(VersionForm):
    """Asks a custodian whether somebody may see who a source is, for how long, and why."""

    decision = forms.ChoiceField(
        label=_("May they see who it is?"),
        choices=[("yes", _("Yes, for some hours")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    hours = forms.IntegerField(label=_("For how many hours?"), min_value=1)
    reason = reason_field(_("Why?"))

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hours"] = forms.IntegerField(
            label=self.fields["hours"].label,
            help_text=gettext("The mission allows %(most)s at most.") % {"most": most},
            min_value=1,
            max_value=most,
            initial=most,
        )

    @property
    def is_granted(self) -> bool:
        """Return whether the custodian lets them."""
        return bool(self.cleaned_data["decision"] == "yes")


class ReasonForm(VersionForm):
    """Asks for the reason of something that cannot be undone lightly."""

    reason = reason_field(_("Why?"))


class FindForm(forms.Form):
    """Asks for a telephone number. It is sent in the body and stands in no address."""

    number = forms.CharField(
        label=_("Which telephone number?"),
        help_text=_("With its country code, or as it is dialled in the country."),
        max_length=LONGEST["phone"],
        widget=forms.TextInput(attrs={**PRIVATE, "inputmode": "tel", "dir": "ltr"}),
    )
