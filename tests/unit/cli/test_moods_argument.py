"""Which moods `tag --moods` takes."""

from __future__ import annotations

import pytest

from moodtagger.cli import parse_arguments


@pytest.mark.parametrize(
    ("text", "moods"),
    [("happy", ["happy"]), (" sad , 80s,", ["sad", "80s"]), ("🎉", ["🎉"]), ("R&B", ["R&B"])],
)
def test_words_are_moods(text: str, moods: list[str]) -> None:
    assert parse_arguments(["tag", "--moods", text, "song.mp3"]).moods == moods


@pytest.mark.parametrize("text", ["", " , ", ";", "happy,/", "...", "a\nb", "x" * 101])
def test_marks_are_none(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["tag", "--moods", text, "song.mp3"])
    assert ended.value.code == 2
    assert "mood" in capsys.readouterr().err
