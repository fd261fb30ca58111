"""The page's address as state: change one parameter, keep the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict

Change = str | int | Sequence[str] | None


def with_changes(query: Mapping[str, object] | QueryDict, changes: Mapping[str, Change]) -> str:
    """Return the query string (with its `?`) after `changes`; None or an empty value removes a parameter.

    Several values of one parameter are kept. A result without parameters is `?`, which links to the bare page.
    """
    result = QueryDict(mutable=True)
    for name, values in lists_of(query).items():
        if name not in changes:
            result.setlist(name, values)
    for name, value in changes.items():
        result.setlist(name, as_values(value))
    return f"?{result.urlencode()}"


def lists_of(query: Mapping[str, object] | QueryDict) -> dict[str, list[str]]:
    """Return a query as lists of text, whether it came from a request or from a plain mapping."""
    if isinstance(query, QueryDict):
        return {name: [str(value) for value in query.getlist(name)] for name in query}
    return {name: as_values(value) for name, value in query.items()}  # type: ignore[arg-type]


def as_values(value: Change) -> list[str]:
    """Return a change as the list of texts that the address holds."""
    if value is None or value == "":
        return []
    if isinstance(value, (str, int)):
        return [str(value)]
    return [str(one) for one in value if one != ""]
