"""What a telephone seals opens in its own mission, under its own key and as what it is, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.doors_web.telephone import sealed
from tutela.exchange.doors.capture.envelopes import opened, public_key
from tutela.kernel.sealing import Damaged, Keyring, UnknownKey, new_key

RING = Keyring([new_key("first")])


def test_it_opens_what_was_sealed_for_the_mission() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    assert opened(envelope, mission="orvane", keyring=RING) == b"words"


def test_it_does_not_open_in_another_mission() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    with pytest.raises(Damaged):
        opened(envelope, mission="lithe", keyring=RING)


@pytest.mark.parametrize("change", [{"submission_key": "another"}, {"part": "file 1"}, {"point": b"\x04" + b"1" * 64}])
def test_it_does_not_open_once_moved_or_changed(change: dict[str, object]) -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    with pytest.raises(Damaged):
        opened(replace(envelope, **change), mission="orvane", keyring=RING)  # type: ignore[arg-type]


def test_a_changed_byte_is_noticed() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    with pytest.raises(Damaged):
        opened(replace(envelope, sealed=b"\x00" + envelope.sealed[1:]), mission="orvane", keyring=RING)


def test_what_was_sealed_before_a_change_of_keys_opens_after_it() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    changed = Keyring([new_key("second"), RING.named("first")])
    assert opened(envelope, mission="orvane", keyring=changed) == b"words"
    assert public_key("orvane", changed).point != public_key("orvane", RING).point


def test_without_its_key_it_says_which_is_gone() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    with pytest.raises(UnknownKey, match="first"):
        opened(envelope, mission="orvane", keyring=Keyring([new_key("second")]))


def test_the_same_ring_gives_the_same_key_everywhere() -> None:
    again = Keyring.parsed(RING.active.line())
    assert public_key("orvane", again) == public_key("orvane", RING)


def test_nothing_of_it_shows() -> None:
    envelope = sealed(public_key("orvane", RING), b"words")
    assert "sealed" not in repr(envelope)
    assert repr(envelope.sealed) not in repr(envelope)
