"""The target player, chosen in the settings or on the command line, down to the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from moodtagger.__main__ import main
from moodtagger.core.tag_plan import TargetPlayer, WritePolicy
from moodtagger.settings import Settings, from_dict, load, save
from moodtagger.ui.preferences.dialog import SettingsDialog
from moodtagger.ui.preferences.writing_page import PLAYER_NAMES, WritePolicyBox


def test_a_player_is_chosen_by_keyboard_and_reset(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings())
    edited: dict[str, Any] = {}
    dialog.edited.connect(edited.update)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.show_page(2)
    box = dialog.writing.policy_box
    assert box.separator.isEnabled()
    QTest.keyClick(box.player, Qt.Key.Key_End)
    assert edited["player"] == TargetPlayer.MIXXX.value
    assert not box.separator.isEnabled(), "Mixxx prescribes its separator"
    dialog.show_settings(Settings(player=TargetPlayer.KODI.value))
    assert box.policy == WritePolicy(player=TargetPlayer.KODI)
    QTest.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert edited["player"] == TargetPlayer.GENERIC.value


def test_every_player_has_a_name(qtbot: QtBot) -> None:
    box = WritePolicyBox(WritePolicy())
    qtbot.addWidget(box)
    assert box.player.count() == len(TargetPlayer) == len(PLAYER_NAMES) + 1
    assert all(box.player.itemText(row) for row in range(box.player.count()))


def test_a_saved_player_is_loaded_and_an_unknown_one_ignored(tmp_path: Path) -> None:
    save(Settings(player="kodi"), tmp_path / "settings.json")
    assert load(tmp_path / "settings.json").policy.player is TargetPlayer.KODI
    assert from_dict({"player": "winamp"}).policy.player is TargetPlayer.GENERIC


def test_the_command_line_writes_for_a_player(
    song_file: Callable[..., Path],
    moodtagger_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = song_file("flac")
    command = ["tag", str(path), "--moods", "happy,calm", "--for", "kodi"]
    assert main([*command, "--dry-run", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["changes"] == [{"frame": "MOOD", "old": [], "new": ["happy / calm"]}]
    assert main(command) == 0
    assert mutagen.File(path)["mood"] == ["happy / calm"]
    with pytest.raises(SystemExit):
        main(["tag", str(path), "--moods", "a", "--for", "winamp"])
