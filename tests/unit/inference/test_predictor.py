"""The prediction of a song: complete, calibrated, independent of how its frames are split."""

import itertools
import tracemalloc

import numpy as np
import pytest
import torch

from moodtagger.core.circumplex import QUADRANTS
from moodtagger.core.prediction import Prediction
from moodtagger.inference.backends.base import Floats, NetworkOutputs
from moodtagger.inference.calibration import Calibration
from moodtagger.inference.finetuning.features import FeatureExtractor
from moodtagger.inference.predictor import BACKEND_VARIABLE, Backend, Predictor, SongPredictor
from moodtagger.inference.speech import SpeechDetector
from moodtagger.inference.windowing import FRAME_S
from moodtagger.training.moodnet.export import MODEL_NAME, MODEL_VERSION
from tests.support.tiny_model import LABELS, tiny_vocabulary, write_tiny_model

QUADRANT_LOGITS = (3.0, 0.0, -3.0, 1.0)


class StubNetwork:
    """A network with constant outputs, whose embedding is the level of a window's frames."""

    name = "stub 1"
    vocabulary = tiny_vocabulary()
    calibration = Calibration(
        mood_slope=(1.5, 2.0, 0.5),
        mood_offset=(0.3, -1.0, 0.5),
        quadrant_temperature=3.0,
        va_slope=(1.5, 2.0),
        va_offset=(0.1, -0.1),
        sd_scale=(0.1, 0.5),
        va_lean=(0.2, 0.4),
    )
    embedding_size = 2
    batch_size = 4
    attributes = None

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.song_embedding = np.zeros((0, 2), np.float32)

    def forward(self, windows: Floats) -> NetworkOutputs:
        self.batches.append(len(windows))
        return self._outputs(np.repeat(windows.mean(axis=(1, 2))[:, None], 2, axis=1))

    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        self.song_embedding = embedding
        return self._outputs(embedding)

    def feature_extractor(self) -> FeatureExtractor:
        raise NotImplementedError

    def _outputs(self, embedding: Floats) -> NetworkOutputs:
        rows = (QUADRANT_LOGITS, (1.0, 0.0, -1.0), (0.2, -0.1), (np.log(4), np.log(0.25)))
        return NetworkOutputs(
            *(np.tile(np.array(row, np.float32), (len(embedding), 1)) for row in rows), embedding
        )


