"""The form in which somebody says how they want to be told of alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.know.alerts.rules.notices import CHANNELS, LEAST_URGENT, MAIL, SMS, Way

# From how urgent on somebody wants to hear: the words of the level, and what lies above it.
FROM: list[tuple[int, str | Promise]] = [
    (1, _("Only what is immediate")),
    (2, _("What is urgent or more")),
    (3, _("What may come soon or more")),
    (4, _("Everything")),
]


MAIN, QUIET = ("on", "address", "least_urgency"), ("quiet_from", "quiet_to")
PARTS: tuple[tuple[str, str | Promise], ...] = ((MAIL, _("Mail")), (SMS, _("Text message")))


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked about one way to be told."""

    name: str | Promise
    main: Sequence[BoundField]
    quiet: Sequence[BoundField]


class HourField(forms.TimeField):
    """A time of day by the mission's clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(required=False, widget=widget, **kwargs)


class NoticeForm(forms.Form):
    """How to be told: by mail, by text message, both, or on the desk alone."""

    mail_on = forms.BooleanField(label=_("Tell me by mail"), required=False)
    mail_address = forms.CharField(
        label=_("At which address?"), help_text=_("Your own, of your work."), max_length=254, required=False
    )
    mail_least_urgency = forms.TypedChoiceField(
        label=_("Of what?"), choices=FROM, coerce=int, initial=4, required=False
    )
    mail_quiet_from = HourField(label=_("Leave me alone from what time"))
    mail_quiet_to = HourField(label=_("Until what time"))
    sms_on = forms.BooleanField(label=_("Tell me by text message"), required=False)
    sms_address = forms.CharField(
        label=_("At which number?"),
        help_text=_("Your own, of your work, with the country code: +243 000 000 000."),
        max_length=40,
        required=False,
    )
    sms_least_urgency = forms.TypedChoiceField(label=_("Of what?"), choices=FROM, coerce=int, initial=2, required=False)
    sms_quiet_from = HourField(label=_("Leave me alone from what time"))
    sms_quiet_to = HourField(label=_("Until what time"))

    @classmethod
    def showing(cls, ways: Iterable[Way], *, mail: str) -> NoticeForm:
        """Return the form with what is chosen now, and the address that is known where nothing is."""
        initial: dict[str, object] = {"mail_address": mail}
        for way in ways:
            values = {
                "on": True, "address": way.address, "least_urgency": way.least_urgency,
                "quiet_from": way.quiet_from, "quiet_to": way.quiet_to,
            }  # fmt: skip
            initial.update({f"{way.channel}_{name}": value for name, value in values.items()})
        return cls(initial=initial)

    @property
    def ways(self) -> tuple[Way, ...]:
        """Return what was chosen, once the form is valid."""
        return tuple(self._way(channel) for channel in CHANNELS if self.cleaned_data[f"{channel}_on"])

    def _way(self, channel: str) -> Way:
        held: dict[str, Any] = {
            name: self.cleaned_data[f"{channel}_{name}"]
            for name in ("address", "least_urgency", "quiet_from", "quiet_to")
        }
        start: time | None = held["quiet_from"]
        end: time | None = held["quiet_to"]
        return Way(channel, str(held["address"]), int(held["least_urgency"] or LEAST_URGENT), start, end)

    @property
    def parts(self) -> Sequence[Part]:
        """The questions by channel, those that one may leave blank apart."""
        return [Part(name, self._named(channel, MAIN), self._named(channel, QUIET)) for channel, name in PARTS]

    def _named(self, channel: str, names: Iterable[str]) -> Sequence[BoundField]:
        return [self[f"{channel}_{name}"] for name in names]
