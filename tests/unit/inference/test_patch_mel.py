"""Log-mel patches, against a plain computation of the published formulas."""

from __future__ import annotations

import numpy as np
import pytest

from moodtagger.inference.patch_mel import patch_filterbank, patch_log_mel


def mel(hz: float) -> float:
    return float(1127 * np.log(1 + hz / 700))


def test_bands_are_triangles_on_the_mel_scale() -> None:
    edges = np.linspace(mel(125), mel(7500), 66)
    bins = [mel(number * 31.25) for number in range(257)]
    expected = [np.interp(bins, edges[band : band + 3], [0, 1, 0]) for band in range(64)]
    np.testing.assert_allclose(patch_filterbank(), expected, atol=1e-6)


@pytest.mark.parametrize(("patch", "frame"), [(0, 0), (0, 1), (1, 40), (1, 95)])
def test_frames_by_hand(patch: int, frame: int) -> None:
    patches = np.random.default_rng(1).normal(0, 0.1, (2, 15600)).astype(np.float32)
    found = patch_log_mel(patches)
    assert found.shape == (2, 96, 64)
    assert found.dtype == np.float32
    hann = np.sin(np.pi * np.arange(400) / 400) ** 2
    samples = patches[patch, 160 * frame : 160 * frame + 400] * hann
    spectrum = np.abs(np.fft.rfft(samples, 512))
    expected = np.log(patch_filterbank() @ spectrum + 0.001)
    np.testing.assert_allclose(found[patch, frame], expected, rtol=1e-4, atol=1e-4)


def test_digital_silence_is_the_offset() -> None:
    np.testing.assert_allclose(patch_log_mel(np.zeros((1, 15600), np.float32)), np.log(0.001))
