"""A network computed by torch: as it was trained, and the measure of every other way."""

from __future__ import annotations

from pathlib import Path

import torch

from moodtagger.inference.architecture import MoodOutput
from moodtagger.inference.backends.batchnorm_folding import folded
from moodtagger.inference.finetuning.features import FeatureListener
from moodtagger.inference.model_folder.torch_io import LoadedModel, load_model
from moodtagger.inference.outputs import Answers, Floats


class TorchNetwork:
    """See `Network`."""

    batch = 4  # windows; more take 4 MB each and are hardly faster

    def __init__(self, model: LoadedModel) -> None:
        self._network = folded(model.network)
        self.name = model.name
        self.vocabulary = model.vocabulary
        self.calibration = model.calibration
        self.size = model.network.config.embedding

    @classmethod
    def load(cls, folder: Path) -> TorchNetwork:
        """The network of `folder`; ModelError when that fails."""
        return cls(load_model(folder))

    @torch.inference_mode()
    def hear(self, windows: Floats) -> Answers:
        """See `Network`."""
        return _plain(self._network(torch.from_numpy(windows)))

    @torch.inference_mode()
    def answers(self, embedding: Floats) -> Answers:
        """See `Network`."""
        return _plain(self._network.answers(torch.from_numpy(embedding)))

    def start_features(self) -> FeatureListener:
        """See `Network`."""
        return FeatureListener(self._network)

    @staticmethod
    def use_one_thread() -> None:
        """Keep torch from threads of its own: beside other workers they only get in the way."""
        torch.set_num_threads(1)


def _plain(out: MoodOutput) -> Answers:
    return Answers(*(part.numpy() for part in out))
