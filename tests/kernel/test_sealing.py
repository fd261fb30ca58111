"""What is sealed opens where it belongs and nowhere else, under the right key and no other, and never shows itself."""

from __future__ import annotations

import base64
import secrets

import pytest

from tutela.kernel.sealing import (
    BadKeyring,
    Damaged,
    Key,
    Keyring,
    Sealed,
    UnknownKey,
    blind_index,
    blind_indexes,
    new_key,
    rewrap,
    seal,
    unseal,
)

PLAIN = b"Ombeline Kestrevaux"
HERE, ELSEWHERE = "orvane|sources_vault|7", "orvane|sources_vault|8"


def ring(*names: str) -> Keyring:
    return Keyring([new_key(name) for name in names])


def test_what_is_sealed_opens_where_it_was_sealed() -> None:
    keys = ring("one")
    sealed = Sealed.from_bytes(seal(PLAIN, context=HERE, keyring=keys).to_bytes())
    assert unseal(sealed, context=HERE, keyring=keys) == PLAIN
    assert PLAIN not in sealed.to_bytes()


def test_what_is_sealed_twice_looks_different_each_time() -> None:
    keys = ring("one")
    first, second = (seal(PLAIN, context=HERE, keyring=keys) for _time in range(2))
    assert first.ciphertext != second.ciphertext
    assert first.wrapped != second.wrapped


def test_it_refuses_a_ciphertext_that_was_moved_to_another_record() -> None:
    keys = ring("one")
    with pytest.raises(Damaged, match="another record"):
        unseal(seal(PLAIN, context=HERE, keyring=keys), context=ELSEWHERE, keyring=keys)


def test_it_refuses_a_data_key_taken_from_another_record() -> None:
    keys = ring("one")
    mine, other = (seal(PLAIN, context=place, keyring=keys) for place in (HERE, ELSEWHERE))
    mixed = Sealed(mine.key_id, other.wrapped, mine.nonce, mine.ciphertext)
    with pytest.raises(Damaged):
        unseal(mixed, context=HERE, keyring=keys)


@pytest.mark.parametrize("place", range(4, 120, 5))
def test_it_refuses_bytes_of_which_one_was_changed(place: int) -> None:
    keys = ring("one")
    data = bytearray(seal(PLAIN * 4, context=HERE, keyring=keys).to_bytes())
    data[place] ^= 1
    with pytest.raises((Damaged, UnknownKey)):
        unseal(Sealed.from_bytes(bytes(data)), context=HERE, keyring=keys)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"TUS1",
        b"TUS1\x03",
        b"plain text of another kind",
        b"TUS1\x02\xff\xff" + b"x" * 90,
        b"TUS1\x03one" + b"x" * 51,
    ],
)
def test_it_refuses_bytes_that_were_not_sealed_here(data: bytes) -> None:
    with pytest.raises(Damaged, match="not sealed here"):
        Sealed.from_bytes(data)


def test_it_refuses_another_key_of_the_same_name() -> None:
    sealed = seal(PLAIN, context=HERE, keyring=ring("one"))
    with pytest.raises(Damaged, match="key of that name"):
        unseal(sealed, context=HERE, keyring=ring("one"))


def test_it_says_which_key_is_missing() -> None:
    sealed = seal(PLAIN, context=HERE, keyring=ring("one"))
    with pytest.raises(UnknownKey, match="The key one is not on this keyring") as missing:
        unseal(sealed, context=HERE, keyring=ring("two"))
    assert missing.value.key_id == "one"


def test_a_file_of_twenty_megabytes_is_sealed_whole() -> None:
    keys, data = ring("one"), secrets.token_bytes(1 << 20) * 20
    sealed = seal(data, context="orvane|file|a", keyring=keys)
    assert unseal(Sealed.from_bytes(sealed.to_bytes()), context="orvane|file|a", keyring=keys) == data


def test_rewrapping_leaves_the_ciphertext_and_retires_the_old_key() -> None:
    old, new = new_key("old"), new_key("new")
    before = seal(PLAIN, context=HERE, keyring=Keyring([old]))
    after = rewrap(before, Keyring([new, old]))
    assert (after.key_id, after.ciphertext, after.nonce) == ("new", before.ciphertext, before.nonce)
    assert unseal(after, context=HERE, keyring=Keyring([new])) == PLAIN
    with pytest.raises(UnknownKey):
        unseal(after, context=HERE, keyring=Keyring([old]))


def test_rewrapping_what_is_under_the_active_key_changes_nothing() -> None:
    keys = ring("one", "two")
    sealed = seal(PLAIN, context=HERE, keyring=keys)
    assert rewrap(sealed, keys) is sealed


def test_a_keyring_is_read_from_lines_and_its_first_key_seals() -> None:
    first, second = new_key("2031-05-14"), new_key("2030")
    read = Keyring.parsed(f"# keys\n\n {first.line()} \n{second.line()}\n")
    assert read.ids == ("2031-05-14", "2030")
    assert read.active == first
    assert read.named("2030") == second


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "There is no key"),
        ("# only a comment", "There is no key"),
        ("no colon here", "Line 1 has no colon"),
        ("\nname:not base64!", "Line 2 holds no base64"),
        ("name:c2hvcnQ=", "Line 1: A key has 32 bytes; this one has 5"),
        (f"two words:{base64.b64encode(bytes(32)).decode()}", "Line 1: A key's name has"),
        (f"a:{base64.b64encode(bytes(32)).decode()}\na:{base64.b64encode(bytes(32)).decode()}", "same name"),
    ],
)
def test_it_says_what_is_wrong_with_a_keyring_and_repeats_nothing_of_it(text: str, problem: str) -> None:
    with pytest.raises(BadKeyring, match=problem) as wrong:
        Keyring.parsed(text)
    assert "c2hvcnQ" not in str(wrong.value)
    assert "base64!" not in str(wrong.value)


def test_nothing_shows_a_key_or_what_is_sealed() -> None:
    key = Key("one", b"0123456789abcdef0123456789abcdef")
    keys = Keyring([key])
    sealed = seal(PLAIN, context=HERE, keyring=keys)
    shown = " ".join(f"{part!r} {part}" for part in (key, keys, sealed))
    assert "0123456789abcdef" not in shown
    assert base64.b64encode(key.secret).decode() not in shown
    assert "Ombeline" not in shown
    assert repr(keys) == "Keyring(one)"


def test_a_blind_index_is_the_same_for_the_same_text_purpose_and_key_only() -> None:
    keys, others = ring("one"), ring("one")
    digest = blind_index("+99955501", keys, "phone|orvane")
    assert digest == blind_index("+99955501", keys, "phone|orvane")
    different = {
        blind_index("+99955502", keys, "phone|orvane"),
        blind_index("+99955501", keys, "phone|lithe"),
        blind_index("+99955501", others, "phone|orvane"),
    }
    assert digest not in different
    assert len(digest) == 64


def test_while_a_rotation_is_under_way_a_text_is_looked_for_under_every_key() -> None:
    old, new = new_key("old"), new_key("new")
    before = blind_index("+99955501", Keyring([old]), "phone")
    found = blind_indexes("+99955501", Keyring([new, old]), "phone")
    assert found["old"] == before
    assert found["new"] == blind_index("+99955501", Keyring([new]), "phone")


def test_keys_derived_for_different_purposes_have_nothing_in_common() -> None:
    key = new_key("one")
    assert len({key.derived("wrap"), key.derived("index phone"), key.secret}) == 3
