"""The date modified of written files: renewed for players that look for it, and said before."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.__main__ import main
from moodtagger.core.tag_plan import FieldChange, TagPlan, TargetPlayer, WritePolicy
from moodtagger.settings import Settings, as_dict, from_dict
from moodtagger.ui.preferences.writing_page import WritePolicyBox, date_text
from moodtagger.ui.review.preview_dialog import PreviewDialog

LONG_AGO_NS = 10**18
KEEPING = {TargetPlayer.GENERIC, TargetPlayer.REKORDBOX}


@pytest.mark.parametrize("player", TargetPlayer)
def test_players_that_look_for_new_dates_get_them(player: TargetPlayer) -> None:
    assert WritePolicy(player=player).keeps_mtime == (player in KEEPING)
    assert WritePolicy(player=player, keep_mtime=True).keeps_mtime
    assert not WritePolicy(player=player, keep_mtime=False).keeps_mtime


@pytest.mark.parametrize("choice", [None, True, False])
def test_the_choice_is_saved_and_shown(qtbot: QtBot, choice: bool | None) -> None:
    saved = from_dict(as_dict(Settings(keep_mtime=choice)))
    assert saved.policy.keep_mtime is choice
    box = WritePolicyBox(WritePolicy())
    qtbot.addWidget(box)
    box.show_policy(saved.policy)
    assert box.policy.keep_mtime is choice


def test_the_default_of_earlier_versions_is_no_choice() -> None:
    assert from_dict({"keep_mtime": True}).keep_mtime is None
    assert from_dict({"keep_mtime": False}).keep_mtime is False


def test_the_preview_says_which(qtbot: QtBot) -> None:
    dialog = PreviewDialog(WritePolicy())
    qtbot.addWidget(dialog)
    plan = TagPlan("/m/a.flac", "Vorbis", (FieldChange("MOOD", (), ("sad",)),), "hash")
    dialog.show_plans([plan])
    assert "modified is preserved" in dialog.subline.text()
    dialog.policy_box.show_policy(WritePolicy(player=TargetPlayer.NAVIDROME))
    dialog.show_plans([plan])
    assert "updated so that Navidrome" in dialog.subline.text()
    assert date_text(WritePolicy(keep_mtime=False)) == "Date modified is updated."


@pytest.mark.parametrize(
    ("options", "kept", "text"),
    [
        ([], True, "Date modified: kept"),
        (["--for", "navidrome"], False, "Date modified: renewed for navidrome"),
        (["--for", "navidrome", "--date-modified", "keep"], True, "Date modified: kept"),
        (["--date-modified", "renew"], False, "Date modified: renewed"),
    ],
)
def test_the_command_line(
    song_file: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    kept: bool,
    text: str,
) -> None:
    path = song_file("flac")
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    command = ["tag", str(path), "--moods", "happy", *options]
    assert main([*command, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["date_modified"] == ("kept" if kept else "renewed")
    assert main([*command, "--dry-run"]) == 0
    assert text in capsys.readouterr().out.splitlines()
    assert path.stat().st_mtime_ns == LONG_AGO_NS
    assert main(command) == 0
    assert text in capsys.readouterr().out.splitlines()
    assert (path.stat().st_mtime_ns == LONG_AGO_NS) is kept
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    assert main(["undo", "--date-modified", "keep" if kept else "renew"]) == 0
    assert (path.stat().st_mtime_ns == LONG_AGO_NS) is kept
