"""Patterns that leave songs out: the same songs as a scan leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodtagger.core.exclude_patterns import Exclusions, PatternProblem, pattern_problem
from moodtagger.services.scan.discovery import find_audio

PATTERNS = ["*.wma", "Podcasts", "*/Long mixes", "a?c.mp3", "[xy]*", "*/deep/er/*.flac"]


def test_the_same_songs_as_in_a_scan(tmp_path: Path) -> None:
    root = tmp_path / "Podcasts"  # a library folder is never left out itself
    names = ["a.mp3", "b.wma", "abc.mp3", "xylophone.ogg", "Podcasts.mp3"]
    folders = ["", "Podcasts", "Long mixes/one", "deep/er", "deep/er/still", "x/y", "Podcasts 2"]
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in [*names, "s.flac"]:
            (root / folder / name).touch()
    everything = {found.path for found in find_audio([root])}
    for pattern in PATTERNS:
        scanned = {found.path for found in find_audio([root], exclude=[pattern])}
        exclusions = Exclusions([pattern], [str(root)])
        assert {p for p in everything if not exclusions.leaves_out(p)} == scanned, pattern
    both = Exclusions(PATTERNS, [str(root)])
    kept = {found.path for found in find_audio([root], exclude=PATTERNS)}
    assert {path for path in everything if not both.leaves_out(path)} == kept
    assert 0 < len(kept) < len(everything)


def test_songs_outside_the_folders_and_no_patterns() -> None:
    assert not Exclusions(["*.mp3"], ["/music"]).leaves_out("/other/a.mp3")
    assert not Exclusions(["*.mp3"], ["/music"]).leaves_out("/musical/a.mp3")
    assert not Exclusions([], ["/music"]).leaves_out("/music/a.mp3")
    assert Exclusions(["*.mp3"], ["/"]).leaves_out("/a.mp3")


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("*.wma", None),
        ("Live?", None),
        (" ", PatternProblem.EMPTY),
        ("**?", PatternProblem.ALL),
        ("a\nb", PatternProblem.UNPRINTABLE),
        ("x" * 501, PatternProblem.LONG),
        ("old", PatternProblem.TWICE),
    ],
)
def test_patterns_that_cannot_be(pattern: str, problem: PatternProblem | None) -> None:
    assert pattern_problem(pattern, ["old"]) is problem
