"""Acoustic fingerprints of what sounds, and which of them are of the same recording."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
import scipy.signal
import soundfile

from moodtagger.audio import AcousticFingerprinter, SilenceGate, log_mel
from moodtagger.audio.constants import ANALYSIS_FLOOR_POWER
from moodtagger.core.acoustic_fingerprint import MAX_CODES, AcousticFingerprint
from moodtagger.core.similarity.recordings import candidate_pairs
from moodtagger.core.similarity.same_recording import is_same_recording
from tests.support.melodies import RATE, Samples, synthetic_song


def fingerprint(samples: Samples) -> AcousticFingerprint:
    """Compute a fingerprint as an analysis does."""
    gate, fingerprinter = SilenceGate(), AcousticFingerprinter()
    for part in [*gate.push(log_mel(samples, ANALYSIS_FLOOR_POWER)), *gate.finish()]:
        fingerprinter.push(part.frames)
    return fingerprinter.finish()


def are_candidates(one: AcousticFingerprint, other: AcousticFingerprint) -> bool:
    return bool(len(candidate_pairs([one.keys(), other.keys()], np.ones(2, np.bool_))))


@pytest.fixture(scope="module")
def song() -> Samples:
    return synthetic_song(1, 1)


@pytest.fixture(scope="module")
def original(song: Samples) -> AcousticFingerprint:
    return fingerprint(song)


def coded(samples: Samples, file_format: str) -> Samples:
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, format=file_format)
    file.seek(0)
    decoded: Samples = soundfile.read(file, dtype="float32")[0]
    return decoded


def at_speed(samples: Samples, speed: float) -> Samples:
    positions = np.arange(0, len(samples) - 1, speed)
    return np.interp(positions, np.arange(len(samples)), samples).astype(np.float32)


def remastered(samples: Samples) -> Samples:
    """Add treble, take away bass, compress and clip."""
    treble = scipy.signal.lfilter([1.0, -0.6], [1.0], samples)
    treble = scipy.signal.lfilter(*scipy.signal.butter(1, 120, "highpass", fs=RATE), treble)
    level = np.sqrt(scipy.signal.lfilter([0.001], [1, -0.999], treble**2)) + 0.02
    return np.clip(2.0 * treble / level**0.5, -1, 1).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


COPIES: dict[str, Callable[[Samples], Samples]] = {
    "louder": lambda x: 1.9 * x,
    "quieter": lambda x: 0.03 * x,
    "MP3": lambda x: coded(x, "MP3"),
    "Vorbis": lambda x: coded(x, "OGG"),
    "1 % faster": lambda x: at_speed(x, 1.01),
    "1 % slower": lambda x: at_speed(x, 0.99),
    "remastered": remastered,
    "remastered, faster, as MP3": lambda x: coded(at_speed(remastered(x), 1.01), "MP3"),
    "noise": lambda x: x + np.random.default_rng(0).normal(0, 1e-3, len(x)).astype(np.float32),
    "silence around it": lambda x: np.concatenate([silence(3.07), x, silence(60)]),
    "silence in it": lambda x: np.concatenate([x[: 9 * RATE], silence(5), x[9 * RATE :]]),
    "without the first seconds": lambda x: x[round(5.3 * RATE) :],
    "without the last third": lambda x: x[: 20 * RATE],
    "without the middle": lambda x: np.concatenate([x[: 12 * RATE], x[18 * RATE :]]),
}


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_the_same_recording(
    song: Samples, original: AcousticFingerprint, kind: str
) -> None:
    copy = fingerprint(COPIES[kind](song).astype(np.float32))
    assert is_same_recording(original, copy)
    assert is_same_recording(copy, original)
    assert are_candidates(original, copy)


@pytest.mark.parametrize(
    "other",
    [
        lambda: synthetic_song(2, 2),
        lambda: synthetic_song(1, 2),  # another melody over the same chords
        lambda: synthetic_song(2, 1),
        lambda: at_speed(synthetic_song(1, 1), 1.06),
        lambda: synthetic_song(1, 1)[: 14 * RATE],  # less than half
        lambda: np.concatenate([synthetic_song(1, 1)[: 14 * RATE], synthetic_song(2, 2)]),
    ],
)
def test_another_song_is_not(original: AcousticFingerprint, other: Callable[[], Samples]) -> None:
    found = fingerprint(other())
    assert not is_same_recording(original, found)
    assert not is_same_recording(found, original)


def test_a_medley_is_neither_of_its_songs(song: Samples, original: AcousticFingerprint) -> None:
    other = synthetic_song(2, 2)
    medley = fingerprint(np.concatenate([song, other]))
    assert not is_same_recording(original, medley)
    assert not is_same_recording(fingerprint(other), medley)


@pytest.mark.parametrize("hz", [None, 440.0])
def test_nothing_is_claimed_about_silence_and_steady_tones(hz: float | None) -> None:
    t = np.arange(20 * RATE) / RATE
    steady = np.zeros(len(t)) if hz is None else 0.5 * np.sin(2 * np.pi * hz * t)
    found = fingerprint(steady.astype(np.float32))
    assert not is_same_recording(found, found)


def test_nothing_is_claimed_about_a_few_seconds() -> None:
    short = fingerprint(synthetic_song(1, 1, 4.0))
    assert not is_same_recording(short, short)


def test_parts_give_the_fingerprint_of_the_whole() -> None:
    frames = log_mel(synthetic_song(1, 1, 12.0))
    whole, parts = AcousticFingerprinter(), AcousticFingerprinter()
    whole.push(frames)
    for start in range(0, len(frames), 33):
        parts.push(frames[start : start + 33])
    one, other = whole.finish(), parts.finish()
    np.testing.assert_array_equal(one.codes, other.codes)
    assert one.total == other.total == len(one.codes)


def test_a_fingerprint_survives_its_bytes(original: AcousticFingerprint) -> None:
    data = original.to_bytes()
    assert len(data) < 17 * 30  # less than 4 KB for four minutes
    again = AcousticFingerprint.from_bytes(data)
    np.testing.assert_array_equal(again.codes, original.codes)
    assert again.total == original.total


@pytest.mark.parametrize("data", [b"", b"\x01", b"\xff\xff" + bytes(40)])
def test_bytes_of_another_version_claim_nothing(data: bytes) -> None:
    assert not len(AcousticFingerprint.from_bytes(data).codes)


def long_song(seed: int, minutes: float) -> AcousticFingerprint:
    rng = np.random.default_rng(seed)
    fingerprinter = AcousticFingerprinter()
    for _ in range(round(minutes * 2)):
        levels = np.repeat(rng.normal(-30, 10, (118, 96)), 8, axis=0)  # half a minute
        fingerprinter.push(levels.astype(np.float32))
    return fingerprinter.finish()


def test_of_a_long_song_only_the_beginning_is_kept() -> None:
    one = long_song(1, 20)
    assert len(one.codes) == MAX_CODES < one.total
    assert is_same_recording(one, one)
    assert not is_same_recording(one, long_song(1, 21))
    assert not is_same_recording(one, long_song(2, 20))
