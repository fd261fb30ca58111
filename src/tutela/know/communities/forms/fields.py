"""Fields that the forms of this app share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tutela.access.rules import Actor
from tutela.kernel.sentences import Sentence
from tutela.know.communities.rules import groups_asked
from tutela.know.communities.rules.words import LEVELS
from tutela.policy.vocabulary import term_label

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
Choices = list[tuple[str, str]]
NOTHING = ("", "–")


class Words(forms.CharField):
    """A text that is kept as it was typed. What a browser does to the ends of its lines is no change."""

    def to_python(self, value: Any) -> str:
        """Return the text with one sign at the end of each line, whatever the browser sent."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether somebody changed it: what is on record is read as what was typed is."""
        return super().has_changed(self.to_python(initial), self.to_python(data))


class Several(forms.CharField):
    """Short texts in one line, parted by commas; the value is a tuple of them."""

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]  # a tuple is what the facts take
        """Return the texts, blank ones left out."""
        return tuple(part.strip() for part in str(value or "").replace(";", ",").split(",") if part.strip())

    def validate(self, value: Any) -> None:
        """Ask for one text at least where the field is required."""
        super().validate(", ".join(value))

    def run_validators(self, value: Any) -> None:
        """Leave length to the rules, which speak of each text."""

    def prepare_value(self, value: Any) -> str:
        """Return the texts as they stand in the box."""
        return value if isinstance(value, str) else ", ".join(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other texts were typed than are on record."""
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


def long_text(label: Label, *, rows: int = 4, needed: bool = False, help_text: Label = "") -> Words:
    """Return a field for several lines."""
    return Words(label=label, required=needed, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


def day(label: Label, *, needed: bool = True, help_text: Label = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label, required=needed, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"})
    )


def told(words: Mapping[Any, Sentence]) -> Choices:
    """Return a closed list as choices in the reader's language."""
    return [(str(code), word.told(_)) for code, word in words.items()]


def one_of(
    label: Label, words: Mapping[Any, Sentence], *, initial: str = "", help_text: Label = "", radio: bool = False
) -> forms.ChoiceField:
    """Return a field for one of a closed list."""
    widget = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(
        label=label, choices=lambda: told(words), initial=initial or None, help_text=help_text, widget=widget
    )


def perhaps_one_of(label: Label, words: Mapping[Any, Sentence], *, help_text: Label = "") -> forms.ChoiceField:
    """Return a field for one of a closed list, or nothing."""
    return forms.ChoiceField(label=label, choices=lambda: [NOTHING, *told(words)], required=False, help_text=help_text)


def many_of(
    label: Label, choices: Callable[[], Choices], *, needed: bool = False, help_text: Label = ""
) -> forms.MultipleChoiceField:
    """Return a field for any number of a list, as boxes to tick."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=needed, help_text=help_text, widget=forms.CheckboxSelectMultiple()
    )


def group_choices() -> Choices:
    """Return the groups that para 29 names, in the reader's language."""
    language = get_language() or "en"
    return [(code, term_label("groups_at_risk", code, language)) for code in groups_asked()]


def level_field() -> forms.TypedChoiceField:
    """Return the field that asks how widely a record may be known; `within` cuts it to the post's clearance."""
    return forms.TypedChoiceField(
        label=_lazy("How widely may this be known?"), coerce=int, choices=lambda: told(LEVELS)
    )


def within(form: forms.Form, actor: Actor) -> None:
    """Offer only levels that the post may read."""
    levels = form.fields["sensitivity"]
    assert isinstance(levels, forms.ChoiceField)  # noqa: S101  # for the type checker
    levels.choices = [(code, words) for code, words in told(LEVELS) if int(code) <= actor.clearance]


def whole(label: Label, *, most: int, least: int = 0) -> forms.IntegerField:
    """Return a field for a whole number that may stay empty."""
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


def picked(form: forms.Form, names: Sequence[str]) -> list[forms.BoundField]:
    """Return some fields of a form, for a grid."""
    return [form[name] for name in names]
