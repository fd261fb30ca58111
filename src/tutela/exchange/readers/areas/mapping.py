"""Which attribute of a boundary file means what: known by its columns, or said by a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from tutela.exchange.readers.areas.rows import CodeOrigin
from tutela.exchange.readers.refusals import UnknownColumns
from tutela.kernel.sentences import Sentence

# ADM2_PCODE, adm2_pcode, admin2Pcod; ADM2_EN, adm2_name, admin2Name_fr; ADM2_REF, ADM2ALT1EN, adm2_name1.
_CODE = re.compile(r"adm(?:in)?(\d)_?pcode?")
_NAME = re.compile(r"adm(?:in)?(\d)_?(?:name)?_?([a-z]{2})?")
_ALIAS = re.compile(r"adm(?:in)?(\d)_?(?:ref(?:name)?|alt(?:name)?_?\d?_?(?:name)?(?:[a-z]{2})?|name\d)(?:_?[a-z]{2})?")
_LANGUAGES = ("en", "fr", "")
_NATURAL_EARTH_ALIASES = ("name_alt", "name_local", "gn_name", "gns_name", "woe_name")
_NAME_IN_LANGUAGE = re.compile(r"name_[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class AreaMapping:
    """The columns of a boundary file by their meaning; blank where the file has none. `level` is 0 to 5."""

    title: str
    level: int
    name: str
    code: str = ""
    code_origin: CodeOrigin = CodeOrigin.SOURCE
    aliases: tuple[str, ...] = ()
    parent_code: str = ""
    parent_name: str = ""
    country: str = ""
    valid_on: str = ""
    valid_to: str = ""


def map_columns(columns: Collection[str], name: str, said: Mapping[str, str] | None = None) -> AreaMapping:
    """Return the mapping for these columns.

    `said` overrides it, field of AreaMapping to column (`{"name": "NAME_FR"}`; `level` to a figure; `aliases`
    to columns parted by commas). Raises UnknownColumns when nothing is recognised and `said` lacks name or
    level, or when `said` names a column that the file does not have; `name` is the file's.
    """
    known = recognise(columns)
    if said:
        known = _overridden(known, said, columns, name)
    if known is None:
        raise UnknownColumns(
            name=name,
            expected=Sentence("COD-AB, Natural Earth or world-atlas (or say which column is the name, and the level)"),
            missing=Sentence("a column with the areas' name"),
            found=", ".join(list(columns)[:6]) or Sentence("no attribute"),
        )
    return known


def _overridden(
    known: AreaMapping | None, said: Mapping[str, str], columns: Collection[str], name: str
) -> AreaMapping | None:
    meanings = {field.name for field in fields(AreaMapping)} - {"title", "code_origin"}
    for meaning, column in said.items():
        named = [part.strip() for part in column.split(",")] if meaning == "aliases" else [column]
        absent = [part for part in named if part not in columns] if meaning != "level" else []
        if meaning not in meanings or absent or (meaning == "level" and not column.isdecimal()):
            found = ", ".join(list(columns)[:6])
            raise UnknownColumns(
                name=name, expected=Sentence("the mapping that was given"), missing=f"{meaning} = {column}", found=found
            )
    base = known
    if base is None:
        if not {"name", "level"} <= set(said):
            return None
        base = AreaMapping("as mapped", int(said["level"]), said["name"])
    plain = {meaning: column for meaning, column in said.items() if meaning not in {"level", "aliases"}}
    return replace(
        base,
        level=int(said.get("level", base.level)),
        aliases=tuple(part.strip() for part in said["aliases"].split(",")) if "aliases" in said else base.aliases,
        **plain,  # type: ignore[arg-type]
    )


def recognise(columns: Collection[str]) -> AreaMapping | None:
    """Return the mapping of a known kind of boundary file, or None. Capitals do not matter."""
    named = {column.casefold(): column for column in columns}
    return _cod_ab(named) or _natural_earth(named) or _world_atlas(named)


def _cod_ab(named: Mapping[str, str]) -> AreaMapping | None:
    """The Common Operational Dataset's names, old and new; the deepest level that has a code and a name."""
    codes = {int(found[1]): named[key] for key in named if (found := _CODE.fullmatch(key))}
    names: dict[int, dict[str, str]] = {}
    for key, column in named.items():
        found = _NAME.fullmatch(key)
        if found:
            names.setdefault(int(found[1]), {})[found[2] or ""] = column
    levels = sorted(level for level in codes if level in names)
    if not levels:
        return None
    level = levels[-1]
    chosen = _in_language(names[level])
    others = [column for column in names[level].values() if column != chosen]
    aliases = [named[key] for key in named if (found := _ALIAS.fullmatch(key)) and int(found[1]) == level]
    return AreaMapping(
        title="COD-AB",
        level=level,
        name=chosen,
        code=codes[level],
        code_origin=CodeOrigin.P_CODE,
        aliases=tuple(dict.fromkeys([*others, *aliases])),
        parent_code=codes.get(level - 1, ""),
        parent_name=_in_language(names.get(level - 1, {})),
        country=codes.get(0, ""),
        valid_on=named.get("validon") or named.get("valid_on", ""),
        valid_to=named.get("validto") or named.get("valid_to", ""),
    )


def _in_language(names: Mapping[str, str]) -> str:
    for language in _LANGUAGES:
        if language in names:
            return names[language]
    return next(iter(names.values()), "")


def _natural_earth(named: Mapping[str, str]) -> AreaMapping | None:
    if not {"adm1_code", "name", "adm0_a3"} <= set(named):
        return None
    alternatives = [key for key in named if _NAME_IN_LANGUAGE.fullmatch(key) and key != "name_len"]
    aliases = dict.fromkeys([*_NATURAL_EARTH_ALIASES, *alternatives])
    return AreaMapping(
        title="Natural Earth",
        level=1,
        name=named["name"],
        code=named["adm1_code"],
        aliases=tuple(named[key] for key in aliases if key in named),
        parent_code=named["adm0_a3"],
        parent_name=named.get("admin", ""),
        country=named.get("iso_a2", ""),
    )


def _world_atlas(named: Mapping[str, str]) -> AreaMapping | None:
    if "name" not in named or set(named) - {"id", "name"}:
        return None
    return AreaMapping(title="world-atlas", level=0, name=named["name"], code=named.get("id", ""))


def column_names(records: Sequence[Mapping[str, object]]) -> list[str]:
    """Return every attribute that any of the records has, in order of first appearance."""
    return list(dict.fromkeys(key for record in records for key in record))
