"""How a form field is drawn: classes of the design system, descriptions and errors tied to the control."""

from __future__ import annotations

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

CSS_OF: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, "choice-input"),
    (forms.CheckboxSelectMultiple, "choice-input"),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


def css_of(widget: forms.Widget) -> str:
    """Return the class of a widget: the first kind that fits, from the special to the general."""
    return next(css for kind, css in CSS_OF if isinstance(widget, kind))


def draw_control(field: BoundField) -> SafeString:
    """Draw the control of a bound field; ids of its help and errors go into aria-describedby."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {css_of(widget)}".strip()}
    if field.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
        attrs["aria-invalid"] = "true"
    described = described_by(field)
    if described:
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)


def described_by(field: BoundField) -> str:
    """Return the ids of what describes the field: its example or help, then its error."""
    names = []
    if field.help_text:
        names.append(f"{field.auto_id}_helptext")
    if field.errors:
        names.append(f"{field.auto_id}_error")
    return " ".join(names)


def is_group(field: BoundField) -> bool:
    """Return whether the field is several controls under one question, which needs a fieldset."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


def is_single_check(field: BoundField) -> bool:
    """Return whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)