@pytest.fixture(scope="module", params=Backend, ids=lambda backend: backend.value)
def predictor(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Predictor:
    return Predictor(write_tiny_model(tmp_path_factory.mktemp("model")), request.param)


def song(seconds: float, seed: int = 0) -> np.ndarray:
    count = 1 + int(seconds / FRAME_S)
    noise = np.random.default_rng(seed).normal(-30, 15, (count, 96))
    return noise.astype(np.float32)


def predict(predictor: Predictor, frames: np.ndarray, seconds: float, block: int) -> Prediction:
    song_predictor = predictor.song_predictor()
    for start in range(0, len(frames), block):
        song_predictor.push(frames[start : start + block])
    return song_predictor.finish(seconds)


@pytest.mark.parametrize("seconds", [0.2, 1.0, 9.9, 10.0, 10.5, 30.0, 47.3])
def test_prediction_is_complete_and_in_range(predictor: Predictor, seconds: float) -> None:
    p = predict(predictor, song(seconds), seconds, 200)
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
    segments = predict(predictor, song(seconds), seconds, 1000).segments
    assert segments[0].start_s == 0
    assert segments[-1].end_s == seconds
    for before, after in itertools.pairwise(segments):
        assert before.end_s == after.start_s
        assert after.start_s < after.end_s


@pytest.mark.parametrize("block", [1, 97, 313, 5000])
def test_block_size_makes_no_difference(predictor: Predictor, block: int) -> None:
    frames = song(42.0)
    expected = predict(predictor, frames, 42.0, len(frames))
    found = predict(predictor, frames, 42.0, block)
    assert found.moods == pytest.approx(expected.moods, abs=1e-6)
    np.testing.assert_allclose(found.embedding, expected.embedding, atol=1e-6)
    assert [s.start_s for s in found.segments] == [s.start_s for s in expected.segments]


def test_same_song_same_prediction(predictor: Predictor) -> None:
    frames = song(25.0)
    first, second = (predict(predictor, frames, 25.0, 300) for _ in range(2))
    assert first.moods == second.moods
    assert (first.embedding == second.embedding).all()


def test_song_is_the_mean_of_its_windows(predictor: Predictor) -> None:
    # Full windows have equal weights, and the calibration is linear inside the range.
    frames = song(20.1)[: 2 * 313]
    p = predict(predictor, frames, 20.0, 313)
    assert len(p.segments) == 2
    assert p.valence == pytest.approx(np.mean([s.valence for s in p.segments]), abs=1e-5)


def test_excerpts_keep_their_times(predictor: Predictor) -> None:
    song_predictor = predictor.song_predictor()
    for start in (10.0, 60.0, 110.0):
        song_predictor.push(song(12.0, seed=int(start)), start_s=start)
    p = song_predictor.finish(130.0, quick=True)
    assert p.quick
    assert {10.0, 60.0, 110.0} <= {s.start_s for s in p.segments}
    assert p.segments[-1].end_s < 123


def test_no_frames_is_an_error(predictor: Predictor) -> None:
    with pytest.raises(ValueError, match="no frames"):
        predictor.song_predictor().finish(0.0)


def test_digital_silence_is_finite(predictor: Predictor) -> None:
    p = predict(predictor, np.full((900, 96), -100, np.float32), 28.8, 300)
    assert np.isfinite(p.embedding).all()
    assert np.isfinite([p.valence, p.arousal]).all()


def test_every_number_is_calibrated() -> None:
    predictor = SongPredictor(StubNetwork())
    predictor.push(song(10.0)[:313])
    p = predictor.finish(10.0)
    exponentials = np.exp(np.array(QUADRANT_LOGITS) / 3)
    quadrant = exponentials / exponentials.sum()
    valence_lean = quadrant[0] - quadrant[1] - quadrant[2] + quadrant[3]
    arousal_lean = quadrant[0] + quadrant[1] - quadrant[2] - quadrant[3]
    va = (1.5 * 0.2 + 0.1 + 0.2 * valence_lean, 2 * -0.1 - 0.1 + 0.4 * arousal_lean)
    moods = dict(zip(LABELS, 1 / (1 + np.exp([-1.8, 1.0, 0.0])), strict=True))
    assert p.quadrant == pytest.approx(dict(zip(QUADRANTS, quadrant, strict=True)))
    assert (p.valence, p.arousal) == pytest.approx(va)
    assert (p.valence_sd, p.arousal_sd) == pytest.approx((0.2, 0.25))
    assert p.moods == pytest.approx(moods)
    (segment,) = p.segments
    assert (segment.valence, segment.arousal) == pytest.approx(va)
    assert segment.moods == pytest.approx(moods)


def test_windows_are_averaged_by_weight() -> None:
    network = StubNetwork()
    predictor = SongPredictor(network)
    predictor.push(np.repeat(np.array([[20.0], [-60.0]], np.float32), 313, axis=0).repeat(96, 1))
    predictor.push(np.full((100, 96), 10, np.float32))
    segments = predictor.finish(23.2).segments
    loud, last = 20, (213 * -60 + 100 * 10) / 313  # it overlaps the silent window before
    expected = np.average([loud, last], weights=[1.0, 100 / 313])
    np.testing.assert_allclose(network.song_embedding, [[expected] * 2], rtol=1e-5)
    assert [(s.start_s, s.end_s) for s in segments] == [(0, 10.016), (20.032, 23.2)]


def test_silence_that_was_left_out() -> None:
    predictor = SongPredictor(StubNetwork())
    predictor.push(song(12.0), gap_frames=100)
    predictor.push(song(5.0), gap_frames=200)
    predictor.push(song(20.0), gap_frames=400)
    segments = predictor.finish(70.0).segments
    starts, ends = [s.start_s for s in segments], [s.end_s for s in segments]
    assert starts[0] == 0  # 3 s of silence are no gap in the curve
    assert ends[:2] == [starts[1], pytest.approx((100 + 376 + 200 + 157) * FRAME_S)]
    assert starts[2] == pytest.approx(ends[1] + 400 * FRAME_S)  # but 13 s are one
    assert ends[-1] == pytest.approx(starts[2] + 626 * FRAME_S)  # and so is the end


def test_windows_run_in_full_batches_as_soon_as_possible() -> None:
    network = StubNetwork()
    predictor = SongPredictor(network)
    for blocks in range(1, 30):
        predictor.push(song(3.2)[:100])
        windows = blocks * 100 // 313
        assert network.batches == [network.batch_size] * (windows // network.batch_size)
    predictor.finish(100.0)
    assert sum(network.batches) == 10


def test_memory_of_a_long_song_is_small() -> None:
    predictor, frames = SongPredictor(StubNetwork()), song(40.0)[: 4 * 313]
    predictor.push(frames)
    tracemalloc.start()
    try:
        for _ in range(100):
            predictor.push(frames)
        allocated, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert allocated < 400 * 1500 + frames.nbytes  # 400 windows of 120 kB each were pushed


def test_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BACKEND_VARIABLE, "torch")
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(2)
        Predictor.use_one_thread()
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(("gap_frames", "windows"), [(312, 1), (313, 2)])
def test_silence_as_long_as_a_window_ends_a_stretch(gap_frames: int, windows: int) -> None:
    network = StubNetwork()
    predictor = SongPredictor(network)
    predictor.push(song(5.0)[:150])
    predictor.push(song(5.0)[:150], gap_frames=gap_frames)
    predictor.finish(30.0)
    assert sum(network.batches) == windows


def test_every_window_that_sounds_tells_whether_it_is_speech() -> None:
    weight = np.zeros(2 + 19)
    weight[0] = 0.1  # the level of the frames
    detector = SpeechDetector(np.zeros(21), np.ones(21), weight, 1.0)
    predictor = SongPredictor(StubNetwork(), detector)
    for level in (10.0, 20.0, 30.0, -60.0, -60.0):
        predictor.push(np.full((313, 96), level, np.float32))
    assert predictor.finish(50.0).speech == pytest.approx(1 / (1 + np.exp(-3.0)))
