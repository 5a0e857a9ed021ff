"""Songs of the training folder: log-mel spectrograms, teacher outputs and expert labels.

Spectrograms are stored as one byte per band: code = 2 (dB + 90), half-decibel steps from -90 to
37.5 dB.
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moodtagger.core.circumplex import from_norm

FLOOR_DB = -90.0
STEP_DB = 0.5

AUDIO_POOLS = ("q4", "open")  # the other pools hold packed spectrograms
TEACHER_EMBEDDING_SIZE = 256  # per patch in teacher.npz
TEACHER_SCORE_COUNT = 63

Codes = npt.NDArray[np.uint8]

FOLDS = 5
FRAMES_PER_PATCH = 15600 / 512  # the teacher's input is patches of 0.975 s
UNLABELED_POOLS = ("more", "previews", "open")

Floats = npt.NDArray[np.float32]


def quantize_db(frames_db: npt.NDArray[np.float32]) -> Codes:
    """Quantize decibels to one byte each.

    Parameters
    ----------
    frames_db : npt.NDArray[np.float32]
        Log-mel frames in dB, (n, 96).

    Returns
    -------
    Codes
        Codes of half-decibel steps, (n, 96); levels out of range are clipped.
    """
    steps = np.rint((frames_db - FLOOR_DB) / STEP_DB)
    codes: Codes = np.clip(steps, 0, 255).astype(np.uint8)
    return codes


def dequantize_db(codes: Codes) -> npt.NDArray[np.float32]:
    """Convert codes back to decibels.

    Parameters
    ----------
    codes : Codes
        Output of `quantize_db`.

    Returns
    -------
    npt.NDArray[np.float32]
        Levels in dB, exact to a quarter of a decibel within the range.
    """
    return codes.astype(np.float32) * np.float32(STEP_DB) + np.float32(FLOOR_DB)


def load_codes(pool: str, data: Path, cache: Path) -> dict[str, Codes]:
    """Load the log-mel codes of one pool, computing and caching them the first time.

    Parameters
    ----------
    pool : str
        Name of a subfolder of the training data.
    data : Path
        Folder of the training data.
    cache : Path
        Folder of the cached spectrograms.

    Returns
    -------
    dict[str, Codes]
        Codes (frames, 96) by song id.
    """
    path = cache / f"{pool}.npz"
    if not path.exists():
        songs = (
            _codes_from_audio(data / pool)
            if pool in AUDIO_POOLS
            else _codes_from_packed(data / pool)
        )
        _save_codes(path, dict(songs))
    with np.load(path) as packed:
        codes, offset, ids = packed["codes"], packed["offset"], packed["id"]
    return {str(i): codes[offset[k] : offset[k + 1]] for k, i in enumerate(ids)}


def _save_codes(path: Path, songs: dict[str, Codes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    offset = np.cumsum([0, *(len(codes) for codes in songs.values())])
    temporary_path = path.with_suffix(".part.npz")
    np.savez(
        temporary_path, codes=np.concatenate(list(songs.values())), offset=offset, id=list(songs)
    )
    temporary_path.replace(path)


def _codes_from_audio(folder: Path) -> Iterator[tuple[str, Codes]]:
    """Compute codes with the app's own front end, so that training matches analysis."""
    from moodtagger.audio.decode import open_audio
    from moodtagger.audio.mel_spectrogram import log_mel

    for path in sorted((folder / "audio").iterdir()):
        with open_audio(path) as stream:
            samples = np.concatenate(list(stream.blocks()))
        yield path.stem, quantize_db(log_mel(samples))


def _codes_from_packed(folder: Path) -> Iterator[tuple[str, Codes]]:
    """Unpack spectrograms stored as differences between frames in whole decibels."""
    raw = np.frombuffer(lzma.decompress((folder / "logmel.u1.xz").read_bytes()), np.uint8)
    frames_db = np.cumsum(raw.reshape(-1, 96), axis=0, dtype=np.uint8)
    with np.load(folder / "index.npz") as index:
        offset, ids = index["offset"], index["id"]
    for k, i in enumerate(ids):
        yield (
            str(i),
            quantize_db(frames_db[offset[k] : offset[k + 1]].astype(np.float32) + FLOOR_DB),
        )


