"""Compose the notes of a piece and render them to audio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from moodtagger.demo.drumkit import DRUMS
from moodtagger.demo.effects import EFFECTS, apply_filter, master, reverb
from moodtagger.demo.oscillators import SAMPLE_RATE, Sound
from moodtagger.demo.players import make_player
from moodtagger.demo.score import Bar, DemoSong, GridStep, Note, Part, PartNotes
from moodtagger.demo.synth import INSTRUMENTS
from moodtagger.demo.theory import parse_chord

PHRASE_BARS = 4
FADE_S: Final = 1.2
DRUM_PANS: Final = {
    "hat": 0.25,
    "open hat": 0.25,
    "ride": -0.3,
    "high tom": 0.2,
    "low tom": -0.25,
}


def compose(song: DemoSong, duration_s: float, seed: int = 0) -> list[PartNotes]:
    """Compose all parts of `song`; the last chord rings out for `song.ending_s` seconds.

    The tempo is adjusted a little so that complete bars fill `duration_s` seconds; there is at
    least one bar before the last chord. The same arguments give the same notes.
    """
    count, bar_s = fit_bars(song, duration_s)
    plan = plan_bars(song, count)
    return [
        PartNotes(part, tuple(_play_part(song, part, plan, bar_s, (seed, number))))
        for number, part in enumerate(song.parts)
    ]


def fit_bars(song: DemoSong, duration_s: float) -> tuple[int, float]:
    """Return the number of bars before the last chord, and the length of each in seconds."""
    playing_s = max(duration_s - song.ending_s, 1.0)
    count = max(1, round(playing_s / song.bar_s))
    return count, playing_s / count


def vary(song: DemoSong, seed: int) -> DemoSong:
    """Return a variation in another key and at a slightly different tempo; `song` for seed 0."""
    if seed == 0:
        return song
    rng = np.random.default_rng([seed, 77])
    tonic = (song.tonic + int(rng.integers(-4, 5))) % 12
    return replace(song, tonic=tonic, tempo=song.tempo * float(rng.uniform(0.92, 1.08)))


def plan_bars(song: DemoSong, count: int) -> list[Bar]:
    """Return `count` bars that cycle through the sections, and a final bar on the home chord."""
    symbols = list(islice(_symbols(song), count))
    chords = [tuple(parse_chord(s, song.tonic) for s in bar.split(",")) for _, _, bar in symbols]
    home = chords[0][0]
    bars = []
    for index, (section, position, _) in enumerate(symbols):
        following = chords[index + 1][0] if index + 1 < count else home
        closes = (position + 1) % PHRASE_BARS == 0 or index + 1 == count
        intensity = song.sections[section].intensity
        bars.append(Bar(index, position, section, chords[index], following, intensity, closes))
    last = replace(
        bars[-1], index=count, section_position=0, chords=(home,), next_chord=home, final=True
    )
    return [*bars, last]


def _symbols(song: DemoSong) -> Iterator[tuple[int, int, str]]:
    for number in cycle(range(len(song.sections))):
        for position, symbols in enumerate(song.sections[number].chords.split()):
            yield number, position, symbols


def _play_part(
    song: DemoSong, part: Part, plan: list[Bar], bar_s: float, seeds: tuple[int, int]
) -> Iterator[Note]:
    player = make_player(song, part, seeds[0])
    rng = np.random.default_rng(seeds)
    for bar in plan:
        # Played even while the part is silent, so that doubling parts stay together.
        events = list(player.play_bar(bar))
        if bar.intensity < part.min_intensity:
            continue
        swell = 1.0 + 0.08 * np.sin(
            np.pi * (bar.section_position % PHRASE_BARS + 0.5) / PHRASE_BARS
        )
        for step, pitch, drum in events:
            yield _humanize(song, bar, bar_s, step, pitch, drum, float(swell), rng)


def _humanize(
    song: DemoSong,
    bar: Bar,
    bar_s: float,
    step: GridStep,
    pitch: int,
    drum: str,
    swell: float,
    rng: np.random.Generator,
) -> Note:
    """Return a note with swing, and with small random deviations of timing and velocity."""
    beats = song.beats_per_bar
    start = _swing(step.position * beats, song.swing)
    end = _swing((step.position + step.length) * beats, song.swing)
    beat_s = bar_s / beats
    delay_s = float(np.clip(rng.normal(0.0, song.timing_jitter_s), -0.02, 0.02))
    start_s = max(0.0, (bar.index * beats + start) * beat_s + delay_s)
    length_s = song.ending_s * 0.8 if bar.final else (end - start) * beat_s
    level = (0.75 + 0.25 * bar.intensity) * swell
    velocity = step.velocity * level * float(rng.uniform(0.9, 1.06))
    return Note(start_s, length_s, pitch, min(1.0, velocity), drum)


def _swing(beat: float, ratio: float) -> float:
    """Delay off-beats: the first half of every beat is stretched to the fraction `ratio` of it."""
    whole_beats, fraction = divmod(beat, 1.0)
    if fraction < 0.5:
        return whole_beats + fraction * 2.0 * ratio
    return whole_beats + ratio + (fraction - 0.5) * 2.0 * (1.0 - ratio)


def render(
    song: DemoSong, duration_s: float | None = None, seed: int = 0
) -> tuple[NDArray[np.float32], int]:
    """Render a piece to samples of shape (frames, 2) in [-1, 1]; also return the sample rate.

    `duration_s` is the exact length, by default the song's own. `seed` 0 is the piece as written;
    any other number gives another melody, key and tempo. The result is deterministic.
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
        track = apply_filter(track, 90.0, "highpass", 1)  # leaves low frequencies to the bass
    return track * np.float32(10 ** (part.gain_db / 20))


def _note_sound(
    instrument: str,
    note: Note,
    cache: dict[tuple[str, int, int, int], Sound],
    rng: np.random.Generator,
) -> Sound:
    """Synthesize a note, cached by velocity to the nearest tenth, pitch and length."""
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
    """Fade out the ending, and remove any click at the very beginning."""
    count = min(len(y) // 2, round(FADE_S * SAMPLE_RATE))
    y[len(y) - count :] *= np.linspace(1.0, 0.0, count, dtype=np.float32)[:, None] ** 2
    edge = min(len(y), 220)
    y[:edge] *= np.linspace(0.0, 1.0, edge, dtype=np.float32)[:, None]
    return y
