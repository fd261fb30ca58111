"""A table between its being handed in and its end: sealed on disk, since its rows may say who told what.

`MEDIA_ROOT/tables/<mission>/<key>.rows` holds the file as it came and is removed once every row was taken in or
refused; `<key>.run` holds how far it has come and what came of each row, in which nobody is named.
"""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tutela.access.rules import Actor
from tutela.exchange.doors.files.store import write_whole
from tutela.kernel.clock import Clock, instant
from tutela.kernel.refusals import NotFound
from tutela.kernel.sealing import Sealed, SealingError, seal, unseal

_KEY = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = timedelta(days=2)
TAKEN, REPEATED, REFUSED = "taken", "repeated", "refused"


@dataclass(slots=True)
class Result:
    """What came of a row: its number in the file, `taken`, `repeated` or `refused`, the alerts, and what is odd.

    `why` maps columns to sentences in the language of whoever handed the table in.
    """

    row: int
    state: str
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    why: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Run:
    """How far a table has come: `position` rows of `total` were looked at."""

    key: str
    post: str
    person: int | None
    begun_at: str
    total: int
    strange: list[str] = field(default_factory=list)
    position: int = 0
    results: list[Result] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether every row was looked at."""
        return self.position >= self.total

    def counted(self, state: str) -> int:
        """Return how many rows came to a state."""
        return sum(result.state == state for result in self.results)


def begin(raw: bytes, *, actor: Actor, clock: Clock, total: int, strange: list[str]) -> Run:
    """Keep a table that was handed in; what others left lying for two days is cleared away. Raises StoreFull."""
    _clear(actor.mission, clock)
    run = Run(secrets.token_hex(16), actor.post, actor.person, instant(clock.now()), total, strange)
    _seal(_path(actor.mission, run.key, "rows"), raw, actor.mission)
    save_run(run, mission=actor.mission)
    return run


def save_run(run: Run, *, mission: str) -> None:
    """Write how far a run has come; once it is over, remove the table itself."""
    _seal(_path(mission, run.key, "run"), json.dumps(asdict(run)).encode(), mission)
    if run.is_over:
        with suppress(FileNotFoundError):
            _path(mission, run.key, "rows").unlink()


def run_named(actor: Actor, key: str) -> Run:
    """Return a run of the actor's own. Raises NotFound for any other, and for one that is gone."""
    try:
        facts: dict[str, Any] = json.loads(_unseal(_path(actor.mission, key, "run"), actor.mission))
    except (OSError, SealingError, ValueError):
        raise _gone() from None
    facts["results"] = [Result(**one) for one in facts["results"]]
    run = Run(**facts)
    if (run.post, run.person) != (actor.post, actor.person):
        raise _gone()
    return run


def table_of(run: Run, *, mission: str) -> bytes:
    """Return the table of a run that is not over. Raises NotFound when it is gone."""
    try:
        return _unseal(_path(mission, run.key, "rows"), mission)
    except (OSError, SealingError):
        raise _gone() from None


def _gone() -> NotFound:
    return NotFound(_("There is no such table any more."), remedy=_("Hand it in again; no row is taken in twice."))


def _clear(mission: str, clock: Clock) -> None:
    before = (clock.now() - KEPT_FOR).timestamp()
    folder = _folder(mission)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _folder(mission: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "tables" / mission


def _path(mission: str, key: str, kind: str) -> Path:
    if not _KEY.fullmatch(key):
        raise _gone()
    return _folder(mission) / f"{key}.{kind}"


def _seal(path: Path, content: bytes, mission: str) -> None:
    sealed = seal(content, context=f"{mission}|table|{path.name}", keyring=settings.VAULT_KEYS.keyring())
    write_whole(path, sealed.to_bytes())


def _unseal(path: Path, mission: str) -> bytes:
    sealed = Sealed.from_bytes(path.read_bytes())
    return unseal(sealed, context=f"{mission}|table|{path.name}", keyring=settings.VAULT_KEYS.keyring())
