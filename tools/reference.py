"""Writes the reference pages that follow from the code: permissions, events and the coverage of the policy, in docs/.

    .venv/bin/python tools/reference.py            write the pages
    .venv/bin/python tools/reference.py --check    fail if a page is not what the code says

`tests/house/test_reference_pages.py` makes the same comparison, so that a page cannot grow old.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutela.policy.catalogue import Demand

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "This page is written by `tools/reference.py` from the code; change the code, then run it again.\n"


def start_django() -> None:
    """Load the settings; the key signs nothing here."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.config.settings")
    os.environ.setdefault("TUTELA_SECRET_KEY", "for reference pages only")
    django.setup()


def room(name: str) -> str:
    """Return the part of a permission or event that says where it belongs: `know.incidents`, `mission`."""
    return name.partition(":")[0] if ":" in name else name.rpartition(".")[0]


def permissions_page() -> str:
    """Return docs/permissions.md: each permission with its sentence and the roles whose posts carry it."""
    from tutela.access.permissions import Permission
    from tutela.mission.queries import post_templates

    lines = [
        "# Permissions\n",
        "A permission is `room:object:verb`. A post carries the permissions of its role's template",
        "(`src/tutela/mission/data/posts.toml`), within its area and below it; people carry nothing by themselves.",
        MADE,
    ]
    for name, held in groupby(sorted(Permission, key=str), key=room):
        lines += [f"## {name}\n", "| permission | a holder may | roles |", "|---|---|---|"]
        for permission in held:
            roles = [role for role, template in post_templates().items() if permission in template.permissions]
            lines.append(f"| `{permission}` | {permission.sentence} | {', '.join(roles) or 'none'} |")
        lines.append("")
    return "\n".join(lines)


def events_page() -> str:
    """Return docs/events.md: each event with its sentence, its facts and the demands it answers."""
    from tutela.ledger.events import EVENTS

    for name in _event_modules():
        import_module(name)
    lines = [
        "# Events\n",
        "What commands write to the ledger. Every entry also holds who acted in which post, when it was known and",
        "when it was recorded, its subject, what it relates to, its reason and its citations; `facts` are what an",
        "event adds.",
        MADE,
    ]
    for name, held in groupby(sorted(EVENTS), key=room):
        lines += [f"## {name}\n", "| event | told as | facts | answers |", "|---|---|---|---|"]
        lines += [_event_row(event) for event in held]
        lines.append("")
    return "\n".join(lines)


def _event_row(name: str) -> str:
    from tutela.ledger.events import COLUMNS, EVENTS

    kind = EVENTS[name]
    facts = ", ".join(f"`{item.name}`" for item in fields(kind) if item.name not in COLUMNS)
    return f"| `{name}` | {kind.sentence} | {facts or 'none'} | {', '.join(kind.answers) or 'none'} |"


def _event_modules() -> Iterator[str]:
    import tutela

    for found in pkgutil.walk_packages(tutela.__path__, "tutela."):
        if found.name.endswith(".events"):
            yield found.name


def coverage_page() -> str:
    """Return docs/policy-coverage.md: what the software answers of the policy, and what is not built yet."""
    from tutela.ledger.answers import tally_of
    from tutela.policy.catalogue import demands, sections
    from tutela.policy.catalogue.coverage import WEIGHTS
    from tutela.web.policy.wording import CAPABILITY_WORDS, DISPOSITION_WORDS, WEIGHT_WORDS

    rows = list(demands().values())
    whole = tally_of(rows)
    lines = [
        "# Coverage of the policy\n",
        f"The policy (DPO 2023.05) makes {whole.all} demands in our count. The software answers {whole.answered},",
        f"bears on {whole.partly} in part, and does nothing yet for {whole.open}; {whole.read} are there to be read",
        "and ask for nothing. Answered means that something in the software is what the demand asks for: a duty with",
        "a clock for a duty, a gate for a precondition, an entry for something to record. It does not mean that a",
        "mission complies: that is told beside each duty, from the mission's own ledger. The policy browser shows",
        "the same, demand by demand.\n",
        MADE,
        *_coverage("weight", [(WEIGHT_WORDS[one], [row for row in rows if row.weight == one]) for one in WEIGHTS]),
        *_coverage(
            "disposition",
            [(w, [row for row in rows if row.disposition is one]) for one, w in DISPOSITION_WORDS.items()],
        ),
        *_coverage("section", [(part.label("en"), part.demands) for part in sections()]),
        *_not_built(CAPABILITY_WORDS),
    ]
    return "\n".join(lines)


def _coverage(by: str, groups: Iterable[tuple[object, Iterable[Demand]]]) -> Iterator[str]:
    """Yield a table of how many demands of each group are in each state; its last line adds them up."""
    from tutela.ledger.answers import tally_of
    from tutela.policy.catalogue import demands

    yield f"## By {by}\n"
    yield f"| {by} | demands | answered | in part | not built yet | to be read |"
    yield "|---|--:|--:|--:|--:|--:|"
    for name, rows in [*groups, ("**all**", demands().values())]:
        one = tally_of(rows)
        yield f"| {name} | {one.all} | {one.answered} | {one.partly} | {one.open} | {one.read} |"
    yield ""


def _not_built(words: Mapping[str, object]) -> Iterator[str]:
    """Yield what is not built yet by field of work, the field with the most of it first, weights told apart."""
    from tutela.ledger.answers import covers
    from tutela.policy.catalogue import demands
    from tutela.policy.catalogue.coverage import WEIGHTS, Cover

    held: dict[str, list[Demand]] = {}
    for row in demands().values():
        if covers()[row.id] is Cover.OPEN:
            held.setdefault(row.capability, []).append(row)
    yield "## What is not built yet, by field of work\n"
    yield "Weight 3 is daily work, 2 important, 1 context. Numbers are the demands' own.\n"
    for capability, rows in sorted(held.items(), key=lambda one: (-len(one[1]), one[0])):
        yield f"### {words.get(capability, capability)} ({len(rows)})\n"
        for weight in WEIGHTS:
            ids = [row.id for row in rows if row.weight == weight]
            if ids:
                yield f"- weight {weight}: {', '.join(ids)}"
        yield ""


PAGES: dict[str, Callable[[], str]] = {
    "permissions.md": permissions_page,
    "events.md": events_page,
    "policy-coverage.md": coverage_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return the exit code."""
    start_django()
    old = [name for name, page in PAGES.items() if not _says(DOCS / name, page())]
    if "--check" in arguments:
        for name in old:
            print(f"docs/{name} is not what the code says: run tools/reference.py.", file=sys.stderr)
        return 1 if old else 0
    for name in old:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"wrote docs/{name}")
    return 0


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
