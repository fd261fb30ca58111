"""What the forms of the desk share: what the reader had before them, a reason, a moment, and how a no is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.kernel.refusals import Invalid, Refusal
from tutela.web.components.errors import said

LONGEST_REASON = 1000


class Words(forms.CharField):
    """Words of any length, in any script; what a browser does to the ends of lines is undone."""

    def __init__(self, *, rows: int = 3, **more: Any) -> None:
        more.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        more.setdefault("max_length", LONGEST_REASON)
        super().__init__(**more)

    def to_python(self, value: Any) -> str:
        """Return the text with one sign at the end of each line."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class Moment(forms.DateTimeField):
    """A moment by the mission's clock; left empty it is now."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"widget": widget, "required": False, **more})


def one_of(choices: Any, **more: Any) -> forms.ChoiceField:
    """Return a question that is answered by one of a few, all of them in sight."""
    return forms.ChoiceField(widget=forms.RadioSelect, choices=choices, **more)


class SeenForm(forms.Form):
    """A form that knows what its reader had read: the version, and how the alert stood in words."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def read_version(self) -> int:
        """The version that was read; 0, which none is, where the form does not say."""
        return self.cleaned_data.get("version") or 0


class ReasonForm(SeenForm):
    """A reason in words."""

    reason = Words(label=_("Why?"))

    def __init__(self, *args: Any, question: Any = "", help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["reason"].label = question
        self.fields["reason"].help_text = help_text


def tell(form: forms.Form, refused: Refusal, names: Mapping[str, str] | None = None) -> None:
    """Put what a command refused beside the fields it is about, the rest at the top of the form.

    `names` says which field stands for a name that the command uses.
    """
    problems = refused.problems if isinstance(refused, Invalid) else {}
    placed = 0
    for name, sentence in problems.items():
        field = (names or {}).get(name, name)
        if field in form.fields:
            form.add_error(field, sentence)
            placed += 1
    if placed < max(len(problems), 1):
        form.add_error(None, said(refused))
