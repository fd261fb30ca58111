"""The forms of the desk: one question a field, in words, with an example under it."""

from __future__ import annotations

from tutela.know.alerts.forms.ending import AnswerForm, CloseForm, SetAsideForm, TellForm
from tutela.know.alerts.forms.fields import ReasonForm, SeenForm, tell
from tutela.know.alerts.forms.judging import AllegationForm, PlaceForm, UrgencyForm, VerdictForm
from tutela.know.alerts.forms.passing import DeclineForm, DeskRequestForm, MergeForm, NoteForm, OfferForm
from tutela.know.alerts.forms.responding import NoResponseForm, ResponseForm, StepForm

__all__ = [
    "AllegationForm",
    "AnswerForm",
    "CloseForm",
    "DeclineForm",
    "DeskRequestForm",
    "MergeForm",
    "NoResponseForm",
    "NoteForm",
    "OfferForm",
    "PlaceForm",
    "ReasonForm",
    "ResponseForm",
    "SeenForm",
    "SetAsideForm",
    "StepForm",
    "TellForm",
    "UrgencyForm",
    "VerdictForm",
    "tell",
]
