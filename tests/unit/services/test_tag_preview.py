"""The preview of a write: files that cannot be planned, other names, and a cancel."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

from moodtagger.core.tag_plan import FieldChange, TagRequest, WritePolicy
from moodtagger.services.tag_writing import preview
from moodtagger.tags import audio_hash

POLICY = WritePolicy()
SongFile = Callable[..., Path]


def moods_of(changes: tuple[FieldChange, ...]) -> set[str]:
    return {mood for change in changes for mood in change.new}


def test_a_file_that_cannot_be_planned_does_not_stop_the_others(
    song_file: SongFile, tmp_path: Path
) -> None:
    song, other = song_file("flac"), song_file("mp3")
    foreign = TagRequest(("calm",), audio_hash=audio_hash(other))
    steps: list[tuple[int, int, str]] = []
    requests = [
        (str(tmp_path / "missing.flac"), TagRequest(("calm",))),
        (str(song), foreign),  # holds another song by now
        (str(other), foreign),
    ]
    found = preview(requests, POLICY, on_step=lambda *step: steps.append(step))
    assert [plan.path for plan in found.plans] == [str(other)]
    assert moods_of(found.plans[0].changes) == {"calm"}
    assert [path for path, _ in found.failed] == [requests[0][0], str(song)]
    assert all(message for _, message in found.failed)
    assert found.exchanged == [str(song)]
    assert steps == [(1, 3, requests[0][0]), (2, 3, str(song)), (3, 3, str(other))]


def test_all_names_of_a_file_are_written_as_one(song_file: SongFile, tmp_path: Path) -> None:
    song = song_file("flac")
    link = tmp_path / "link.flac"
    os.link(song, link)
    requests = [
        (str(song), TagRequest(("calm", "sad"))),
        (str(link), TagRequest(("sad", "happy"))),
    ]
    found = preview(requests, POLICY)
    by_path = {plan.path: plan for plan in found.plans}
    assert moods_of(by_path[str(song)].changes) == {"calm", "sad", "happy"}
    assert by_path[str(link)].changes == ()
    assert "Another name" in by_path[str(link)].note
    assert len(found.plans) == 2


def test_a_canceled_preview_plans_nothing_more(song_file: SongFile) -> None:
    paths = [str(song_file(name)) for name in ("flac", "mp3", "ogg")]
    cancel = Event()

    def stop_after_two(done: int, total: int, path: str) -> None:
        if done == 2:
            cancel.set()

    requests = [(path, TagRequest(("calm",))) for path in paths]
    found = preview(requests, POLICY, on_step=stop_after_two, cancel=cancel)
    assert [plan.path for plan in found.plans] == paths[:2]
