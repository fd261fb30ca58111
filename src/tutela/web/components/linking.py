"""A page that links one record to another by its reference, with likely ones to choose from; it knows no app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from tutela.kernel.refusals import Refusal
from tutela.web.components.errors import said


class LinkForm(forms.Form):
    """Asks for the reference of a record: one of the likely ones, or any other that is typed."""

    likely = forms.ChoiceField(label=lazy("One of these?"), required=False, choices=[], widget=forms.RadioSelect)
    reference = forms.CharField(label=lazy("Another, by its reference"), required=False, max_length=20)

    def __init__(self, *args: object, likely: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = self.fields["likely"]
        if isinstance(held, forms.ChoiceField):
            held.choices = list(likely)
        if not likely:
            del self.fields["likely"]

    def clean(self) -> dict[str, object]:
        """Refuse a form that names nothing."""
        typed = super().clean() or self.cleaned_data
        if not (typed.get("likely") or (typed.get("reference") or "").strip()):
            self.add_error("reference", _("Choose one, or enter its reference."))
        return typed

    @property
    def chosen(self) -> str:
        """The reference that was typed, or else the one that was chosen. The form must be valid."""
        typed: str = self.cleaned_data.get("reference", "").strip()
        return typed or str(self.cleaned_data.get("likely", ""))


@dataclass(frozen=True, slots=True)
class Linking:
    """What the page says: its title and lead, where it goes back to, and the likely records (reference, words)."""

    title: str
    lead: str
    back: str
    likely: Sequence[tuple[str, str]]


def link_page(request: HttpRequest, linking: Linking, work: Callable[[str], object]) -> HttpResponse:
    """Ask what to link and do it; a refusal is said beside the field."""
    form = LinkForm(request.POST or None, likely=linking.likely)
    if request.method == "POST" and form.is_valid():
        try:
            work(form.chosen)
        except Refusal as refused:
            form.add_error("reference", said(refused))
        else:
            messages.success(request, _("Linked."))
            return redirect(linking.back)
    context = {"form": form, "linking": linking}
    return render(request, "components/link.html", context, status=422 if form.errors else 200)
