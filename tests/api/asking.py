"""Requests made from our own description: such as fit it, and such as nearly do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.api.schemas import resolved

ALERTS = ("A-000001", "A-000002", "A-000003")
# What an argument in a path may be called in the world of the test, by the part of the path before it.
THERE = {
    "alerts": ALERTS,
    "incidents": ("I-000001",),
    "threats": ("T-000001",),
    "vocabulary": ("acts", "tiers"),
    "allegations": ("1",),
    "responses": ("1",),
}
CODES = ("armed_presence", "killing", "sexual_violence", "women", "dialogue", "physical", "OV02", *ALERTS)
ODD_TEXTS = ("", "\x00", "\u202e", "é", "' OR 1=1 --", "<script>", "../..", "%", "\u0661", "A" * 300, "null")
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**400, 2**63, "", "\x00", "\ud800", [], {}, [None], {"a": 1}, "2031-13-01", "nobody",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that was made up."""

    method: str
    path: str
    body: bytes | None


def asks(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> st.SearchStrategy[Ask]:
    """Return requests for an operation: most fit its description, some are spoilt in one place."""
    parts: dict[str, dict[str, Any]] = {"query": {}, "path": {}, "header": {}}
    for one in operation["parameters"]:
        parts[one["in"]][one["name"]] = one["schema"]
    shown = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return st.builds(
        lambda named, query, body: Ask(method.upper(), _address(path, named, query), body),
        st.fixed_dictionaries({name: _in_path(path, name) for name in parts["path"]}),
        st.fixed_dictionaries({}, optional={name: _in_query(document, held) for name, held in parts["query"].items()}),
        _bodies(document, shown) if shown else st.none(),
    )


def _address(path: str, named: dict[str, str], query: dict[str, Any]) -> str:
    for name, value in named.items():
        path = path.replace(f"{{{name}}}", quote(value, safe="") or "-")
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def _in_path(path: str, name: str) -> st.SearchStrategy[str]:
    there = st.sampled_from(THERE[path.split(f"/{{{name}}}", maxsplit=1)[0].rpartition("/")[2]])
    return there | there | there | there | st.sampled_from((*ODD_TEXTS, "X-1", "0", "99999999999999999999"))


def _in_query(document: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    fitting = values(document, schema).map(_as_text)
    return fitting | fitting | fitting | fitting | st.sampled_from(ODD_TEXTS)


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return json.dumps(value) if isinstance(value, bool | None) else str(value)


def _bodies(document: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[bytes]:
    fitting = values(document, schema)
    spoilt = st.builds(_spoilt, fitting, st.integers(0, 1000), st.sampled_from(ODD_VALUES))
    junk = st.sampled_from((b"", b"{", b"[]", b"nul", b'{"a":1,"a":2}', b"\xff\xfe", b"NaN", b"[" * 50_000))
    written = (fitting | fitting | spoilt).map(lambda value: json.dumps(value).encode())
    return written | written | written | junk


def _spoilt(body: Any, at: int, value: Any) -> Any:
    """Put something odd in the place of one field, or beside them."""
    if not isinstance(body, dict):
        return value
    names = [*sorted(body), "strange"]
    return {**body, names[at % len(names)]: value}


def values(document: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that fit a schema."""
    schema = resolved(document, schema)
    if "anyOf" in schema:
        return st.one_of([values(document, one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        needed = set(schema.get("required", ()))
        fields = {name: values(document, held) for name, held in schema.get("properties", {}).items()}
        return st.fixed_dictionaries(
            {name: held for name, held in fields.items() if name in needed},
            optional={name: held for name, held in fields.items() if name not in needed},
        )
    if kind == "array":
        return st.lists(values(document, schema["items"]), max_size=3)
    return _plain(schema)


def _plain(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    kind, low, high = schema.get("type"), schema.get("minimum"), schema.get("maximum")
    if kind == "integer":
        return st.integers(low, high) | st.sampled_from([1, 1, 2])
    if kind == "number":
        return st.floats(low, high, allow_nan=False, allow_infinity=False)
    if kind == "boolean":
        return st.booleans()
    if kind == "null":
        return st.none()
    return _texts(schema)


def _texts(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
    if schema.get("format") == "date-time":
        return st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)).map(datetime.isoformat)  # noqa: DTZ001  # the zone is the argument beside
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].replace("$", r"\Z"))
    most = min(schema.get("maxLength", 50), 50)
    typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=schema.get("minLength", 0), max_size=most)
    return typed | st.sampled_from(CODES) | st.sampled_from(CODES)
