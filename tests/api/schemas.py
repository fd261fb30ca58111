"""Comparing an answer with what the description says of it: as much of JSON Schema as our own description uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

KNOWN = {
    "$ref", "additionalProperties", "anyOf", "const", "default", "description", "enum", "examples", "format", "items",
    "maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum", "pattern", "properties", "required",
    "title", "type",
}  # fmt: skip
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, or what it points to in the document."""
    while "$ref" in schema:
        found: Any = document
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        schema = found
    return schema


def faults(document: dict[str, Any], schema: dict[str, Any], value: Any, where: str = "$") -> Iterator[str]:
    """Yield where a value is not what its schema says."""
    schema = resolved(document, schema)
    unknown = set(schema) - KNOWN
    if unknown:
        yield f"{where}: the check knows no {sorted(unknown)}"
    if "anyOf" in schema:
        tried = [list(faults(document, one, value, where)) for one in schema["anyOf"]]
        yield from [] if [] in tried else tried[0]
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where}: {value!r} is none of {schema['enum']}"
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind in {"integer", "number"})):
        yield f"{where}: {value!r} is no {kind}"
    elif kind == "object":
        yield from _in_object(document, schema, value, where)
    elif kind == "array":
        for at, one in enumerate(value):
            yield from faults(document, schema.get("items", {}), one, f"{where}[{at}]")
    elif kind == "string":
        yield from _in_text(schema, value, where)
    elif kind in {"integer", "number"}:
        yield from _in_number(schema, value, where)


def _in_object(document: dict[str, Any], schema: dict[str, Any], value: dict[str, Any], where: str) -> Iterator[str]:
    fields, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{where}: {name} is missing" for name in schema.get("required", ()) if name not in value)
    for name, held in value.items():
        if name in fields:
            yield from faults(document, fields[name], held, f"{where}.{name}")
        elif more is False or (fields and "additionalProperties" not in schema):
            yield f"{where}: {name} is not in the description"
        elif isinstance(more, dict):
            yield from faults(document, more, held, f"{where}.{name}")


def _in_text(schema: dict[str, Any], value: str, where: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0) or len(value) > schema.get("maxLength", len(value)):
        yield f"{where}: {len(value)} characters"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: {value!r} does not match {schema['pattern']}"
    readers = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
    if schema.get("format") in readers:
        try:
            readers[schema["format"]](value)
        except ValueError:
            yield f"{where}: {value!r} is no {schema['format']}"


def _in_number(schema: dict[str, Any], value: float, where: str) -> Iterator[str]:
    if value < schema.get("minimum", value) or value > schema.get("maximum", value):
        yield f"{where}: {value!r} is out of bounds"
