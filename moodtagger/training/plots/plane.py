"""A picture of the plane with songs of a broad set, by an earlier network and by a PatchNet.

The songs are those of which there is no audio. The earlier network reads their spectrograms; a
PatchNet's positions are estimated from a larger network's embeddings, with errors drawn and added.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from matplotlib.figure import Figure

from moodtagger.core.circumplex import QUADRANTS, quadrant_of
from moodtagger.inference.architecture import MoodNet
from moodtagger.inference.torch_weights import LoadedModel, load_model
from moodtagger.training.data.dataset import Codes, DatasetSong, Floats, load_codes
from moodtagger.training.figure_file import save_figure
from moodtagger.training.network_outputs import run_network
from moodtagger.training.patchnet.calibrate import BROAD_SET_FILE, SPECTROGRAM_POOLS

SONGS: Final = 500
SEED: Final = 21
COLORS: Final = ("#d9a400", "#c8412d", "#3a66b1", "#2f8f5b")  # of the quadrants


def plot_plane(
    before: Path, outputs: Path, name: str, data: Path, cache: Path, picture: Path
) -> None:
    """Draw the same songs as two networks place them.

    Parameters
    ----------
    before : Path
        Folder of a MoodNet.
    outputs : Path
        Folder of a run of `patchnet`.
    name : str
        What to call its network.
    data : Path
        Folder of the training data.
    cache : Path
        Folder of the log-mel spectrograms.
    picture : Path
        The PNG file to write.

    Raises
    ------
    ModelError
        The folder holds no network.
    OSError
        A file cannot be read or written.
    """
    with np.load(outputs / BROAD_SET_FILE) as stored:
        pool, position = stored["pool"], stored["position"]
    rng = np.random.default_rng(SEED)
    earlier, later = [], []
    model = load_model(before)
    for kind in SPECTROGRAM_POOLS:
        codes = load_codes(kind, data, cache)
        rows = rng.permutation(len(codes))[: SONGS * len(codes) // _count(pool)]
        ids = list(codes)
        songs = [codes[ids[k]] for k in rows]
        earlier.append(place_songs(model, songs))
        later.append(position[pool == kind][rows])
    planes = {model.name: np.concatenate(earlier), name: np.concatenate(later)}
    save_figure(draw_planes(planes), picture)


def _count(pool: Floats) -> int:
    return int(np.isin(pool, SPECTROGRAM_POOLS).sum())


def place_songs(model: LoadedModel, songs: list[Codes]) -> Floats:
    """Place songs on the plane by their log-mel codes.

    Parameters
    ----------
    model : LoadedModel
        A MoodNet with its calibration.
    songs : list[Codes]
        Codes of n songs, (frames, 96) each.

    Returns
    -------
    Floats
        Valence and arousal, (n, 2).
    """
    assert isinstance(model.network, MoodNet)
    nothing = np.zeros((0, 0), np.float32)
    outputs = run_network(
        model.network, [DatasetSong("", codes, nothing, nothing) for codes in songs]
    )
    return model.calibration.va(outputs.va, outputs.quadrant)


def draw_planes(positions: dict[str, Floats]) -> Figure:
    """Draw a plane for each network.

    Parameters
    ----------
    positions : dict[str, Floats]
        Valence and arousal of the songs, (n, 2), by the name of the network.

    Returns
    -------
    Figure
        The figure.
    """
    figure = Figure(figsize=(4.2 * len(positions), 4.4), layout="constrained")
    for axes, (name, va) in zip(
        np.atleast_1d(figure.subplots(1, len(positions))), positions.items(), strict=True
    ):
        colors = [COLORS[QUADRANTS.index(quadrant_of(x, y))] for x, y in va]
        axes.axhline(0, color="0.8", linewidth=0.8)
        axes.axvline(0, color="0.8", linewidth=0.8)
        axes.scatter(va[:, 0], va[:, 1], s=7, c=colors, alpha=0.7, linewidths=0)
        axes.set(
            title=f"{name}, {len(va)} songs",
            xlabel="valence",
            ylabel="arousal",
            xlim=(-1, 1),
            ylim=(-1, 1),
            aspect="equal",
        )
    return figure
