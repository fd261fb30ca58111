"""Writes the reference pages that follow from the code: docs/permissions.md and docs/events.md.

    .venv/bin/python tools/reference.py            write both pages
    .venv/bin/python tools/reference.py --check    fail if a page is not what the code says

`tests/house/test_reference_pages.py` makes the same comparison, so that a page cannot grow old.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import import_module
from itertools import groupby
from pathlib import Path

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


PAGES: dict[str, Callable[[], str]] = {"permissions.md": permissions_page, "events.md": events_page}


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
