"""Another network is taken into use: nothing is lost, nothing waits, nothing is mixed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
import soundfile

from moodtagger.core.prediction import AnalysisResult
from moodtagger.core.similarity.query import SimilarityQuery
from moodtagger.core.tracks import JobProgress
from moodtagger.services.library_service import LibraryService
from tests.support.audio_files import tone
from tests.support.installed_models import change_card
from tests.support.tiny_model import write_tiny_model

OLD, NEW = "tiny 1", "tiny 2"


@pytest.fixture
def models(tmp_path: Path) -> dict[str, Path]:
    folders = {}
    for name in (OLD, NEW):
        folders[name] = write_tiny_model(tmp_path / name)
        change_card(folders[name], name="tiny", version=name[-1])
    return folders


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for i in range(6):
        soundfile.write(folder / f"{i}.wav", tone(4.0, 22050, 1, 220.0 + 40 * i), 22050)
    return folder


@contextmanager
def opened(tmp_path: Path, model: Path) -> Iterator[LibraryService]:
    service = LibraryService(tmp_path / "library.sqlite", model, jobs=1)
    try:
        yield service
    finally:
        service.close()


@pytest.mark.slow
def test_another_network_takes_over_song_by_song(
    tmp_path: Path, music: Path, models: dict[str, Path]
) -> None:
    with opened(tmp_path, models[OLD]) as service:
        assert service.analysis.scan([music]).analysed == 6
        ids = [row.track_id for row in service.tracks.rows()]
        service.review.decide([(ids[0], "happy", True)])
        service.review.correct([(ids[1], (-0.5, 0.5))])
        assert service.reanalysis.count_stale() == 0

    with opened(tmp_path, models[NEW]) as service:
        assert [row.stale for row in service.tracks.rows()] == [True] * 6
        assert service.reanalysis.count_stale() == 6
        # A scan in the window analyzes only what no model has analyzed.
        soundfile.write(music / "new.wav", tone(4.0, 22050, 1, 880.0), 22050)
        assert service.analysis.scan([music], keep_stale=True).analysed == 1
        found = service.similarity.find_similar(ids[:1], SimilarityQuery())
        assert (found.other_model, len(found.results), found.not_analyzed) == (OLD, 5, 1)
        assert len(service.similarity.nearest(ids[0]).results) == 5
        analyzed = stop_after(service, 2)
        assert service.reanalysis.count_stale() == 6 - analyzed

    with opened(tmp_path, models[NEW]) as service:  # the next start goes on
        found = service.similarity.find_similar(ids[:1], SimilarityQuery())
        assert (found.other_model, len(found.results)) == (OLD, 5)
        assert service.reanalysis.run().analyzed == 6 - analyzed
        assert service.reanalysis.count_stale() == 0
        rows = service.tracks.rows()
        assert not any(row.stale for row in rows)
        assert rows[0].accepted == ("happy",)
        assert (rows[1].effective_valence, rows[1].effective_arousal) == (-0.5, 0.5)
        found = service.similarity.find_similar(ids[:1], SimilarityQuery())
        assert (found.other_model, found.not_analyzed, len(found.results)) == ("", 0, 6)
        detail = service.tracks.detail(ids[0])
        assert detail is not None
        assert detail.prediction is not None
        assert detail.prediction.model == NEW

    with opened(tmp_path, models[OLD]) as service:  # back again: all but the new song is known
        assert service.reanalysis.count_stale() == 1


def stop_after(service: LibraryService, songs: int) -> int:
    cancel = Event()

    def look(progress: JobProgress) -> None:
        if progress.done >= songs:
            cancel.set()

    summary = service.reanalysis.run(on_progress=look, cancel=cancel)
    assert summary.cancelled
    assert songs <= summary.analyzed < 5
    return summary.analyzed


@pytest.mark.slow
def test_a_file_outside_the_library_is_compared_by_its_own_model(
    tmp_path: Path, music: Path, models: dict[str, Path]
) -> None:
    with opened(tmp_path, models[OLD]) as service:
        service.analysis.scan([music])
    with opened(tmp_path, models[NEW]) as service:
        outside = service.analysis.analyze_file(str(music / "0.wav"))
        assert isinstance(outside, AnalysisResult)
        found = service.similarity.find_similar_to_file(outside, SimilarityQuery())
        assert (found.results, found.other_model, found.not_analyzed) == ([], "", 6)


@pytest.mark.slow
def test_a_scan_goes_first(tmp_path: Path, music: Path, models: dict[str, Path]) -> None:
    with opened(tmp_path, models[OLD]) as service:
        service.analysis.scan([music])
    with opened(tmp_path, models[NEW]) as service:
        soundfile.write(music / "new.wav", tone(4.0, 22050, 1, 880.0), 22050)
        pause = Event()
        pause.set()
        order: list[str] = []
        thread = Thread(
            target=lambda: service.reanalysis.run(
                pause=pause, on_progress=lambda p: order.append(Path(p.current).name)
            )
        )

        def scanned(progress: JobProgress) -> None:
            order.append(Path(progress.current).name)
            pause.clear()

        thread.start()
        service.analysis.scan([music], keep_stale=True, on_progress=scanned)
        thread.join(60)
        assert not thread.is_alive()
        analyzed = [name for name in order if name]
        assert analyzed[0] == "new.wav"
        assert sorted(analyzed[1:]) == [f"{i}.wav" for i in range(6)]
        assert service.reanalysis.count_stale() == 0
