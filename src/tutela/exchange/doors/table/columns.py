"""The columns of a table of alerts: what each is called, in English and in French, and what belongs in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutela.kernel.names import fold
from tutela.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its short name: its heads in English and French, and what it holds."""

    name: str
    heads: tuple[str, str]
    holds: Sentence
    example: str = ""


COLUMNS: tuple[Column, ...] = (
    Column(
        "key", ("key", "clé"), Sentence("Your own number for the row, so that it is never taken twice."), "2031-118"
    ),
    Column("told_at", ("told at", "reçu le"), Sentence("When the mission was told."), "2031-05-14 09:30"),
    Column(
        "what", ("what", "quoi"), Sentence("Codes or names of what happened, parted by semicolons."), "killing; pillage"
    ),
    Column("timing", ("timing", "moment"), Sentence("under_way, imminent, soon, over or unknown."), "over"),
    Column("text", ("text", "texte"), Sentence("What was told, without who told it."), ""),
    Column("place", ("place", "lieu"), Sentence("The place as it was named."), ""),
    Column("area", ("area", "zone"), Sentence("The area's code or name."), ""),
    Column("latitude", ("latitude", "latitude"), Sentence("Degrees, with a point or a comma."), "5.25"),
    Column("longitude", ("longitude", "longitude"), Sentence("Degrees, with a point or a comma."), "20.5"),
    Column("occurred_at", ("occurred at", "survenu le"), Sentence("When it happened or is expected."), "2031-05-14"),
    Column("people", ("people", "personnes"), Sentence("How many people are at risk or were harmed."), "40"),
    Column("groups", ("groups", "groupes"), Sentence("Codes or names of groups, parted by semicolons."), "women; boys"),
    Column(
        "actor_kind", ("actor kind", "type d’auteur"), Sentence("Code or name of the kind of actor."), "unidentified"
    ),
    Column("actor_name", ("actor name", "auteur"), Sentence("What the actor is called."), ""),
    Column(
        "child",
        ("child", "enfant"),
        Sentence("yes when a child was harmed or is threatened: child protection alone gets the words."),
        "no",
    ),
    Column(
        "rights_case", ("rights case", "cas individuel"), Sentence("yes when it is about one person's rights."), "no"
    ),
    Column(
        "source_kind", ("source kind", "type de source"), Sentence("Code or name of the kind of source."), "witness"
    ),
    Column("source_name", ("source name", "nom de la source"), Sentence("Who told it. Goes into the vault only."), ""),
    Column("source_phone", ("source phone", "téléphone de la source"), Sentence("Goes into the vault only."), ""),
    Column("source_contact", ("source contact", "contact de la source"), Sentence("Goes into the vault only."), ""),
    Column("call_back", ("call back", "rappeler"), Sentence("yes when the source may be contacted."), "yes"),
    Column("share", ("share", "partager"), Sentence("yes when partners may know what was said."), "no"),
)
_BY_HEAD = {fold(head): column.name for column in COLUMNS for head in (*column.heads, column.name)}


_BY_NAME = {column.name: column for column in COLUMNS}


def head_of(name: str, language: str) -> str:
    """Return what a column is called in a language, its own name where there is no such column."""
    column = _BY_NAME.get(name)
    return column.heads[1 if language.startswith("fr") else 0] if column else name


def named(heads: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return where each known column stands, and the heads that are none; of two of one name the first counts."""
    found: dict[str, int] = {}
    strange: list[str] = []
    for position, head in enumerate(heads):
        name = _BY_HEAD.get(fold(head))
        if name and name not in found:
            found[name] = position
        elif head.strip():
            strange.append(head.strip()[:60])
    return found, strange
