"""Names of models and the rule for battery."""

from __future__ import annotations

import pytest

from moodtagger.core.options import (
    BatteryPolicy,
    PatternProblem,
    is_junk,
    is_model_name,
    is_profile_name,
    pattern_problem,
)


@pytest.mark.parametrize(
    ("name", "is_valid"),
    [
        ("a", True),
        ("My model 2.1_b-c", True),
        ("Ärger", True),
        ("x" * 40, True),
        ("x" * 41, False),
        ("x", True),
        ("", False),
        ("a/b", False),
        ("a:b", False),
        (".hidden", False),
        ("-v", False),
        ("ends.", False),
        ("ends ", False),
        ("a..b", False),
        ("a-", True),
    ],
)
def test_a_model_has_a_name_that_every_system_allows(name: str, is_valid: bool) -> None:
    assert is_model_name(name) is is_valid


@pytest.mark.parametrize(
    ("policy", "at_start", "pauses"),
    [
        (BatteryPolicy.ALWAYS_PAUSE, True, True),
        (BatteryPolicy.ALWAYS_PAUSE, False, True),
        (BatteryPolicy.PAUSE_WHEN_UNPLUGGED, True, False),
        (BatteryPolicy.PAUSE_WHEN_UNPLUGGED, False, True),
        (BatteryPolicy.CONTINUE, True, False),
        (BatteryPolicy.CONTINUE, False, False),
    ],
)
def test_work_waits_on_battery_as_chosen(
    policy: BatteryPolicy, at_start: bool, pauses: bool
) -> None:
    assert policy.requires_pause(at_start=at_start) is pauses


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("*.tmp", None),
        ("x" * 500, None),
        ("x" * 501, PatternProblem.TOO_LONG),
        ("  ", PatternProblem.EMPTY),
        ("a\nb", PatternProblem.UNPRINTABLE),
        ("*?*", PatternProblem.MATCHES_EVERYTHING),
        ("demo", PatternProblem.DUPLICATE),
    ],
)
def test_a_pattern_that_cannot_be_is_named(pattern: str, problem: PatternProblem | None) -> None:
    assert pattern_problem(pattern, ["demo"]) is problem


def test_junk_is_looked_for_below_the_root_only() -> None:
    assert is_junk("/music/.Trash-1000/a.mp3")
    assert not is_junk("/music/.Trash-1000/a.mp3", "/music/.Trash-1000")
    assert is_junk("/music/@eaDir/a.mp3", "/elsewhere")


@pytest.mark.parametrize("name", ["", " Anna", "a" * 61, "a\nb"])
def test_these_are_no_names(name: str) -> None:
    assert not is_profile_name(name)
    assert is_profile_name("Anna Ö.")
