"""Music classification as in tutorials: librosa's loader and mel, and a small CNN.

The network is typical of its kind: three convolutions (32 of 3 x 3, 32 of 3 x 3, 32 of 2 x 2,
each with batch normalization and pooling), a hidden layer of 64 and ten outputs, for each three
seconds of the song, 32 at a time as `model.predict` has it. Weights are random: they cost the same.
"""

from __future__ import annotations

from collections.abc import Callable

RATE = 22_050
SEGMENT_FRAMES = 130  # 3 s
N_MELS = 128
BATCH = 32


def load(mode: str) -> Callable[[str], None]:
    """Return the analysis function; `what` is ignored."""
    import librosa
    import numpy as np
    import torch
    from torch import nn

    torch.set_num_threads(1)
    network = nn.Sequential(
        *(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1), nn.BatchNorm2d(32)),
        *(nn.Conv2d(32, 32, 3), nn.ReLU(), nn.MaxPool2d(3, 2, 1), nn.BatchNorm2d(32)),
        *(nn.Conv2d(32, 32, 2), nn.ReLU(), nn.MaxPool2d(2, 2), nn.BatchNorm2d(32)),
        *(nn.Flatten(), nn.LazyLinear(64), nn.ReLU(), nn.Linear(64, 10), nn.Softmax(1)),
    ).eval()

    @torch.inference_mode()
    def classify(path: str) -> None:
        y, _ = librosa.load(path, sr=RATE)
        mel = librosa.feature.melspectrogram(y=y, sr=RATE, n_fft=2048, hop_length=512, n_mels=128)
        decibels = librosa.power_to_db(mel, ref=np.max).astype(np.float32)
        count = max(1, decibels.shape[1] // SEGMENT_FRAMES)
        segments = np.resize(decibels.T, (count, 1, SEGMENT_FRAMES, N_MELS))
        outputs = [
            network(torch.from_numpy(segments[k : k + BATCH])) for k in range(0, count, BATCH)
        ]
        torch.cat(outputs).mean(dim=0).argmax()

    return classify
