"""Patches that sound, their stored feature maps, and what is drawn of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger.inference.patch_mel import PATCH_SAMPLES
from moodtagger.inference.patches import PATCH_S
from moodtagger.training.patchnet.audioset_weights import AudioSetNet
from moodtagger.training.patchnet.frozen_features import (
    alter_song,
    compute_features,
    cut_patches,
    song_inputs,
)
from moodtagger.training.patchnet.song_maps import PoolFeatures, SongMaps, collect_versions
from tests.support.patch_songs import noise_song, tiny_audioset_net

DEPTH = 2


def discard_log(_: str) -> None:
    """Discard a progress line."""


@pytest.fixture
def songs(tmp_path: Path) -> dict[str, Path]:
    samples = {
        "short": noise_song(0, 0.4),
        "empty": np.zeros(0, np.float32),
        "long": noise_song(1, 4.0),
    }
    paths = {}
    for name, values in samples.items():
        paths[name] = tmp_path / f"{name}.npy"
        np.save(paths[name], np.rint(values * 32767).astype(np.int16))
    return paths


def compute(
    songs: dict[str, Path], folder: Path, net: AudioSetNet | None = None, version: int = 0
) -> PoolFeatures:
    path = folder / f"q4.{version}.npz"
    return compute_features(songs, net or tiny_audioset_net(), DEPTH, version, path, discard_log)


def test_silent_patches_are_left_out() -> None:
    song = noise_song(1, 4 * PATCH_S)
    song[PATCH_SAMPLES : 2 * PATCH_SAMPLES] = 0
    patches = cut_patches(song)
    assert [patch.start_s for patch in patches] == pytest.approx([0, 2 * PATCH_S, 3 * PATCH_S])
    np.testing.assert_array_equal(patches[1].samples, song[2 * PATCH_SAMPLES : 3 * PATCH_SAMPLES])


def test_short_songs_fill_one_patch_and_empty_ones_none() -> None:
    (patch,) = cut_patches(noise_song(0, 0.4))
    np.testing.assert_array_equal(patch.samples[:6400], patch.samples[6400:12800])
    assert cut_patches(np.zeros(0, np.float32)) == []


def test_maps_are_those_of_the_network(songs: dict[str, Path], tmp_path: Path) -> None:
    net = tiny_audioset_net()
    features = compute(songs, tmp_path / "cache", net)
    assert features.song_id == ("short", "empty", "long")
    assert features.offset.tolist() == [0, 1, 1, 5]
    samples = np.load(songs["long"]).astype(np.float32) / 32768
    with torch.inference_mode():
        frames = torch.from_numpy(song_inputs(cut_patches(samples)))
        expected = net.feature_maps(frames, DEPTH)
        embedding, scores = net.describe(expected, DEPTH)
    maps = features.song_maps()["long"].astype(np.float32).transpose(0, 3, 1, 2)
    np.testing.assert_allclose(maps, expected, rtol=2e-3, atol=2e-3)
    np.testing.assert_allclose(features.embedding[1:], embedding, rtol=2e-3, atol=2e-3)
    np.testing.assert_allclose(features.scores[1:], scores, atol=2e-3)


def test_level_does_not_matter(songs: dict[str, Path], tmp_path: Path) -> None:
    loud = compute(songs, tmp_path / "loud").maps
    for path in songs.values():
        np.save(path, np.load(path) // 4)
    quiet = compute(songs, tmp_path / "quiet").maps
    # Rounding to 16 bits leaves a little more noise where there is next to nothing.
    assert np.abs(quiet.astype(np.float32) - loud).mean() < 0.01 < np.abs(loud).mean()


def test_finished_versions_are_read_and_others_computed(
    songs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    net, cache = tiny_audioset_net(), tmp_path / "cache"
    first = compute(songs, cache, net)
    runs: list[int] = []
    original = AudioSetNet.feature_maps

    def feature_maps(self: AudioSetNet, patches: torch.Tensor, depth: int) -> torch.Tensor:
        runs.append(len(patches))
        return original(self, patches, depth)

    monkeypatch.setattr(AudioSetNet, "feature_maps", feature_maps)
    np.testing.assert_array_equal(compute(songs, cache, net).maps, first.maps)
    assert runs == []
    altered = compute(songs, cache, net, version=1)
    assert len(runs) == 3
    assert not np.allclose(altered.maps[-2:], first.maps[-2:])
    compute(songs, cache, tiny_audioset_net(1))
    assert len(runs) == 6
    del songs["short"]
    assert compute(songs, cache, tiny_audioset_net(1)).song_id == ("empty", "long")


def test_run_killed_before_its_end_is_computed_again(
    songs: dict[str, Path], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    expected = compute(songs, cache).maps.copy()
    (cache / "q4.0.npz").unlink()
    (cache / "q4.0.maps").write_bytes(b"half")
    np.testing.assert_array_equal(compute(songs, cache).maps, expected)


def test_versions_are_reproducible_and_differ() -> None:
    song = noise_song(2)
    np.testing.assert_array_equal(alter_song(song, 0, 5), song)
    np.testing.assert_array_equal(alter_song(song, 2, 5), alter_song(song, 2, 5))
    assert not np.array_equal(alter_song(song, 2, 5)[:8000], alter_song(song, 1, 5)[:8000])


def test_songs_without_patches_are_left_out(songs: dict[str, Path], tmp_path: Path) -> None:
    versions = [compute(songs, tmp_path / "cache", version=v) for v in range(2)]
    collected = collect_versions(versions)
    assert list(collected) == ["short", "long"]
    assert [len(song.versions) for song in collected.values()] == [2, 2]


def test_drawn_patches_are_in_order_and_of_all_versions() -> None:
    numbers = np.arange(6, dtype=np.float16).reshape(6, 1, 1, 1)
    song = SongMaps((numbers, numbers + 100))
    rng = np.random.default_rng(0)
    drawn = [song.draw(3, rng).ravel() for _ in range(20)]
    assert {bool(values[0] >= 100) for values in drawn} == {True, False}
    assert all((np.diff(values) > 0).all() for values in drawn)
    assert len(song.draw(9, rng)) == 9


def test_spread_patches_are_of_the_song_as_it_is() -> None:
    numbers = np.arange(9, dtype=np.float16).reshape(9, 1, 1, 1)
    song = SongMaps((numbers, numbers + 100))
    assert song.spread(3).ravel().tolist() == [0, 4, 8]
    assert song.spread(20).ravel().tolist() == list(range(9))
