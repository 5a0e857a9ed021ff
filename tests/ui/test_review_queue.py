"""The review queue, and decisions with their undo steps."""

from __future__ import annotations

from dataclasses import replace

from moodtagger.ui.review.review_queue import (
    ReviewQueue,
    apply_decisions,
    cycle_decision,
    decisions_for_all,
    make_step,
)
from tests.support.ui.synthetic_songs import song


def test_the_queue_keeps_its_position() -> None:
    queue = ReviewQueue()
    assert queue.current is None
    assert not queue.step(1)
    queue.fill([4, 7, 9, 2], keep=9)
    assert (queue.position, queue.current) == (2, 9)
    queue.add([7, 5])
    assert queue.ids.tolist() == [4, 7, 9, 2, 5]
    queue.remove([4, 9])
    assert (queue.position, queue.current) == (1, 2)
    queue.remove([2, 5])
    assert queue.current == 7
    queue.remove([7])
    assert queue.current is None
    queue.fill([1, 2], keep=99)
    assert queue.current == 1


def test_decisions_cycle_and_apply() -> None:
    row = replace(song(1), proposed=("happy", "calm"), accepted=(), rejected=())
    assert cycle_decision(row, "happy") == (row.track_id, "happy", True)
    one = apply_decisions(row, [cycle_decision(row, "happy")])
    assert decisions_for_all(one, False) == [(row.track_id, "calm", False)]
    both = apply_decisions(one, decisions_for_all(one, False))
    assert (both.accepted, both.rejected) == (("happy",), ("calm",))
    assert decisions_for_all(both, True) == [(row.track_id, "calm", True)]
    assert apply_decisions(both, [cycle_decision(both, "calm")]).rejected == ()


def test_steps_stop_at_both_ends() -> None:
    queue = ReviewQueue()
    queue.fill([4, 7, 9])
    assert queue.step(2)
    assert not queue.step(1)
    assert queue.current == 9
    assert queue.step(-2)
    assert queue.current == 4
    assert not queue.step(-1)
    queue.jump(to_end=True)
    assert queue.current == 9
    queue.jump(to_end=False)
    assert queue.current == 4


def test_the_queue_goes_only_to_songs_that_it_holds() -> None:
    queue = ReviewQueue()
    queue.fill([4, 7, 9])
    assert queue.go_to(7)
    assert not queue.go_to(5)
    assert queue.current == 7


def test_decisions_of_other_songs_are_not_applied() -> None:
    row = song(1, proposed=("happy",))
    assert apply_decisions(row, [(2, "happy", True)]) == row


def test_withdrawing_a_decision_keeps_the_others() -> None:
    row = song(1, accepted=("happy", "calm"), rejected=("sad",))
    undecided = apply_decisions(row, [(1, "happy", None), (1, "sad", None)])
    assert (undecided.accepted, undecided.rejected) == (("calm",), ())


def test_a_step_remembers_the_previous_decisions() -> None:
    rows = {1: song(1, accepted=("happy",)), 2: song(2, rejected=("calm",))}
    step = make_step(rows, [(1, "happy", False), (2, "calm", True), (2, "sad", True)])
    assert step.previous == ((1, "happy", True), (2, "calm", False), (2, "sad", None))
