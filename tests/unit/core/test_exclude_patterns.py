"""Patterns that leave songs out: the same songs as a scan leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodtagger.core.options import ExcludePatterns, PatternProblem, pattern_problem
from moodtagger.services.scan.discovery import find_audio_files

PATTERNS = ["*.wma", "Podcasts", "*/Long mixes", "a?c.mp3", "[xy]*", "*/deep/er/*.flac"]


def test_the_same_songs_as_in_a_scan(tmp_path: Path) -> None:
    root = tmp_path / "Podcasts"  # a library folder is never left out itself
    names = ["a.mp3", "b.wma", "abc.mp3", "xylophone.ogg", "Podcasts.mp3"]
    folders = ["", "Podcasts", "Long mixes/one", "deep/er", "deep/er/still", "x/y", "Podcasts 2"]
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in [*names, "s.flac"]:
            (root / folder / name).touch()
    everything = {found.path for found in find_audio_files([root])}
    for pattern in PATTERNS:
        scanned = {found.path for found in find_audio_files([root], exclude=[pattern])}
        exclusions = ExcludePatterns([pattern], [str(root)])
        assert {p for p in everything if not exclusions.excludes(p)} == scanned, pattern
    both = ExcludePatterns(PATTERNS, [str(root)])
    kept = {found.path for found in find_audio_files([root], exclude=PATTERNS)}
    assert {path for path in everything if not both.excludes(path)} == kept
    assert 0 < len(kept) < len(everything)


def test_songs_outside_the_folders_and_no_patterns() -> None:
    assert not ExcludePatterns(["*.mp3"], ["/music"]).excludes("/other/a.mp3")
    assert not ExcludePatterns(["*.mp3"], ["/music"]).excludes("/musical/a.mp3")
    assert not ExcludePatterns([], ["/music"]).excludes("/music/a.mp3")
    assert ExcludePatterns(["*.mp3"], ["/"]).excludes("/a.mp3")


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("*.wma", None),
        ("Live?", None),
        (" ", PatternProblem.EMPTY),
        ("**?", PatternProblem.MATCHES_EVERYTHING),
        ("a\nb", PatternProblem.UNPRINTABLE),
        ("x" * 501, PatternProblem.TOO_LONG),
        ("old", PatternProblem.DUPLICATE),
    ],
)
def test_patterns_that_cannot_be(pattern: str, problem: PatternProblem | None) -> None:
    assert pattern_problem(pattern, ["old"]) is problem
