"""The order in which songs play."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from moodtagger.ui.player.queue import PlayQueue


def test_queued_songs_play_before_the_rest_of_the_list(qtbot: QtBot) -> None:
    queue = PlayQueue()
    queue.play(1, [2, 3, 4])
    queue.add([8, 9])
    queue.play_next([6, 7])
    assert queue.upcoming() == [6, 7, 8, 9, 2, 3, 4]
    assert (len(queue), queue.peek(), queue.upcoming(2)) == (7, 6, [6, 7])
    assert [queue.next() for _ in range(8)] == [6, 7, 8, 9, 2, 3, 4, None]
    assert queue.current == 4


def test_another_list_keeps_what_was_queued(qtbot: QtBot) -> None:
    queue = PlayQueue()
    queue.play(1, [2, 3])
    queue.add([8])
    queue.play(5, [6])
    assert queue.upcoming() == [8, 6]


def test_previous_goes_back_through_what_was_played(qtbot: QtBot) -> None:
    queue = PlayQueue()
    assert queue.previous() is None
    queue.play(1, [2, 3])
    queue.next()
    queue.play(7, [8])
    assert [queue.previous(), queue.previous(), queue.previous()] == [2, 1, None]
    assert not queue.has_previous
    assert queue.upcoming() == [2, 7, 8]


def test_songs_are_arranged_and_removed(qtbot: QtBot) -> None:
    queue = PlayQueue()
    queue.play(1, [4, 5, 6])
    queue.add([2, 3])
    queue.arrange([2, 0, 1], 4)  # 4 to the top, 5 removed
    assert queue.upcoming() == [4, 2, 3, 6]
    queue.play(7, [])
    assert queue.upcoming() == [4, 2]  # as many are queued as were
    with qtbot.waitSignal(queue.changed):
        queue.clear()
    assert not len(queue)
    assert queue.next() is None
