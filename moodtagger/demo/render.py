"""From a song as data to sound: composes it, plays every part, mixes, puts it in a room."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from moodtagger.demo.compose import compose, fit_bars, vary
from moodtagger.demo.drumkit import DRUMS
from moodtagger.demo.effects import EFFECTS, apply_filter, reverb
from moodtagger.demo.mastering import master
from moodtagger.demo.oscillators import SAMPLE_RATE, Sound
from moodtagger.demo.score import DemoSong, Note, PartNotes
from moodtagger.demo.synth import INSTRUMENTS

FADE_S: Final = 1.2
DRUM_PANS: Final = {
    "hat": 0.25,
    "open hat": 0.25,
    "ride": -0.3,
    "high tom": 0.2,
    "low tom": -0.25,
}


def render(
    song: DemoSong, duration_s: float | None = None, seed: int = 0
) -> tuple[NDArray[np.float32], int]:
    """The finished sound, shape (frames, 2) in [-1, 1], and its sample rate.

    `duration_s` is the exact length, the song's own when None. `seed` 0 is the piece as written;
    any other number gives a different tune, key and tempo in the same manner. Deterministic.
    """
    duration_s = song.default_duration_s if duration_s is None else duration_s
    song = vary(song, seed)
    frames = round(duration_s * SAMPLE_RATE)
    dry = np.zeros((frames, 2), np.float32)
    reverb_send = np.zeros((frames, 2), np.float32)
    beat_s = fit_bars(song, duration_s)[1] / song.beats_per_bar
    for number, part_notes in enumerate(compose(song, duration_s, seed)):
        track = _render_part(part_notes, frames, beat_s, np.random.default_rng([7, number]))
        dry += track
        reverb_send += np.float32(part_notes.part.reverb) * track
    dry += reverb(reverb_send, song.room_s, np.random.default_rng(11))
    return _apply_fades(master(dry, song.loudness, song.drive)), SAMPLE_RATE


def _render_part(
    part_notes: PartNotes, frames: int, beat_s: float, rng: np.random.Generator
) -> NDArray[np.float32]:
    part = part_notes.part
    track = np.zeros((frames, 2), np.float32)
    cache: dict[tuple[str, int, int, int], Sound] = {}
    for note in part_notes.notes:
        _mix_note(track, _note_sound(part.instrument, note, cache, rng), note, _pan(part.pan, note))
    for name in part.effects:
        track = EFFECTS[name](track, beat_s)
    if part.role not in ("bass", "drums"):
        track = apply_filter(track, 90.0, "highpass", 1)  # leaves the bottom to the bass
    return track * np.float32(10 ** (part.gain_db / 20))


def _note_sound(
    instrument: str,
    note: Note,
    cache: dict[tuple[str, int, int, int], Sound],
    rng: np.random.Generator,
) -> Sound:
    """The note's sound at its velocity to the nearest tenth, made once for each kind of note."""
    level = max(1, round(10 * note.velocity))
    key = (note.drum, note.pitch, round(50 * note.length_s) if not note.drum else 0, level)
    if key not in cache:
        if note.drum:
            cache[key] = DRUMS[note.drum](level / 10, rng)
        else:
            hz = 440.0 * 2.0 ** ((note.pitch - 69) / 12)
            cache[key] = INSTRUMENTS[instrument](hz, note.length_s, level / 10, rng)
    return cache[key] * np.float32(note.velocity * 10 / level)


def _pan(part_pan: float, note: Note) -> float:
    return DRUM_PANS.get(note.drum, part_pan)


def _mix_note(track: NDArray[np.float32], sound: Sound, note: Note, pan: float) -> None:
    start = round(note.start_s * SAMPLE_RATE)
    sound = sound[: max(0, len(track) - start)]
    angle = np.pi / 4 * (1.0 + pan)
    sides = np.array([np.cos(angle), np.sin(angle)], np.float32)
    track[start : start + len(sound)] += (
        sound * sides * np.float32(2**0.5) if sound.ndim == 2 else sound[:, None] * sides
    )


def _apply_fades(y: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lets the ending die away, and takes any click off the very first samples."""
    count = min(len(y) // 2, round(FADE_S * SAMPLE_RATE))
    y[len(y) - count :] *= np.linspace(1.0, 0.0, count, dtype=np.float32)[:, None] ** 2
    edge = min(len(y), 220)
    y[:edge] *= np.linspace(0.0, 1.0, edge, dtype=np.float32)[:, None]
    return y
