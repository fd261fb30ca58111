"""Forms of the duties: what was done, what happened, an excuse, a withdrawal. One question a field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.account.duties.queries.wording import language
from tutela.policy.vocabulary import Term

LONGEST_NAME = 80


class _RecordForm(forms.Form):
    """What both kinds of record ask; `what` is hidden and tells the forms of one page apart."""

    what = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField()
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, kinds: Iterable[Term], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((term.code, term.label(language())) for term in kinds), key=lambda one: one[1].casefold())
        asked = self.fields["kind"]
        first = [] if len(choices) == 1 else [("", "–")]
        self.fields["kind"] = forms.ChoiceField(
            label=asked.label, help_text=asked.help_text, choices=[*first, *choices]
        )
        self.fields["day"].widget.attrs["max"] = today.isoformat()
        self.fields["day"].initial = today


class DeedForm(_RecordForm):
    """Something that the policy asks for was done."""

    kind = forms.ChoiceField(label=_("What has been done?"))
    day = forms.DateField(
        label=_("On which day was it done?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_("Name the document or record, for example: Minutes of the protection forum, 3 May."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.CharField(
        label=_("About which record?"),
        help_text=_("A reference such as I-000123, when it was done about one thing. Otherwise leave it empty."),
        max_length=LONGEST_NAME,
        required=False,
    )


class OccurrenceForm(_RecordForm):
    """Something happened after which the policy asks for an act."""

    kind = forms.ChoiceField(label=_("What happened?"))
    day = forms.DateField(
        label=_("On which day was it known?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("What happened, in a sentence?"),
        help_text=_("Never write who told it, nor anything by which a source or a victim could be found."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.CharField(
        label=_("About which record?"),
        help_text=_("A reference such as I-000123, when it concerns one. Otherwise leave it empty."),
        max_length=LONGEST_NAME,
        required=False,
    )


class ExcuseForm(forms.Form):
    """Why a duty need not be done this once."""

    what = forms.CharField(widget=forms.HiddenInput)
    occasion = forms.ChoiceField(label=_("Which occasion?"))
    reason = forms.CharField(
        label=_("Why need it not be done this once?"),
        help_text=_("The reason stands in every statement on compliance. It stays on record that it was not done."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, occasions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["occasion"] = forms.ChoiceField(label=self.fields["occasion"].label, choices=occasions)


class WithdrawForm(forms.Form):
    """Why a record was made in error."""

    reason = forms.CharField(
        label=_("Why was it recorded in error?"),
        help_text=_("From now on it does not count. Boards of past days stay as they were seen then."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
