"""When somebody else was quicker: what they changed is shown beside what was typed, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, ChoiceField, Form, MultipleChoiceField

from tutela.kernel.refusals import Stale
from tutela.know.communities.pages.acting import tell

VERSION = "version"
Make = Callable[[Mapping[str, Any], Mapping[str, Any]], Form]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what was read, what is on record now and what was typed are not all the same."""

    label: str
    read: str
    now: str
    typed: str


def mended(
    form: Form, refusal: Stale, *, then: Mapping[str, Any], now: Mapping[str, Any], make: Make
) -> tuple[Form, list[Difference]]:
    """Return the form with what was typed over what is on record now, and what somebody else changed meanwhile.

    `then` and `now` are initial values, from the version that was read and from the newest; `make` builds the form from
    initial values and data. Sent again, the form changes what is on record now.
    """
    changed = [_difference(field, then, now, form) for field in _moved(form, then, now)]
    typed = set(make(then, form.data).changed_data) - {VERSION}
    data = {
        name: _typed(form, name) if name in typed else field.prepare_value(now.get(name))
        for name, field in form.fields.items()
    }
    again = make(now, {name: "" if value is None else value for name, value in data.items()})
    again.full_clean()
    tell(again, refusal)
    return again, changed


def _typed(form: Form, name: str) -> Any:
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def _moved(form: Form, then: Mapping[str, Any], now: Mapping[str, Any]) -> list[BoundField]:
    return [field for field in form.visible_fields() if then.get(field.name) != now.get(field.name)]


def _difference(field: BoundField, then: Mapping[str, Any], now: Mapping[str, Any], form: Form) -> Difference:
    typed = form.cleaned_data.get(field.name)
    return Difference(
        str(field.label), shown(field, then.get(field.name)), shown(field, now.get(field.name)), shown(field, typed)
    )


def shown(field: BoundField, value: Any) -> str:
    """Return a value as its field shows it: a choice by its words, an empty one as a dash."""
    if value in (None, "", (), []):
        return "–"
    if isinstance(field.field, ChoiceField):
        choices: Any = field.field.choices
        words = {str(code): str(told) for code, told in choices}
        several = value if isinstance(field.field, MultipleChoiceField) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in several)
    return str(field.field.prepare_value(value))
