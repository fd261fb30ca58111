"""The vault's keys from the command line: what needs which key, a new one, and everything moved to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.people import MISSION, People
from tests.sources.scene import entries, facts, granted, identity, kept, opened, rings, with_keys
from tutela.exchange.doors.files import open_file, put_away
from tutela.kernel.key_files import KeyFile
from tutela.kernel.sealing import Keyring
from tutela.know.sources.models import Vault
from tutela.ledger.command import maintenance


def picture() -> bytes:
    """Return a small picture, as a telephone sends one."""
    from io import BytesIO

    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "JPEG")
    return made.getvalue()


@pytest.fixture
def held(settings: Any, tmp_path: Path) -> KeyFile:
    """Keep the vault's keys, and the mission's files, in a folder of this test."""
    settings.VAULT_KEYS = KeyFile(tmp_path / "vault.keys", is_made=True)
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.VAULT_KEYS  # type: ignore[no-any-return]


def told(run: Run, *words: str) -> Any:
    return json.loads(run("vault", *words, "--json").out)


def test_from_a_new_key_to_throwing_the_old_one_away(run: Run, people: People, held: KeyFile) -> None:
    source = kept(people)
    file = put_away([picture()], mission=MISSION, submission_key="a").files[0]
    old = held.keyring().active.id
    assert run("vault", "make-key").code == 0
    new, before = told(run, "status")["keys"]
    assert (new["is_active"], new["identities"], new["files"]) == (True, 0, 0)
    assert (before["key"], before["is_active"], before["identities"], before["files"]) == (old, False, 1, 1)
    ran = run("vault", "rotate")
    assert (ran.code, "Backups made before open with the old key only" in ran.out) == (0, True)
    held.path.write_text(held.keyring().active.line(), encoding="ascii")
    granted(people, source)
    assert opened(people, source) == identity()
    assert open_file(MISSION, file.key)
    assert old not in {row["key"] for row in told(run, "status")["keys"]}


def test_rotating_says_what_it_did_in_each_mission(run: Run, people: People, held: KeyFile) -> None:
    kept(people)
    kept(people, by=people.outsider, told=facts(area_code=""))
    run("vault", "make-key")
    assert told(run, "rotate") == [
        {"mission": "lithe", "identities": 1, "files": 0, "stuck": 0},
        {"mission": "orvane", "identities": 1, "files": 0, "stuck": 0},
    ]
    assert entries("identities_rewrapped")[0].label == "Tutela (vault)"


def test_one_mission_can_be_rotated_in_the_name_of_a_post(run: Run, people: People, held: KeyFile) -> None:
    kept(people)
    run("vault", "make-key")
    assert run("vault", "rotate", "--mission", MISSION, "--as", "poc-adviser").code == 0
    assert entries("identities_rewrapped")[0].post == "poc-adviser"
    refused = run("vault", "rotate", "--mission", MISSION, "--as", "head-of-field-office")
    assert (refused.code, "does not carry the permission" in refused.err) == (2, True)


def test_what_does_not_open_is_told_and_the_rest_is_moved(run: Run, people: People, held: KeyFile) -> None:
    broken = kept(people)
    kept(people, "s-2", told=facts(identity(phone="")))
    with maintenance("a test"):
        Vault.objects.filter(source=broken).update(sealed=b"rubbish")
    run("vault", "make-key")
    ran = run("vault", "rotate", "--mission", MISSION, "--json")
    assert (ran.code, json.loads(ran.out)[0]["identities"], json.loads(ran.out)[0]["stuck"]) == (1, 1, 1)


def test_status_says_which_key_is_missing_and_that_the_file_is_open_to_others(
    run: Run, people: People, held: KeyFile
) -> None:
    kept(people)
    assert run("vault", "status").code == 0
    held.path.chmod(0o644)
    ran = run("vault", "status")
    assert (ran.code, "chmod 600" in ran.err) == (1, True)
    held.path.unlink()
    ran = run("vault", "status")
    assert (ran.code, "NOT ON THIS SERVER" in ran.out) == (1, True)


def test_without_keys_it_says_so_and_what_to_do(run: Run, people: People, settings: Any, tmp_path: Path) -> None:
    settings.VAULT_KEYS = KeyFile(tmp_path / "missing.keys")
    for words in (("status",), ("rotate",)):
        ran = run("vault", *words)
        assert (ran.code, "There is no key file missing.keys" in ran.err) == (2, True)
    (tmp_path / "missing.keys").write_text("rubbish", encoding="ascii")
    refused = run("vault", "make-key")
    assert (refused.code, "Line 1 has no colon" in refused.err, "rubbish" in refused.err) == (2, True, False)


def test_no_command_prints_a_key_from_the_file(run: Run, people: People, held: KeyFile) -> None:
    kept(people)
    printed = [run("vault", *words) for words in (("status",), ("make-key",), ("rotate",), ("status", "--json"))]
    secrets = [line.partition(":")[2] for line in held.path.read_text(encoding="ascii").splitlines() if ":" in line]
    assert not [secret for secret in secrets for ran in printed if secret.strip() in ran.out + ran.err]


def test_keys_from_the_environment_are_printed_as_a_line_to_put_there(run: Run, people: People, settings: Any) -> None:
    with_keys(settings, rings("one")["one"])
    ran = run("vault", "make-key")
    assert Keyring.parsed(ran.out).active.id
    assert "TUTELA_VAULT_KEYS" in ran.err
    assert run("vault", "status").code == 0


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda held: None, "1 identities, 1 keys"),
        (lambda held: held.path.chmod(0o644), "others on this machine can read the key file"),
        (lambda held: held.path.unlink(), "keys are missing"),
        (lambda held: held.path.write_text("rubbish", encoding="ascii"), "Line 1 has no colon"),
    ],
)
def test_the_check_of_the_store_looks_at_the_vault(
    run: Run, people: People, held: KeyFile, spoil: Any, found: str
) -> None:
    kept(people)
    spoil(held)
    lines = [line for line in run("check").out.splitlines() if " vault: " in line]
    assert len(lines) == 1
    assert found in lines[0]
    assert lines[0].startswith("ok" if spoil(held) is None and "1 keys" in found else "NOT")
