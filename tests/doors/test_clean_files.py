"""Files are typed by their bytes, and what they tell besides what they show is gone."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from tests.doors import samples
from tests.doors.samples import SECRET
from tutela.exchange.doors.files.cleaning import cleaned
from tutela.exchange.doors.files.kinds import Kind
from tutela.exchange.doors.files.refusals import (
    ActiveFile,
    DamagedFile,
    EmptyFile,
    FileNotTaken,
    LargeFile,
    LargePicture,
    OtherKind,
    TwoFilesInOne,
    UnknownFile,
)

CLEANED = {
    "jpeg": (samples.photo("JPEG"), Kind.JPEG),
    "png": (samples.photo("PNG"), Kind.PNG),
    "webp": (samples.photo("WEBP"), Kind.WEBP),
    "mp3": (samples.mp3(), Kind.MP3),
    "wav": (samples.wav(), Kind.WAV),
    "amr": (samples.amr(), Kind.AMR),
    "ogg": (samples.ogg(), Kind.OGG),
    "a long comment in ogg": (samples.ogg(SECRET * 60), Kind.OGG),
    "mp4": (samples.mp4(), Kind.MP4),
    "quicktime": (samples.mp4(b"qt  "), Kind.QUICKTIME),
    "m4a": (samples.mp4(b"M4A ", b"soun"), Kind.M4A),
    "3gp": (samples.mp4(b"3gp4"), Kind.THREEGP),
    "3gp without a film": (samples.mp4(b"3gp4", b"soun"), Kind.M4A),
}


@pytest.mark.parametrize("name", CLEANED)
def test_what_rode_along_is_gone(name: str) -> None:
    data, kind = CLEANED[name]
    assert SECRET in data
    made = cleaned(data)
    assert made.kind is kind
    assert SECRET not in made.data
    assert made.note


@pytest.mark.parametrize("name", CLEANED)
def test_cleaning_twice_gives_the_same_kind_and_loses_nothing_more(name: str) -> None:
    once = cleaned(CLEANED[name][0])
    twice = cleaned(once.data)
    assert twice.kind is once.kind
    if not once.kind.startswith("image/"):
        assert twice.data == once.data


def is_red(picture: Image.Image, where: tuple[int, int]) -> bool:
    pixel = picture.convert("RGB").getpixel(where)
    return isinstance(pixel, tuple) and pixel[0] > 200 > pixel[2]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_pixels_of_a_photo_stay_and_its_notes_go(kind: str) -> None:
    with Image.open(io.BytesIO(cleaned(samples.photo(kind)).data)) as picture:
        assert picture.size == (64, 48)
        assert is_red(picture, (4, 24))
        assert not picture.getexif()
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(picture.info)


def test_a_photo_that_was_held_sideways_is_turned_upright() -> None:
    with Image.open(io.BytesIO(cleaned(samples.turned_photo()).data)) as picture:
        assert picture.size == (48, 64)
        assert is_red(picture, (24, 4))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_notes_of_a_camera_that_break_their_own_rules_do_not_lose_the_photo() -> None:
    photo = samples.photo(exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff")
    assert cleaned(photo).kind is Kind.JPEG


def test_only_the_first_picture_of_a_moving_one_is_kept() -> None:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    held = io.BytesIO()
    first.save(held, format="GIF", save_all=True, append_images=[second], comment=SECRET)
    made = cleaned(held.getvalue())
    assert (made.kind, SECRET in made.data) == (Kind.PNG, False)
    assert "first picture" in made.note


def test_a_large_photo_is_kept_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.exchange.doors.files.pictures.MOST_PIXELS", 5_000)
    made = cleaned(samples.photo(size=(120, 80)))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (60, 40)
    assert "smaller" in made.note


def test_a_picture_of_too_many_pixels_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.exchange.doors.files.pictures.MOST_PIXELS", 1_000_000)
    with pytest.raises(LargePicture):
        cleaned(samples.photo("PNG", size=(1200, 1000)))


def test_a_picture_that_would_fill_all_memory_is_not_read() -> None:
    small = samples.photo("PNG", size=(16, 16))
    start = small.index(b"IHDR") + 4
    bomb = small[:start] + struct.pack(">II", 60_000, 60_000) + small[start + 8 :]
    with pytest.raises(FileNotTaken):
        cleaned(bomb)


@pytest.mark.parametrize(
    "behind", [samples.archive(), b"<script>alert(1)</script>", b"%PDF-1.4\n%%EOF"], ids=["zip", "script", "pdf"]
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_hangs_behind_a_picture_does_not_ride_along(kind: str, behind: bytes) -> None:
    made = cleaned(samples.photo(kind) + behind)
    assert made.kind.startswith("image/")
    assert behind not in made.data
    assert b"PK\x05\x06" not in made.data


TWO_IN_ONE: dict[str, tuple[bytes, type[FileNotTaken]]] = {
    "film and archive": (samples.mp4(behind=samples.archive()), FileNotTaken),
    "archive in a film": (samples.mp4(behind=samples.box(b"mdat", samples.archive())), TwoFilesInOne),
    "program in a film": (samples.mp4(behind=samples.box(b"mdat", b"<script src=x>")), TwoFilesInOne),
    "film with a tail": (samples.mp4(behind=b"tail"), TwoFilesInOne),
    "film cut off": (samples.mp4(behind=b"\x00\x00\xff\xffmdat"), DamagedFile),
    "PDF and archive": (samples.pdf(behind=b"\n" + samples.archive()), TwoFilesInOne),
    "PDF and web page": (samples.pdf(behind=b"\n<html>"), TwoFilesInOne),
    "PDF with a program": (samples.pdf(b"<< /OpenAction << /S /JavaScript /JS (x) >> >>"), ActiveFile),
    "PDF with a masked program": (samples.pdf(b"<< /S /J#61vaScript >>"), ActiveFile),
    "PDF with a file in it": (samples.pdf(b"<< /Type /EmbeddedFile >>"), ActiveFile),
    "PDF cut off": (b"%PDF-1.4\nand nothing", DamagedFile),
    "note and archive": (b"What was seen.\n" + samples.archive(), FileNotTaken),
    "WebM and archive": (b"\x1a\x45\xdf\xa3" + bytes(50) + samples.archive(), TwoFilesInOne),
}
RUBBISH: dict[str, tuple[bytes, type[FileNotTaken]]] = {
    "nothing": (b"", EmptyFile),
    "zeros": (bytes(500), EmptyFile),
    "archive": (samples.archive(), OtherKind),
    "program for Windows": (b"MZ" + bytes(range(256)), OtherKind),
    "program for Linux": (b"\x7fELF" + bytes(range(256)), OtherKind),
    "script": (b"#!/bin/sh\nrm -rf /\n", OtherKind),
    "web page": (b"<!DOCTYPE html><p>Sign in", OtherKind),
    "drawing with a program": (b"  <svg onload='x'>", OtherKind),
    "PHP": (b"<?php system('x');", OtherKind),
    "HEIC": (samples.mp4(b"heic"), OtherKind),
    "winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(40), OtherKind),
    "bytes": (bytes(range(256)) * 4, UnknownFile),
    "half a photo": (samples.photo()[:300], DamagedFile),
    "head of a photo": (b"\xff\xd8\xff" + bytes(300), DamagedFile),
    "WAV without sound": (b"RIFF\x00\x00\x00\x00WAVEjunk" + bytes(40), DamagedFile),
    "AMR without sound": (b"#!AMR\n" + b"\xff" * 40, DamagedFile),
    "OGG without sound": (b"OggS" + bytes(40), DamagedFile),
    "MP3 without sound": (b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"no frames at all" * 9, DamagedFile),
    "film without anything": (samples.box(b"ftyp", b"isom", bytes(4)), DamagedFile),
}


@pytest.mark.parametrize("name", [*TWO_IN_ONE, *RUBBISH])
def test_what_is_two_files_at_once_or_no_photo_recording_or_note_is_refused(name: str) -> None:
    data, why = (TWO_IN_ONE | RUBBISH)[name]
    with pytest.raises(why) as refused:
        cleaned(data)
    assert refused.value.message
    assert refused.value.remedy
    assert "{" not in str(refused.value)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(LargeFile, match="larger than 100 bytes"):
        cleaned(b"a" * 101, limit=100)


def test_boxes_within_boxes_without_end_are_refused() -> None:
    nested = b""
    for _ in range(40):
        nested = samples.box(b"trak", nested)
    with pytest.raises(DamagedFile):
        cleaned(samples.box(b"ftyp", b"isom", bytes(4)) + samples.box(b"moov", nested) + samples.box(b"mdat", b"x"))


def test_a_film_with_a_track_of_other_data_says_so() -> None:
    assert "track of other data" in cleaned(samples.mp4(handler=b"meta")).note


def test_the_moments_in_a_film_are_gone() -> None:
    made = cleaned(samples.mp4()).data
    assert struct.pack(">I", 0xE0000001) not in made
    assert len(made) == len(samples.mp4())


def test_an_mp3_without_tags_is_kept_to_the_byte() -> None:
    assert cleaned(samples.mp3(tags=False)).data == samples.mp3(tags=False)


def test_text_is_kept_readable_and_without_what_turns_the_line() -> None:
    assert cleaned("Vu à Loï\u202e\x1b".encode().replace(b"\x1b", b"")).data == "Vu à Loï".encode()
    assert cleaned("Vu à Loï".encode("latin-1")).data == "Vu à Loï".encode()


def test_a_pdf_says_that_it_was_not_cleaned() -> None:
    assert "Kept as it came" in cleaned(samples.pdf()).note
