"""Moods of readers in a network's folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from moodtagger import paths
from moodtagger.core.errors import ModelError
from moodtagger.files.model_files import load_vocabulary
from moodtagger.inference.patch_architecture import PatchNet
from moodtagger.inference.patch_config import PatchNetConfig
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.moods.fit import LabeledOutputs
from moodtagger.training.moods.stacking import MoodReader
from moodtagger.training.moods.words import LabeledSongs, read_suggested_moods
from moodtagger.training.moods.write import fold_readers, write_moods
from moodtagger.training.patchnet.ratings import FEELINGS, SongRatings


def test_a_reader_becomes_a_row_of_the_head() -> None:
    torch.manual_seed(0)
    network = PatchNet(PatchNetConfig(moods=3, stem=2, blocks=((4, 2),), embedding=8)).eval()
    rng = np.random.default_rng(0)
    readers = [MoodReader(rng.normal(size=3 + 2 + 9), 0.5), MoodReader(rng.normal(size=14), -1.0)]
    folded = fold_readers(network, readers, kept=[2])
    embedding = torch.randn(5, 8)
    with torch.no_grad():
        before, after = network.apply_heads(embedding), folded.apply_heads(embedding)
        columns = torch.cat([before.moods, before.va, network.feelings(embedding)], dim=1)
    for m, reader in enumerate(readers):
        expected = columns.double().numpy() @ reader.weight + reader.bias
        assert after.moods[:, m].numpy() == pytest.approx(expected, abs=1e-5)
    assert torch.equal(after.moods[:, 2], before.moods[:, 2])
    assert torch.equal(after.quadrant, before.quadrant)


def test_a_network_with_other_moods_is_refused(tmp_path: Path) -> None:
    nothing = LabeledOutputs(*(np.zeros((0, 2)),) * 3, LabeledSongs([], [], np.zeros(0, int)), {})
    with pytest.raises(ModelError):
        write_moods(paths.default_model_dir(), tmp_path, nothing, "9.9")


def test_labels_are_those_of_words_and_of_feelings() -> None:
    happy = next(m for m in read_suggested_moods(bundled_groups()) if m.label == "happy")
    joy = FEELINGS.index("joyful_activation")
    shares = (tuple(float(k == joy) * share for k in range(9)) for share in (0.25, 0.24))
    ratings = [SongRatings("pop", 10, share) for share in shares]
    songs = LabeledSongs([{"Happy"}, {"Sad"}, {"Joyous", "Sad"}], ratings, np.arange(5))
    mood = songs.evidence(happy)
    assert mood.present.tolist() == [1, 0, 1, 1, 0]
    assert mood.rated.tolist() == [False] * 3 + [True] * 2
    assert mood.completeness[3:].tolist() == [1, 1]


def test_the_bundled_network_suggests_what_the_file_names() -> None:
    moods = read_suggested_moods(bundled_groups())
    vocabulary = load_vocabulary(paths.default_model_dir() / "moods.json")
    assert [mood.label for mood in moods] == [m.label for m in vocabulary if m.core]
    assert sum(mood.threshold <= 1 for mood in vocabulary if mood.core) >= 16
    former = vocabulary.former_labels()
    taught = {group.label for group in bundled_groups()}  # those of 1.1 and 2.0
    assert taught <= {*vocabulary.labels, *former}
    assert set(former.values()) <= set(vocabulary.labels)
