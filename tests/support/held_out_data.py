"""A small folder of training data, and outputs for its songs as if they were held out."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from moodtagger.inference.calibration import QUADRANT_SIGNS, Calibration
from moodtagger.training.data.dataset import read_labels
from moodtagger.training.data.labels import bundled_groups
from moodtagger.training.patchnet.ratings import FEELINGS, assign_folds, read_ratings
from moodtagger.training.patchnet.teachers import ATTRIBUTE_TEACHERS, TEACHERS

SONGS, RATED, OPEN = 60, 100, 10
EMBEDDING = 8
CURVE = tuple((x / 4, x / 5) for x in range(-4, 5))


def plane_calibration() -> Calibration:
    """Return a calibration with curves."""
    moods = len(bundled_groups())
    return Calibration((1.0,) * moods, (0.0,) * moods, va_lean=(0.1, 0.1), va_curves=(CURVE, CURVE))


def write_data(folder: Path) -> None:
    """Write labels, ratings, teachers and quantiles."""
    rng = np.random.default_rng(0)
    words = [sorted(group.sources)[0] for group in bundled_groups()]
    for pool in ("q4", "emotify", "open", "more", "previews"):
        (folder / pool).mkdir(parents=True, exist_ok=True)
    with (folder / "q4" / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        names = ("id", "fold", "artist_group", "quadrant", "valence_1to9", "arousal_1to9")
        rows.writerow((*names, "moods", "genres"))
        for k in range(SONGS):
            quadrant = k % 4
            va = 5 + 2 * QUADRANT_SIGNS[quadrant] + rng.normal(0, 0.3, 2)
            chosen = {words[quadrant], *rng.choice(words, 4)}
            label = (f"s{k}", k // 4 % 5, k // 8, f"Q{quadrant + 1}", *va.round(3))
            rows.writerow((*label, "; ".join(sorted(chosen)), "Rap" if k % 3 else "Jazz"))
    with (folder / "q4" / "word_ratings.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("word", "valence_1to9", "arousal_1to9")])
    groups = [{"label": g.label, "sources": sorted(g.sources)} for g in bundled_groups()[:18]]
    (folder / "q4" / "mood_groups.json").write_text(str(groups).replace("'", '"'))
    with (folder / "emotify" / "ratings.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "genre", "listeners", *FEELINGS))
        for k in range(RATED):
            rows.writerow((f"e{k}", "rock", 20, *rng.random(len(FEELINGS)).round(3)))
    for pool, count in (("q4", SONGS), ("emotify", RATED)):
        ids = [f"{'s' if pool == 'q4' else 'e'}{k}" for k in range(count)]
        sizes = {name: len(ATTRIBUTE_TEACHERS.get(name, range(5))) for name in TEACHERS}
        arrays = {name: rng.normal(size=(count, size)) for name, size in sizes.items()}
        np.savez(folder / pool / "teachers.npz", id=ids, **arrays)  # type: ignore[arg-type]
    for pool, prefix, count in (("q4", "s", SONGS), ("open", "o", OPEN), ("more", "m", 30)):
        _write_teacher(folder / pool, prefix, count, rng)
    _write_teacher(folder / "previews", "p", 20, rng)
    quantiles = [(q, 2 * q - 1, 2 * q - 1) for q in np.linspace(0.01, 0.99, 15).round(2)]
    text = "\n".join(",".join(map(str, row)) for row in quantiles)
    (folder / "plane_quantiles.csv").write_text(f"quantile,valence,arousal\n{text}\n")


def _write_teacher(folder: Path, prefix: str, count: int, rng: np.random.Generator) -> None:
    patch = rng.integers(-50, 50, (2 * count, 256)).astype(np.int8)
    ids = [f"{prefix}{k}" for k in range(count)]
    np.savez(folder / "teacher.npz", id=ids, patch=patch, offset=2 * np.arange(count + 1))


def write_held_out(path: Path, data: Path, noise: float = 0.3) -> None:
    """Write outputs that are right but for noise."""
    rng, calibration = np.random.default_rng(1), plane_calibration()
    labels = read_labels(data / "q4" / "labels.csv")
    ratings = read_ratings(data / "emotify" / "ratings.csv")
    groups = bundled_groups()
    present = np.array(
        [[g.matches(song.mood_words) for g in groups] for song in labels.values()], np.float32
    )
    quadrant = np.array([song.quadrant for song in labels.values()])
    va = np.array([(song.valence, song.arousal) for song in labels.values()])
    arrays = {
        "labels": np.array([group.label for group in groups]),
        "targets": np.concatenate([np.eye(4)[quadrant], va, present], axis=1).astype(np.float32),
    }
    folds = [song.fold for song in labels.values()]
    shares = np.array([song.feelings for song in ratings.values()])
    rated_folds = assign_folds([song.genre for song in ratings.values()])
    pools = (
        ("q4", list(labels), folds, 4 * np.eye(4)[quadrant], va, 4 * present - 2),
        ("em", list(ratings), rated_folds, *_unknown(RATED, len(groups))),
        ("op", [f"o{k}" for k in range(OPEN)], [-1] * OPEN, *_unknown(OPEN, len(groups))),
    )
    for prefix, ids, fold, logits, position, moods in pools:
        n = len(ids)
        logits = logits + rng.normal(0, noise, (n, 4))
        position = position + rng.normal(0, noise, (n, 2))
        moods = moods + rng.normal(0, noise, moods.shape)
        feelings = rng.normal(size=(n, 9))
        if prefix == "em":
            feelings = np.sqrt(shares) + rng.normal(0, noise / 10, shares.shape)
        values = {
            "ids": np.array(ids),
            "fold": np.array(fold),
            "q": logits,
            "m": moods,
            "va": position,
            "g": feelings,
            "a": rng.normal(size=(n, 12)),
            "e": np.concatenate([moods[:, :EMBEDDING], position], axis=1),
            "quadrant": calibration.quadrant(logits),
            "moods": calibration.moods(moods),
            "position": calibration.va(position, logits),
            "sd": np.full((n, 2), noise),
        }
        arrays |= {f"{prefix}_{name}": value for name, value in values.items()}
    np.savez(path, **arrays)  # type: ignore[arg-type]


def _unknown(count: int, moods: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.zeros((count, 4)), np.zeros((count, 2)), np.zeros((count, moods))
