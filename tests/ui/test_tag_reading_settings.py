"""How tags are read: chosen in the settings or on the command line, down to the list of songs."""

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

from moodtagger import paths, settings
from moodtagger.__main__ import main
from moodtagger.core.tag_reading import CODE_PAGES, DEFAULT_MOOD_SEPARATORS, TagReading
from moodtagger.core.tracks import FileTags, SongRow
from moodtagger.settings import Settings, from_dict
from moodtagger.ui.library.cell_formatting import cell_tooltip
from moodtagger.ui.library.column_definitions import TableColumn
from moodtagger.ui.preferences.dialog import SettingsDialog
from moodtagger.ui.preferences.reading_box import TagReadingBox


def test_separators_and_code_page_are_chosen_by_keyboard_and_reset(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings())
    edited: dict[str, Any] = {}
    dialog.edited.connect(edited.update)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.show_page(2)
    box = dialog.writing.reading_box
    assert box.separators.text() == DEFAULT_MOOD_SEPARATORS
    box.separators.selectAll()
    QTest.keyClicks(box.separators, "; x")
    assert box.problem.text
    QTest.keyClick(box.separators, Qt.Key.Key_Backspace)
    assert not box.problem.text
    qtbot.waitUntil(lambda: edited.get("mood_separators") == "; ")
    QTest.keyClick(box.code_page, Qt.Key.Key_End)
    assert edited["tag_code_page"] == CODE_PAGES[-1]
    dialog.show_settings(Settings(mood_separators="& /", tag_code_page="cp1251"))
    assert (box.separators.text(), box.code_page.currentData()) == ("& /", "cp1251")
    QTest.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert edited["mood_separators"] == DEFAULT_MOOD_SEPARATORS
    assert edited["tag_code_page"] == ""


def test_every_code_page_has_a_name_and_an_encoding(qtbot: QtBot) -> None:
    box = TagReadingBox()
    qtbot.addWidget(box)
    names = [box.code_page.itemText(row) for row in range(box.code_page.count())]
    assert len(set(names)) == len(CODE_PAGES) + 1
    assert all("x".encode(page) for page in CODE_PAGES)


@pytest.mark.parametrize(
    ("name", "value"),
    [("mood_separators", "; a"), ("mood_separators", ";\n"), ("tag_code_page", "rot13")],
)
def test_invalid_values_keep_the_default(name: str, value: str) -> None:
    assert from_dict({name: value}) == Settings()


def test_the_joining_separator_parts_moods_too() -> None:
    chosen = Settings(mood_separators="/", separator=" :: ", tag_code_page="cp1250")
    assert chosen.reading == TagReading(("/", "::"), code_page="cp1250")


@pytest.fixture
def song(song_file: Callable[..., Path]) -> Path:
    path = song_file("flac", "music/a.flac")
    tags = mutagen.File(path)
    tags["MOOD"], tags["BPM"] = "Happy, Sad & Wild", "12593"
    tags.save()
    return path


def test_the_command_line_changes_how_unchanged_songs_are_read(
    song: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def moods(*options: str) -> list[str]:
        assert main(["scan", str(song.parent), "--jobs", "1", *options]) == 0
        capsys.readouterr()
        assert main(["list", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["ignored_bpm"], found["bpm"] == 12593) == ("12593", False)
        return list(found["existing_moods"])

    assert moods() == ["Happy", "Sad & Wild"]
    assert moods("--mood-separators", "&") == ["Happy, Sad", "Wild"]
    assert moods("--code-page", "cp1251") == ["Happy, Sad", "Wild"]
    chosen = settings.load(paths.settings_path())
    assert (chosen.mood_separators, chosen.tag_code_page) == ("&", "cp1251")
    assert moods("--mood-separators", DEFAULT_MOOD_SEPARATORS, "--code-page", "detect") == [
        "Happy",
        "Sad & Wild",
    ]
    assert main(["scan", str(song.parent), "--mood-separators", "and"]) == 1


def test_an_accepted_mood_with_a_separator_stays_whole(
    song: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(song.parent)
    assert main(["scan", folder, "--jobs", "1"]) == 0
    command = ["tag", folder, "--mode", "overwrite", "--moods"]
    assert main([*command, "R&B/soul"]) == 0
    for _ in range(2):
        capsys.readouterr()
        assert main(["list", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["existing_moods"] == ["R&B/soul"]
        assert main(["scan", folder, "--jobs", "1"]) == 0


@pytest.mark.parametrize(("bpm", "predicted"), [(None, 118.0), (None, None), (125.93, 118.0)])
def test_the_table_names_an_ignored_tempo(bpm: float | None, predicted: float | None) -> None:
    tags = FileTags(bpm=bpm, ignored_bpm="12593 <b>")
    row = SongRow(1, "/m/a.mp3", tags, predicted_bpm=predicted)
    assert "Ignored tempo tag: “12593 &lt;b&gt;”" in cell_tooltip(row, TableColumn.BPM)
    assert "Ignored" not in cell_tooltip(SongRow(1, "/m/a.mp3", FileTags()), TableColumn.BPM)
