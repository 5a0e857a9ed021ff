"""The prediction of a song: whole, repeatable, independent of how the frames arrive."""

import itertools

import numpy as np
import pytest
import torch

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction
from moodtagger.inference.predictor import BACKEND_VARIABLE, Backend, Predictor
from moodtagger.inference.windowing import FRAME_S
from moodtagger.training.moodnet.export import MODEL_NAME, MODEL_VERSION
from tests.support.tiny_model import LABELS, write_tiny_model


@pytest.fixture(scope="module", params=Backend, ids=lambda engine: engine.value)
def predictor(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Predictor:
    return Predictor(write_tiny_model(tmp_path_factory.mktemp("model")), request.param)


def song(seconds: float, seed: int = 0) -> np.ndarray:
    count = 1 + int(seconds / FRAME_S)
    noise = np.random.default_rng(seed).normal(-30, 15, (count, 96))
    return noise.astype(np.float32)


def hear(predictor: Predictor, frames: np.ndarray, seconds: float, piece: int) -> Prediction:
    listener = predictor.song_predictor()
    for start in range(0, len(frames), piece):
        listener.push(frames[start : start + piece])
    return listener.finish(seconds)


@pytest.mark.parametrize("seconds", [0.2, 1.0, 9.9, 10.0, 10.5, 30.0, 47.3])
def test_answer_is_whole_and_in_range(predictor: Predictor, seconds: float) -> None:
    p = hear(predictor, song(seconds), seconds, 200)
    assert tuple(p.quadrant) == QUADRANTS
    assert sum(p.quadrant.values()) == pytest.approx(1)
    assert tuple(p.moods) == LABELS
    assert all(0 <= x <= 1 for x in p.moods.values())
    assert -1 <= p.valence <= 1
    assert -1 <= p.arousal <= 1
    assert min(p.valence_sd, p.arousal_sd) > 0
    assert p.confident == ("happy",)
    assert p.embedding.dtype == np.float32
    assert p.embedding.shape == (128,)
    assert np.linalg.norm(p.embedding) == pytest.approx(1, abs=1e-5)
    assert p.model == f"{MODEL_NAME} {MODEL_VERSION}"


@pytest.mark.parametrize("seconds", [0.2, 10.0, 10.5, 30.0, 47.3])
def test_segments_cover_the_song(predictor: Predictor, seconds: float) -> None:
    segments = hear(predictor, song(seconds), seconds, 1000).segments
    assert segments[0].start_s == 0
    assert segments[-1].end_s == seconds
    for before, after in itertools.pairwise(segments):
        assert before.end_s == after.start_s
        assert after.start_s < after.end_s


@pytest.mark.parametrize("piece", [1, 97, 313, 5000])
def test_pieces_make_no_difference(predictor: Predictor, piece: int) -> None:
    frames = song(42.0)
    whole, pieces = hear(predictor, frames, 42.0, len(frames)), hear(predictor, frames, 42.0, piece)
    assert pieces.moods == pytest.approx(whole.moods, abs=1e-6)
    np.testing.assert_allclose(pieces.embedding, whole.embedding, atol=1e-6)
    assert [s.start_s for s in pieces.segments] == [s.start_s for s in whole.segments]


def test_same_song_same_answer(predictor: Predictor) -> None:
    frames = song(25.0)
    first, second = (hear(predictor, frames, 25.0, 300) for _ in range(2))
    assert first.moods == second.moods
    assert (first.embedding == second.embedding).all()


def test_song_is_the_mean_of_its_windows(predictor: Predictor) -> None:
    """Whole windows only, so that the weights are equal; the map is linear inside the range."""
    frames = song(20.1)[: 2 * 313]
    p = hear(predictor, frames, 20.0, 313)
    assert len(p.segments) == 2
    assert p.valence == pytest.approx(np.mean([s.valence for s in p.segments]), abs=1e-5)


def test_excerpts_keep_their_times(predictor: Predictor) -> None:
    listener = predictor.song_predictor()
    for start in (10.0, 60.0, 110.0):
        listener.push(song(12.0, seed=int(start)), start_s=start)
    p = listener.finish(130.0, quick=True)
    assert p.quick
    assert {10.0, 60.0, 110.0} <= {s.start_s for s in p.segments}
    assert p.segments[-1].end_s < 123


def test_nothing_heard_is_an_error(predictor: Predictor) -> None:
    with pytest.raises(ValueError, match="no frames"):
        predictor.song_predictor().finish(0.0)


def test_digital_silence_is_finite(predictor: Predictor) -> None:
    p = hear(predictor, np.full((900, 96), -100, np.float32), 28.8, 300)
    assert np.isfinite(p.embedding).all()
    assert np.isfinite([p.valence, p.arousal]).all()


def test_memory_of_a_long_song_is_small(predictor: Predictor) -> None:
    listener = predictor.song_predictor()
    frames = song(10.0)
    for _ in range(360):
        listener.push(frames)
    assert len(listener._pending) < 4
    assert all(span.moods.nbytes + span.va.nbytes < 200 for span in listener._window_predictions)


def test_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BACKEND_VARIABLE, "torch")
    before = torch.get_num_threads()
    try:
        Predictor.use_one_thread()
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)
