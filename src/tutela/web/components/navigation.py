"""Navigation: what the left side offers, filled in by the configuration, which alone knows every page.

The setting `TUTELA_NAVIGATION` names the `Navigation` object by its dotted path. A person sees the pages that the
post permits, and a count only where something is owed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Words = str | Promise


def nobody(actor: object, permission: str) -> bool:
    """Deny by default: until the configuration says otherwise, nobody may do anything."""
    return False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its page by URL name, its icon, the permission it takes (empty: any signed-in person).

    `owed` counts what this actor owes there; it is asked once a page and shown only above zero.
    """

    key: str
    label: Words
    url_name: str
    icon: str
    permission: str = ""
    owed: Callable[[object], int] | None = None


@dataclass(frozen=True, slots=True)
class Wing:
    """A group of entries under one heading; a heading without a label only sets its entries apart."""

    key: str
    label: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An entry as the template draws it."""

    key: str
    label: Words
    icon: str
    address: str
    owed: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class WingView:
    """A group as the template draws it; never empty."""

    key: str
    label: Words
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything the shell links to, by URL name; an empty name means there is no such page."""

    wings: tuple[Wing, ...] = ()
    allows: Callable[[object, str], bool] = nobody
    home: str = "home"
    search: str = ""
    paragraph: str = ""
    account: str = ""
    sign_in: str = "account_login"
    sign_out: str = "account_logout"

    def seen_by(self, actor: object, path: str) -> tuple[WingView, ...]:
        """Return what `actor` may open, with the entry marked whose address is the longest start of `path`.

        Nobody signed in sees nothing. Raises NoReverseMatch for an entry whose page does not exist.
        """
        if actor is None:
            return ()
        addresses = self._addresses(actor)
        current = current_key(addresses, path)
        wings = (self._wing(wing, actor, addresses, current) for wing in self.wings)
        return tuple(wing for wing in wings if wing.items)

    def _addresses(self, actor: object) -> dict[str, str]:
        return {
            item.key: reverse(item.url_name)
            for wing in self.wings
            for item in wing.items
            if not item.permission or self.allows(actor, item.permission)
        }

    def _wing(self, wing: Wing, actor: object, addresses: dict[str, str], current: str) -> WingView:
        items = tuple(
            ItemView(
                key=item.key,
                label=item.label,
                icon=item.icon,
                address=addresses[item.key],
                owed=item.owed(actor) if item.owed else 0,
                is_current=item.key == current,
            )
            for item in wing.items
            if item.key in addresses
        )
        return WingView(wing.key, wing.label, items)


def current_key(addresses: dict[str, str], path: str) -> str:
    """Return the key whose address is the longest start of `path`; the root counts only for itself."""
    fitting = {
        key: address
        for key, address in addresses.items()
        if path == address or (address != "/" and path.startswith(address))
    }
    return max(fitting, key=lambda key: len(fitting[key]), default="")


def address_of(url_name: str, *arguments: str) -> str:
    """Return the address of a page that may not exist: empty for an empty or unknown name."""
    if not url_name:
        return ""
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""


@cache
def configured(path: str) -> Navigation:
    """Import the navigation that a dotted path names."""
    found = import_string(path)
    if not isinstance(found, Navigation):
        raise TypeError(f"{path} is not a Navigation.")
    return found


def navigation() -> Navigation:
    """Return the configured navigation, or an empty one when the setting is absent."""
    path = getattr(settings, "TUTELA_NAVIGATION", "")
    return configured(path) if path else Navigation()
