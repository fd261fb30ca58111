"""The forms of a quarterly threat assessment."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tutela.access.rules import Actor
from tutela.account.products.queries import Wording
from tutela.account.products.queries.assembly import LEVELS
from tutela.account.products.rules.content import AuthorText, Classification, ContextEvent, QuarterlyAssessment
from tutela.kernel.periods import Quarter

DATED = re.compile(r"^(\d{4}-\d{2}-\d{2})\s*[:\u2013-]?\s*(.+)$")
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
CLASSIFICATIONS = [
    (Classification.UNCLASSIFIED.value, _("Unclassified")),
    (Classification.CONFIDENTIAL.value, _("Confidential")),
    (Classification.STRICTLY_CONFIDENTIAL.value, _("Strictly confidential")),
]
LEADERSHIP, HEADQUARTERS = "leadership", "headquarters"


class PrepareForm(forms.Form):
    """Which quarter, and how widely it may be read."""

    quarter = forms.ChoiceField(label=_("Which quarter?"))
    classification = forms.ChoiceField(
        label=_("How is it classified?"),
        help_text=_("Records above this classification are in no figure of the assessment."),
        choices=CLASSIFICATIONS,
        initial=Classification.CONFIDENTIAL.value,
    )

    def __init__(self, *args: Any, actor: Actor, today: date, first: Quarter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Quarter.of(today)
        quarters = [Quarter.of(first.first_day).plus(step) for step in range(current.ordinal - first.ordinal + 1)]
        shown = self.fields["quarter"]
        assert isinstance(shown, forms.ChoiceField)  # noqa: S101  # for the type checker
        shown.choices = [(str(one), f"{one.year} · {one.number}") for one in reversed(quarters)]
        self.initial.setdefault("quarter", str(current.plus(-1)))
        levels = self.fields["classification"]
        assert isinstance(levels, forms.ChoiceField)  # noqa: S101
        levels.choices = [one for one in CLASSIFICATIONS if LEVELS[Classification(one[0])] <= actor.clearance]


class WordsForm(forms.Form):
    """What people say next to the figures: one paragraph a line, left empty where there is nothing to say."""

    language = forms.ChoiceField(label=_("In which language do you write?"), choices=LANGUAGES)
    key_points = forms.CharField(
        label=_("What must leadership know?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One point a line. They stand beside the sentences that the figures give, marked as yours."),
    )
    context = forms.CharField(
        label=_("What changed in the context?"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    events = forms.CharField(
        label=_("Which events, on which day?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One event a line, the day first: 2031-03-09 The ceasefire ended."),
    )
    implications = forms.CharField(
        label=_("What follows for the mission?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    blind_spots = forms.CharField(
        label=_("What can these data not see?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    renew = forms.BooleanField(label=_("Count again from what is known now"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_events(self) -> str:
        """Refuse a line without a day."""
        for line in lines_of(self.cleaned_data["events"]):
            found = DATED.match(line)
            if not found or not _is_day(found[1]):
                raise forms.ValidationError(_("Begin every line with a day, like 2031-03-09."))
        return str(self.cleaned_data["events"])

    def wording(self, post: str) -> Wording:
        """Return what was typed. Call it only when the form is valid."""
        typed = self.cleaned_data
        language = typed["language"]

        def said(name: str) -> tuple[AuthorText, ...]:
            return tuple(AuthorText(line, post, language) for line in lines_of(typed[name]))

        dated = (DATED.match(line) for line in lines_of(typed["events"]))
        events = tuple(ContextEvent(date.fromisoformat(one[1]), one[2], language) for one in dated if one)
        return Wording(said("key_points"), said("context"), events, said("implications"), said("blind_spots"))


class IssueForm(forms.Form):
    """To whom it goes."""

    recipients = forms.MultipleChoiceField(
        label=_("To whom does it go?"),
        choices=[(LEADERSHIP, _("Senior leadership of the mission")), (HEADQUARTERS, _("UN Headquarters"))],
        widget=forms.CheckboxSelectMultiple,
        initial=[LEADERSHIP, HEADQUARTERS],
        error_messages={"required": _("An issued assessment goes to somebody: tick one or both.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def words_initial(content: QuarterlyAssessment, version: int) -> dict[str, Any]:
    """Return what the form shows of a draft's words."""
    texts = {
        "key_points": content.key_points,
        "context": content.context,
        "implications": content.implications,
        "blind_spots": content.blind_spots,
    }
    said = [text for part in texts.values() for text in part]
    return {
        **{name: "\n".join(one.text for one in part) for name, part in texts.items()},
        "events": "\n".join(f"{one.on.isoformat()} {one.text}" for one in content.events),
        "language": said[0].language if said else "en",
        "version": version,
    }
