"""The one question that the ledger's pages ask: a head that was printed earlier."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.ledger.queries import LedgerHead

HEAD = re.compile(r"^\s*(\d{1,12})\s*[:·\s]\s*([0-9a-fA-F]{64})\s*$")


class PrintedHead(forms.Form):
    """A head as a document or the command line gave it; without one only the chain itself is checked."""

    head = forms.CharField(
        label=gettext_lazy("A head that was printed earlier"),
        help_text=gettext_lazy(
            "Entry number, colon, 64 characters, as in the footer of a document. The chain must pass through it."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_head(self) -> str:
        """Accept a head or nothing."""
        text: str = self.cleaned_data["head"]
        if text and not HEAD.match(text):
            raise forms.ValidationError(_("This is not a head. Copy it whole: number, colon, 64 characters."))
        return text

    def head_of(self, mission: str) -> LedgerHead | None:
        """Return the head that was typed, of that mission, or None when there was none."""
        found = HEAD.match(self.cleaned_data["head"])
        return LedgerHead(mission, int(found[1]), found[2].lower()) if found else None
