"""All numbers of songs in the window agree after any decisions, writes and undos."""

from __future__ import annotations

import random

import pytest
from pytestqt.qtbot import QtBot

from moodtagger.core.filter_language.editing import Choice
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library.filter import FILTER_OF_KIND, Filter, SongKind
from moodtagger.ui.library.mood_counts import search_moods
from moodtagger.ui.library.sidebar_model import COUNT_ROLE, ENTRY_ROLE, children
from moodtagger.ui.main_window.window import MainWindow
from tests.support.ui.fake_service import FakeService
from tests.support.ui.fake_songs import songs
from tests.support.ui.settle import settle
from tests.ui.conftest import WindowFactory

SONGS = 12
STEPS = 14


def sidebar_counts(window: MainWindow) -> tuple[dict[SongKind, int], dict[str, int]]:
    """Return what the sidebar shows for each kind of songs and each mood."""
    model = window.views.sidebar.model
    kinds = dict(zip(SongKind, (i.data(COUNT_ROLE) for i in children(model.library)), strict=True))
    moods, todo = {}, list(children(model.moods))
    while todo:
        item = todo.pop()
        todo += children(item)
        entry = item.data(ENTRY_ROLE)
        if isinstance(entry, Choice) and item.data(COUNT_ROLE) is not None:
            moods[entry.value] = item.data(COUNT_ROLE)
    return kinds, moods


def effective_moods(row: SongRow) -> set[str]:
    return {*row.accepted, *(m for m in row.proposed if m not in row.rejected)}


def check_counts(window: MainWindow, service: FakeService) -> None:
    """Compare every number with the songs of the library."""
    rows = list(service.rows_by_id.values())
    kinds, moods = sidebar_counts(window)
    columns = window.views.table.model.songs
    for kind in SongKind:
        if kind.value in set(TrackState):
            expected = sum(row.state.value == kind.value for row in rows)
            assert kinds[kind] == expected, kind
            assert int(Filter(FILTER_OF_KIND[kind]).mask(columns).sum()) == expected, kind
    ready = {row.track_id for row in rows if row.state is TrackState.DECIDED}
    assert window.views.top_bar.write_button.text().endswith(f"  {len(ready)}" if ready else "tags")
    found = search_moods(columns, (), match_all=False, include_likely=False).counts
    for mood in {m for row in rows for m in (*row.proposed, *row.accepted)}:
        expected = sum(mood in effective_moods(row) for row in rows)
        assert moods.get(mood, 0) == expected, mood
        assert found.get(mood, 0) == expected, mood
        assert int(Filter(f"mood:{mood}").mask(columns).sum()) == expected, mood
    pending = {
        (row.track_id, m)
        for row in rows
        for m in row.proposed
        if m not in (*row.accepted, *row.rejected)
    }
    assert set(service.review.pending_moods().pairs()) == pending
    review = window.review
    review.page.kind_box.setCurrentIndex(2)
    review.fill_queue()
    decided = [r for r in rows if (r.accepted or r.rejected) and r.track_id in review.queue.ids]
    decided = [r for r in decided if r.track_id not in {i for i, _ in pending}]
    assert review.page.progress.value() == len(decided)
    assert review.page.position_label.text().endswith(f"{len(decided)} decided")


def write(qtbot: QtBot, window: MainWindow, service: FakeService) -> None:
    """Write what the dialog previews, which is what is counted as ready."""
    ready = {r.path for r in service.rows_by_id.values() if r.state is TrackState.DECIDED}
    window.tagging.write_accepted()
    dialog = window.tagging.dialog
    assert dialog is not None
    settle(qtbot, window)
    assert {plan.path for plan in dialog.plans} == ready
    if ready:
        dialog.write_button.click()
    else:
        dialog.reject()


def do_something(
    qtbot: QtBot, window: MainWindow, service: FakeService, chance: random.Random
) -> None:
    """Accept, reject, write, undo or redo."""
    row = chance.choice([r for r in service.rows_by_id.values() if r.proposed])
    stack = window.context.undo
    kind = chance.choice(("one", "one", "all", "write", "undo", "undo", "redo"))
    if kind == "one":
        answer = chance.choice((True, False, None))
        window.tagging.decide(row.track_id, chance.choice(row.proposed), answer)
    elif kind == "all":
        window.tagging.accept([row.track_id])
    elif kind == "write":
        write(qtbot, window, service)
    elif kind == "undo" and stack.next_undo is not None:
        stack.undo()
    else:
        stack.redo()


@pytest.mark.parametrize("seed", [1, 2])
def test_all_counts_agree(qtbot: QtBot, make_window: WindowFactory, seed: int) -> None:
    rows = [row for row in songs(60) if "Shadow" not in row.path and not row.accepted][:SONGS]
    service = FakeService(rows)
    window = make_window(service)
    chance = random.Random(seed)
    check_counts(window, service)
    for _ in range(STEPS):
        do_something(qtbot, window, service, chance)
        settle(qtbot, window)
        check_counts(window, service)


def test_a_rejected_song_is_not_ready_to_write(qtbot: QtBot, make_window: WindowFactory) -> None:
    (row,) = [row for row in songs(40) if len(row.proposed) > 1 and not row.accepted][:1]
    service = FakeService([row])
    window = make_window(service)
    window.tagging.decide(row.track_id, row.proposed[0], True)
    settle(qtbot, window)
    check_counts(window, service)
    assert service.rows_by_id[row.track_id].state is TrackState.DECIDED
    for mood in row.proposed:
        window.tagging.decide(row.track_id, mood, False)
    settle(qtbot, window)
    check_counts(window, service)
    assert service.rows_by_id[row.track_id].state is TrackState.UNSURE
