"""A network computed by torch: as it was trained, and the measure of every other way."""

from __future__ import annotations

from pathlib import Path

import torch

from moodtagger.inference.architecture import MoodNetOutput
from moodtagger.inference.backends.batchnorm_folding import fold_batchnorm
from moodtagger.inference.finetuning.features import FeatureExtractor
from moodtagger.inference.model_folder.torch_io import LoadedModel, load_model
from moodtagger.inference.outputs import Floats, NetworkOutputs


class TorchNetwork:
    """See `Network`."""

    batch_size = 4  # windows; more take 4 MB each and are hardly faster

    def __init__(self, model: LoadedModel) -> None:
        self._network = fold_batchnorm(model.network)
        self.name = model.name
        self.vocabulary = model.vocabulary
        self.calibration = model.calibration
        self.embedding_size = model.network.config.embedding

    @classmethod
    def load(cls, folder: Path) -> TorchNetwork:
        """The network of `folder`; ModelError when that fails."""
        return cls(load_model(folder))

    @torch.inference_mode()
    def forward(self, windows: Floats) -> NetworkOutputs:
        """See `Network`."""
        return _as_numpy(self._network(torch.from_numpy(windows)))

    @torch.inference_mode()
    def apply_heads(self, embedding: Floats) -> NetworkOutputs:
        """See `Network`."""
        return _as_numpy(self._network.apply_heads(torch.from_numpy(embedding)))

    def feature_extractor(self) -> FeatureExtractor:
        """See `Network`."""
        return FeatureExtractor(self._network)

    @staticmethod
    def use_one_thread() -> None:
        """Keep torch from threads of its own: beside other workers they only get in the way."""
        torch.set_num_threads(1)


def _as_numpy(out: MoodNetOutput) -> NetworkOutputs:
    return NetworkOutputs(*(part.numpy() for part in out))
