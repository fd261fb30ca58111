"""Forms that add to an alert or pass it on: notes, another post, the open desk, the alert that tells the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.forms.fields import SeenForm, Words, one_of
from tutela.know.alerts.forms.judging import NEVER_WHO
from tutela.know.alerts.pages.wording import NOTE_KIND, in_list, what_choices
from tutela.know.alerts.rules.words import NoteKind


class NoteForm(forms.Form):
    """Something to add: what became known, a question to whoever told it, a note for the desk."""

    kind = one_of(in_list(NOTE_KIND), label=_("What do you add?"), initial=NoteKind.MORE)
    text = Words(label=_("In your words"), help_text=NEVER_WHO, max_length=4000)


class OfferForm(SeenForm):
    """Which post is asked to take an alert over."""

    to_post = forms.ChoiceField(
        label=_("Which post should take it over?"),
        help_text=_("Only posts that may know of such an alert are named. Until they accept, you answer for it."),
    )
    reason = Words(label=_("Why they, and what is still to be done?"))

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_post"].choices = [("", "–"), *posts]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why an alert is not taken over."""

    answer = Words(label=_("Why do you not take it over?"), help_text=_("Whoever offered it reads this."))


class DeskRequestForm(SeenForm):
    """What the open desk is asked to do, out of a closed room."""

    what = forms.ChoiceField(
        label=_("What may the desk know it is?"),
        help_text=_("Only what belongs to no closed room. The alert itself, its words and its source stay here."),
    )
    request = Words(
        label=_("What should the desk do?"),
        help_text=_(
            "Only what it needs to protect people, for example: escort for a family on the road north tonight."
        ),
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", "–"), *what_choices(frozenset({""}))]  # type: ignore[attr-defined]


class MergeForm(SeenForm):
    """Which alert tells the same."""

    into = forms.CharField(
        label=_("Which alert tells the same?"),
        help_text=_("Its reference, for example A-000042. That one stays open; this one is joined to it."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    reason = Words(label=_("Why do both tell the same?"))

    def clean_into(self) -> str:
        """Return the reference as it is written everywhere."""
        return str(self.cleaned_data["into"]).strip().upper()
