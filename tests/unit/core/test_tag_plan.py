"""Policies of writing: separators and the date modified."""

from __future__ import annotations

import pytest

from moodtagger.core.tag_plan import TargetPlayer, WritePolicy, is_valid_separator


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("; ", True),
        ("/", True),
        (" | ", True),
        ("", False),
        ("  ", False),
        ("a", False),
        ("; a", False),
        (";\n", False),
        ("1", False),
    ],
)
def test_a_separator_is_a_mark_that_is_no_part_of_a_word(text: str, is_valid: bool) -> None:
    assert is_valid_separator(text) is is_valid


@pytest.mark.parametrize("player", TargetPlayer)
def test_the_date_stays_unless_the_player_looks_for_new_ones(player: TargetPlayer) -> None:
    keeps = {TargetPlayer.GENERIC, TargetPlayer.REKORDBOX}
    assert WritePolicy(player=player).keeps_mtime is (player in keeps)
    assert WritePolicy(player=player, keep_mtime=True).keeps_mtime
    assert not WritePolicy(player=player, keep_mtime=False).keeps_mtime
