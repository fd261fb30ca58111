"""The form in which a file is handed in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

AREAS, BASES, EVENTS = "areas", "bases", "events"


class UploadForm(forms.Form):
    """What kind of file it is, the file, and what its source calls its release."""

    kind = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=[
            (AREAS, _("Areas: GeoJSON, TopoJSON or a zipped shapefile")),
            (BASES, _("Bases: the Geo-PKO table")),
            (EVENTS, _("Events: UCDP GED (CSV, HXL or GeoJSON) or ACLED (CSV)")),
        ],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label=_("Which file?"))
    release = forms.CharField(
        label=_("What does its source call this release?"),
        required=False,
        max_length=60,
        help_text=_("For example 22.1. It is printed wherever the figures are."),
    )
    mission_in_file = forms.CharField(
        label=_("What is the mission called in the table of bases?"),
        required=False,
        max_length=40,
        help_text=_("Only for bases; the mission's own code when left empty."),
    )
