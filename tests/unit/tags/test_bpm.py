"""Tempo tags: what is read, what is ignored, and that no number becomes another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from moodtagger.tags import read_tags
from moodtagger.tags.bpm import parse_bpm, read_bpm
from tests.support.raw_tags import TAGGED_NAMES, write_texts

READABLE = {
    "128": 128,
    " 128.50 ": 128.5,
    "128,5": 128.5,
    "128 bpm": 128,
    "128BPM": 128,
    "~120": 120,
    "≈ 120": 120,
    "ca. 97": 97,
    "120-124": 122,
    "120 – 125 BPM": 122.5,
    "0120": 120,
    "00128": 128,
    "１２０": 120,
    "20": 20,
    "500": 500,
}
ABSURD = [
    "12593", "1352", "1", "999.9", "0", "-5", "-128", "fast", "1e2", "nan", "inf", "0x80",
    "128/64", "60-180", "124-120", "120-", "128 128", "1.352.000", "500.01", "19.9", "128 kbps",
]  # fmt: skip


@pytest.mark.parametrize(("text", "bpm"), READABLE.items())
def test_readable_texts(text: str, bpm: float) -> None:
    assert parse_bpm(text) == bpm
    assert read_bpm([text]) == (bpm, "")


@pytest.mark.parametrize("text", ABSURD)
def test_absurd_texts_are_ignored_and_named(text: str) -> None:
    assert parse_bpm(text) is None
    assert read_bpm([text]) == (None, text)


def test_the_first_plausible_text_counts() -> None:
    assert read_bpm(["12593", " ", "125,93", "90"]) == (125.93, "12593")
    assert read_bpm([]) == (None, "")
    assert read_bpm(["9" * 1_000_000]) == (None, "9" * 1_000_000)


@pytest.mark.parametrize("name", TAGGED_NAMES)
@pytest.mark.parametrize(
    ("text", "bpm"), [("120-124", 122), ("128,5", 128.5), ("12593", None), ("999.9", None)]
)
def test_in_every_container(
    song_file: Callable[..., Path], name: str, text: str, bpm: float | None
) -> None:
    path = song_file(name)
    write_texts(path, "bpm", [text])
    tags = read_tags(path)
    assert (tags.bpm, tags.ignored_bpm) == (bpm, "" if bpm else text)
