"""The forms in which files with reports are handed in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MailForm(forms.Form):
    """A mail as a file."""

    file = forms.FileField(
        label=_("Which mail?"),
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,message/rfc822"}),
    )


class TableForm(forms.Form):
    """A table of alerts as a file."""

    file = forms.FileField(
        label=_("Which table?"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
