"""The key file: made once, readable by its owner, read again when it changes, and missed when it was named."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from tutela.kernel.key_files import GivenKeys, KeyFile, NoKeyFile
from tutela.kernel.sealing import BadKeyring, new_key

DAY = date(2031, 5, 14)


def test_the_file_in_the_home_folder_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "vault.keys"
    first = KeyFile(path, is_made=True).keyring()
    assert KeyFile(path, is_made=True).keyring().active == first.active
    assert path.stat().st_mode & 0o777 == 0o600
    assert KeyFile(path).is_private
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_file_that_was_named_is_not_made_when_it_is_missing(tmp_path: Path) -> None:
    with pytest.raises(NoKeyFile, match="no key file missing"):
        KeyFile(tmp_path / "missing.keys").keyring()
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_added_is_used_without_a_restart(tmp_path: Path) -> None:
    held = KeyFile(tmp_path / "vault.keys", is_made=True)
    before = held.keyring()
    name = KeyFile(tmp_path / "vault.keys").add(DAY)
    assert name.startswith("2031-05-14-")
    assert held.keyring().ids == (name, *before.ids)
    assert held.path.stat().st_mode & 0o777 == 0o600


def test_a_first_key_can_be_added_where_a_file_was_named(tmp_path: Path) -> None:
    held = KeyFile(tmp_path / "keys" / "vault.keys")
    held.add(DAY)
    assert len(held.keyring().ids) == 1


def test_a_file_that_others_can_read_is_told_apart(tmp_path: Path) -> None:
    held = KeyFile(tmp_path / "vault.keys", is_made=True)
    held.keyring()
    held.path.chmod(0o644)
    assert not held.is_private


@pytest.mark.parametrize("content", [b"\xff\xfe", b"name:", b"x" * ((1 << 20) + 1)])
def test_a_file_that_is_no_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vault.keys"
    path.write_bytes(content)
    with pytest.raises(BadKeyring):
        KeyFile(path).keyring()


def test_a_new_key_is_not_added_to_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "vault.keys"
    path.write_text("rubbish", encoding="ascii")
    with pytest.raises(BadKeyring):
        KeyFile(path).add(DAY)
    assert path.read_text(encoding="ascii") == "rubbish"


def test_of_two_that_make_the_file_at_once_both_use_the_first(tmp_path: Path) -> None:
    path, quicker = tmp_path / "vault.keys", new_key("quicker")
    held = KeyFile(path, is_made=True)

    def somebody_was_quicker(made: Path, target: Path) -> None:
        target.write_text(quicker.line(), encoding="ascii")
        raise FileExistsError

    with patch.object(os, "link", somebody_was_quicker):
        assert held.keyring().active == quicker


def test_a_file_system_without_links_gets_its_file_too(tmp_path: Path) -> None:
    held = KeyFile(tmp_path / "vault.keys", is_made=True)
    with patch.object(os, "link", side_effect=OSError):
        assert held.keyring().active == held.keyring().active
    assert sorted(tmp_path.iterdir()) == [held.path]


def test_given_keys_are_read_and_never_shown() -> None:
    key = new_key("one")
    given = GivenKeys(key.line())
    assert given.keyring().active == key
    assert key.line() not in repr(given)
