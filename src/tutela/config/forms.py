"""The forms of signing in: the questions in words, nothing kept of a password."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tutela.access.models import Person


class SignIn(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext_lazy("Name you sign in with")
        self.fields["password"].label = gettext_lazy("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class NewPassword(forms.Form):
    """A new password, typed twice."""

    new = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("The same once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["new"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean_new(self) -> str:
        """Accept a password that is long and not easily guessed."""
        text: str = self.cleaned_data["new"]
        validate_password(text, self.person)
        return text

    def clean(self) -> dict[str, Any]:
        """Accept it only when both are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class ChangePassword(NewPassword):
    """A new password for oneself: the old one is asked for first."""

    field_order = ("old", "new", "again")
    old = forms.CharField(
        label=gettext_lazy("Your password now"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_old(self) -> str:
        """Accept only the password that the person has now."""
        text: str = self.cleaned_data["old"]
        if not self.person.check_password(text):
            raise forms.ValidationError(_("This is not your password."))
        return text
