"""No file takes the program along while its tags are planned or read."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from moodtagger.core.errors import CancelledError, FileChangedError, TagError
from moodtagger.core.tag_plan import TagRequest, WritePolicy
from moodtagger.services.tag_writing import preview
from moodtagger.tags import (
    plan_redo_isolated,
    plan_undo,
    plan_undo_isolated,
    plan_write,
    plan_write_isolated,
    read_tags,
    read_tags_isolated,
)
from moodtagger.tags.writing import isolated, reader_process

SongFile = Callable[..., Path]
REQUEST, POLICY = TagRequest(("sad",)), WritePolicy()


@pytest.fixture
def song(song_file: SongFile) -> str:
    return str(song_file("mp3_v24"))


def hang(*args: Any, **kwargs: Any) -> NoReturn:
    while True:
        time.sleep(60)


def crash(*args: Any, **kwargs: Any) -> NoReturn:
    os.abort()


def process_id(*args: Any) -> int:
    return os.getpid()


def test_plans_and_tags_are_those_of_this_process(song: str) -> None:
    plan = plan_write(song, REQUEST, POLICY)
    assert plan_write_isolated(song, REQUEST, POLICY) == plan
    assert plan_undo_isolated(song, plan.changes) == plan_undo(song, plan.changes)
    assert plan_redo_isolated(song, plan.changes).plan.changes == plan.changes
    assert read_tags_isolated(song) == read_tags(song)


def test_files_are_read_in_another_process() -> None:
    found = reader_process.ask(60.0, None, process_id)
    assert found != os.getpid()
    assert reader_process.ask(60.0, None, process_id) == found


def test_errors_arrive_as_they_were_raised(song: str) -> None:
    other_song = TagRequest(("sad",), audio_hash="of another song")
    with pytest.raises(FileChangedError) as here:
        plan_write(song, other_song, POLICY)
    with pytest.raises(FileChangedError) as there:
        plan_write_isolated(song, other_song, POLICY)
    assert there.value.full_message == here.value.full_message
    assert there.value.full_message.template == here.value.full_message.template


@pytest.mark.parametrize("hostile", [hang, crash])
def test_a_hostile_file_costs_its_own_plan_only(
    monkeypatch: pytest.MonkeyPatch, song: str, hostile: Any
) -> None:
    plan = plan_write(song, REQUEST, POLICY)
    with monkeypatch.context() as patch:
        patch.setattr(isolated, "plan_write", hostile)
        patch.setattr(isolated, "LIMIT_S", 0.5)
        result = preview([(song, REQUEST)], POLICY)
    assert [path for path, _ in result.failed] == [song]
    assert "took too long" in result.failed[0][1]
    assert preview([(song, REQUEST)], POLICY).plans == [plan]


def test_a_hanging_file_can_be_canceled(monkeypatch: pytest.MonkeyPatch, song: str) -> None:
    monkeypatch.setattr(isolated, "plan_write", hang)
    cancel = Event()
    reader_process.ask(60.0, None, process_id)  # the helper has started
    Timer(0.2, cancel.set).start()
    with pytest.raises(CancelledError):
        plan_write_isolated(song, REQUEST, POLICY, cancel=cancel)
    assert preview([(song, REQUEST)], POLICY, cancel=cancel).failed == []


def test_a_helper_that_was_ended_from_outside_starts_again(song: str) -> None:
    os.kill(reader_process.ask(60.0, None, process_id), 9)
    assert plan_write_isolated(song, REQUEST, POLICY).changes


@pytest.mark.parametrize("error", [EOFError, BrokenPipeError, ConnectionResetError])
def test_a_helper_that_cannot_be_reached_twice_has_ended(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    asked = []

    def send(request: object) -> NoReturn:
        asked.append(request)
        raise error

    helper = SimpleNamespace(pipe=SimpleNamespace(send=send))
    monkeypatch.setattr(reader_process, "_running_helper", lambda: helper)
    monkeypatch.setattr(reader_process, "_stop_helper", lambda: None)
    with pytest.raises(reader_process.HelperEndedError):
        reader_process.ask(60.0, None, process_id)
    assert len(asked) == 2


def test_no_file_is_blamed_where_no_helper_starts(
    monkeypatch: pytest.MonkeyPatch, song: str
) -> None:
    def fail(*args: Any, **kwargs: Any) -> NoReturn:
        raise reader_process.HelperMissingError

    monkeypatch.setattr(reader_process, "ask", fail)
    assert plan_write_isolated(song, REQUEST, POLICY) == plan_write(song, REQUEST, POLICY)


def test_larger_files_have_more_time(monkeypatch: pytest.MonkeyPatch, song: str) -> None:
    limits = []

    def note(limit_s: float, *args: Any, **kwargs: Any) -> None:
        limits.append(limit_s)

    monkeypatch.setattr(reader_process, "ask", note)
    plan_write_isolated(song, REQUEST, POLICY)
    os.truncate(song, 100 << 20)
    plan_write_isolated(song, REQUEST, POLICY)
    assert limits[1] > limits[0] + 90


@pytest.mark.parametrize("name", ["hole.mp3", "hole.flac", "hole.wav"])
@pytest.mark.parametrize("gigabytes", [20, 100])
def test_a_file_of_holes_is_recognized_without_reading_it(
    song_file: SongFile, name: str, gigabytes: int
) -> None:
    path = song_file("mp3_v24", name)
    os.truncate(path, gigabytes << 30)
    before = bytes_read()
    with pytest.raises(TagError, match="empty"):
        plan_write(path, REQUEST, POLICY)
    assert bytes_read() - before < 1 << 20


def bytes_read() -> int:
    """Return how many bytes this process has read so far."""
    try:
        lines = Path("/proc/self/io").read_text().splitlines()
    except OSError:
        pytest.skip("this system does not count what a process reads")
    return int(lines[0].partition(":")[2])
