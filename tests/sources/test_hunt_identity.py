"""A rare name, number and place are planted in a real store, in every way in, and hunted wherever a byte may lie.

The planting is done by a process of its own (tests/sources/planter.py), with every log at its loudest and faults shown
in the browser and not. What the hunter can see is tested first: a hunt that finds nothing because it cannot see proves
nothing.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.crash.database import Database, own_database
from tests.sources.hunting import NEEDLES, found_below, found_in
from tutela.kernel.sealing import Keyring

pytestmark = pytest.mark.crash
KEY_FILE = "vault.keys"
ON_SQLITE = not os.environ.get("TUTELA_DATABASE_URL")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it was planted: the home folder of the store, what was said, and the store itself."""

    home: Path
    said: Path
    store: Database

    def tutela(self, *words: str) -> str:
        """Run the command line on the store and return all that it prints, whatever it ends with."""
        command = [sys.executable, "-m", "tutela.cli.main", *words]
        done = subprocess.run(command, env=self.store.env, cwd=self.store.root, capture_output=True, check=False)
        return (done.stdout + done.stderr).decode()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Plant once, and let every test of this file look for it."""
    folder = tmp_path_factory.mktemp("hunt")
    (folder / "home" / "static").mkdir(parents=True)
    with own_database(folder / "home") as store:
        (folder / "said").mkdir()
        store.run("tests.sources.planter", str(folder / "said"))
        yield Ground(folder / "home", folder / "said", store)


WAYS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda word: word.encode(),
    "capitals": lambda word: word.upper().encode(),
    "utf-16": lambda word: word.encode("utf-16"),
    "utf-16 big-endian": lambda word: word.encode("utf-16-be"),
    "hex": lambda word: word.encode().hex().upper().encode(),
    "percent": lambda word: "".join(f"%{byte:02X}" for byte in word.encode()).encode(),
    "query": lambda word: quote_plus(word).encode(),
    "base64, one on": lambda word: base64.b64encode(b"x" + word.encode() + b"yz"),
    "base64, two on": lambda word: base64.b64encode(b"xy" + word.encode()),
    "base64 of addresses": lambda word: base64.urlsafe_b64encode(word.encode() + b"??>>"),
    "base64 of utf-16": lambda word: base64.b64encode(word.encode("utf-16-le")),
}


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("word", NEEDLES)
def test_the_hunter_sees_a_word_however_it_is_written(word: str, way: str) -> None:
    assert found_in(b"before " + WAYS[way](word) + b" after", (word,))


def test_the_hunter_sees_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("The source SRC-000001 was recorded; who it is was locked away. 912 345", "utf-8")
    assert found_below(tmp_path) == {}
    (tmp_path / "Kestrevaux.txt").touch()
    assert list(found_below(tmp_path)) == ["Kestrevaux.txt"]


def test_what_was_planted_came_back_only_where_it_is_meant_to(ground: Ground) -> None:
    shown = {path.name: found_in(path.read_bytes()) for path in (ground.said / "shown").iterdir()}
    assert len(shown) == 5
    assert all(shown.values()), shown


def test_no_page_log_fault_refusal_row_or_session_names_anybody(ground: Ground) -> None:
    told = ground.said / "told"
    names = {path.name.split("-", 1)[-1] for path in told.iterdir()}
    assert {"loud.log", "table-ledger_entry", "table-django_cache", "sessions", "refusal", "fault-True"} <= names
    assert "django.db.backends" in (told / "loud.log").read_text("utf-8")
    assert "django.request" in (told / "loud.log").read_text("utf-8")
    assert found_below(told) == {}


def test_faults_are_shown_with_everything_but_what_was_held(ground: Ground) -> None:
    pages = [path.read_text("utf-8") for path in (ground.said / "told").glob("*-fault-True")]
    assert len(pages) == 12
    assert all("The disk is gone." in page for page in pages)
    assert any("tutela.know.sources.rules.facts.SourceFacts" in page for page in pages)
    assert all("[not shown]" in page for page in pages)


def test_the_store_on_the_disk_names_nobody(ground: Ground) -> None:
    assert found_below(ground.said / "raw") == {}
    assert not ON_SQLITE or (ground.said / "raw" / "in-use-tutela.sqlite3-wal").stat().st_size > 0
    assert found_below(ground.home, leaving_out={KEY_FILE}) == {}


@pytest.mark.skipif(not ON_SQLITE, reason="A server's store keeps freed rows until it vacuums (docs/threat-model.md).")
def test_what_was_erased_is_gone_from_the_files_even_as_ciphertext(ground: Ground) -> None:
    (sealed,) = (path.read_bytes() for path in (ground.said / "raw").glob("*-erased"))
    files = list((ground.said / "raw").glob("at-the-end-*"))
    assert [path.name for path in files if sealed[-64:] in path.read_bytes()] == []
    assert "at-the-end-tutela.sqlite3" in {path.name for path in files}


@pytest.mark.skipif(not ON_SQLITE, reason="A server's store has tools of its own.")
def test_a_backup_is_whole_and_names_nobody_and_holds_no_key(ground: Ground) -> None:
    target = ground.home.parent / "backup" / "copy.sqlite3"
    target.parent.mkdir()
    assert "checked and sound" in ground.tutela("backup", str(target))
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("SELECT count(*) FROM sources_vault").fetchone()[0] >= 2
    assert found_below(target.parent) == {}
    key = Keyring.parsed((ground.home / KEY_FILE).read_text("ascii")).active
    data = target.read_bytes()
    assert key.secret not in data
    assert key.line().encode() not in data


def test_the_command_line_names_nobody_and_the_key_is_changed_under_it(ground: Ground) -> None:
    words = (("check",), ("vault", "status", "--json"), ("vault", "make-key"), ("vault", "rotate"))
    printed = "".join(ground.tutela(*each) for each in words)
    assert found_in(printed.encode()) == []
    after = json.loads(ground.tutela("vault", "status", "--json"))["keys"]
    assert [row["identities"] > 0 for row in after] == [True, False]
    assert found_below(ground.home, leaving_out={KEY_FILE}) == {}