@dataclass(frozen=True, slots=True)
class SongLabels:
    """Expert labels of one song.

    Attributes
    ----------
    fold : int
        Cross-validation fold, 0 to 4.
    artist : int
        Id of the artist.
    quadrant : int
        Index in `core.circumplex.QUADRANTS`, 0 to 3.
    valence : float
        Valence in [-1, 1].
    arousal : float
        Arousal in [-1, 1].
    mood_words : frozenset[str]
        The experts' mood words as given.
    """

    fold: int
    artist: int
    quadrant: int
    valence: float
    arousal: float
    mood_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class DatasetSong:
    """One excerpt of a song with the teacher's outputs.

    Attributes
    ----------
    song_id : str
        Id of the song.
    codes : Codes
        Log-mel codes, (frames, 96); see `quantize_db`.
    patch : Floats
        The teacher's embeddings, (p, 256); patch p starts at frame 30.47 p.
    theme : Floats
        The teacher's logits of 56 moods and themes and 7 AudioSet moods, (63,).
    labels : SongLabels | None
        Expert labels, if there are any.
    """

    song_id: str
    codes: Codes
    patch: Floats
    theme: Floats
    labels: SongLabels | None = None


def load_labeled(data: Path, cache: Path) -> list[DatasetSong]:
    """Load the songs with expert labels.

    Parameters
    ----------
    data : Path
        Folder of the training data.
    cache : Path
        Folder of the cached spectrograms.

    Returns
    -------
    list[DatasetSong]
        Songs in the order of the table of labels.
    """
    labels = read_labels(data / "q4" / "labels.csv")
    songs = {song.song_id: song for song in _load_pool("q4", data, cache)}
    return [
        DatasetSong(i, songs[i].codes, songs[i].patch, songs[i].theme, labels[i])
        for i in labels
        if i in songs
    ]


def load_unlabeled(data: Path, cache: Path) -> list[DatasetSong]:
    """Load the songs without expert labels; none of them is among the labeled ones.

    Parameters
    ----------
    data : Path
        Folder of the training data.
    cache : Path
        Folder of the cached spectrograms.

    Returns
    -------
    list[DatasetSong]
        Songs of all unlabeled pools.
    """
    return [song for pool in UNLABELED_POOLS for song in _load_pool(pool, data, cache)]


def read_labels(path: Path) -> dict[str, SongLabels]:
    """Read the table of labels.

    Parameters
    ----------
    path : Path
        The CSV file.

    Returns
    -------
    dict[str, SongLabels]
        Labels by song id, in the order of the table.

    Raises
    ------
    KeyError
        A column is missing.
    ValueError
        A cell is not a number.
    """
    with path.open(newline="", encoding="utf-8") as file:
        return {row["id"]: _parse_labels(row) for row in csv.DictReader(file)}


def _parse_labels(row: dict[str, str]) -> SongLabels:
    return SongLabels(
        fold=int(row["fold"]),
        artist=int(row["artist_group"]),
        quadrant=int(row["quadrant"].removeprefix("Q")) - 1,
        valence=from_norm(float(row["valence_1to9"])),
        arousal=from_norm(float(row["arousal_1to9"])),
        mood_words=frozenset(word.strip() for word in row["moods"].split(";") if word.strip()),
    )


def split_by_fold(
    songs: Sequence[DatasetSong], fold: int | None
) -> tuple[list[DatasetSong], list[DatasetSong]]:
    """Split the labeled songs.

    Parameters
    ----------
    songs : Sequence[DatasetSong]
        Songs, of which those without labels are left out.
    fold : int | None
        The fold to hold out; None holds out no song.

    Returns
    -------
    tuple[list[DatasetSong], list[DatasetSong]]
        Songs to learn from, and held-out songs.
    """
    held_out = [song for song in songs if song.labels and song.labels.fold == fold]
    return [song for song in songs if song.labels and song.labels.fold != fold], held_out


def _load_pool(pool: str, data: Path, cache: Path) -> list[DatasetSong]:
    codes = load_codes(pool, data, cache)
    with np.load(data / pool / "teacher.npz") as t:
        patch, offset, ids = t["patch"], t["offset"], t["id"]
        theme = np.concatenate([t["moodtheme_logit"], _logit(t["audioset_mood"])], axis=1)
    return [
        DatasetSong(
            str(i),
            codes[str(i)],
            patch[offset[k] : offset[k + 1]].astype(np.float32) / 16,
            theme[k].astype(np.float32),
        )
        for k, i in enumerate(ids)
        if str(i) in codes
    ]


def _logit(p: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    p = np.clip(p, 1e-4, 1 - 1e-4)
    out: npt.NDArray[np.floating] = np.log(p / (1 - p))
    return out
