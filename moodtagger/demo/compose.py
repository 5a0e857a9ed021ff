"""Turns a song's data into notes: plans the bars, then lets every part play them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

import numpy as np

from moodtagger.demo.grid import Step
from moodtagger.demo.players import player_of
from moodtagger.demo.score import Bar, Note, Part, PlayedPart, Song
from moodtagger.demo.theory import parse_chord

PHRASE_BARS = 4


def compose(song: Song, duration_s: float, seed: int = 0) -> list[PlayedPart]:
    """All parts of `song`, arranged so that its last chord leaves `song.ending_s` to ring out.

    The tempo is bent a little so that whole bars fill `duration_s` seconds; there is at least one
    bar before the last chord. The same arguments give the same notes.
    """
    count, bar_s = fit_bars(song, duration_s)
    plan = plan_bars(song, count)
    return [
        PlayedPart(part, tuple(_play_part(song, part, plan, bar_s, (seed, number))))
        for number, part in enumerate(song.parts)
    ]


def fit_bars(song: Song, duration_s: float) -> tuple[int, float]:
    """How many bars are played before the last chord, and the length of each in seconds."""
    playing_s = max(duration_s - song.ending_s, 1.0)
    count = max(1, round(playing_s / song.bar_s))
    return count, playing_s / count


def vary(song: Song, seed: int) -> Song:
    """Another piece in the same manner: other key, slightly other tempo. Seed 0 changes nothing."""
    if seed == 0:
        return song
    rng = np.random.default_rng([seed, 77])
    tonic = (song.tonic + int(rng.integers(-4, 5))) % 12
    return replace(song, tonic=tonic, tempo=song.tempo * float(rng.uniform(0.92, 1.08)))


def plan_bars(song: Song, count: int) -> list[Bar]:
    """`count` bars through the sections, over and over, then one final bar on the home chord."""
    symbols = list(islice(_symbols(song), count))
    chords = [tuple(parse_chord(s, song.tonic) for s in bar.split(",")) for _, _, bar in symbols]
    home = chords[0][0]
    bars = []
    for index, (section, place, _) in enumerate(symbols):
        following = chords[index + 1][0] if index + 1 < count else home
        closes = (place + 1) % PHRASE_BARS == 0 or index + 1 == count
        intensity = song.sections[section].intensity
        bars.append(Bar(index, place, section, chords[index], following, intensity, closes))
    last = replace(bars[-1], index=count, place=0, chords=(home,), next_chord=home, final=True)
    return [*bars, last]


def _symbols(song: Song) -> Iterator[tuple[int, int, str]]:
    for number in cycle(range(len(song.sections))):
        for place, symbols in enumerate(song.sections[number].chords.split()):
            yield number, place, symbols


def _play_part(
    song: Song, part: Part, plan: list[Bar], bar_s: float, seeds: tuple[int, int]
) -> Iterator[Note]:
    player = player_of(song, part, seeds[0])
    rng = np.random.default_rng(seeds)
    for bar in plan:
        struck = list(player.bar(bar))  # also while silent, so that doubling parts stay together
        if bar.intensity < part.enters:
            continue
        swell = 1.0 + 0.08 * np.sin(np.pi * (bar.place % PHRASE_BARS + 0.5) / PHRASE_BARS)
        for step, pitch, drum in struck:
            yield _perform(song, bar, bar_s, step, pitch, drum, float(swell), rng)


def _perform(
    song: Song,
    bar: Bar,
    bar_s: float,
    step: Step,
    pitch: int,
    drum: str,
    swell: float,
    rng: np.random.Generator,
) -> Note:
    """One note as a player would give it: swung, a little early or late, louder or softer."""
    beats = song.beats_per_bar
    start = _swing(step.position * beats, song.swing)
    end = _swing((step.position + step.length) * beats, song.swing)
    beat_s = bar_s / beats
    late = float(np.clip(rng.normal(0.0, song.looseness_s), -0.02, 0.02))
    start_s = max(0.0, (bar.index * beats + start) * beat_s + late)
    length_s = song.ending_s * 0.8 if bar.final else (end - start) * beat_s
    level = (0.75 + 0.25 * bar.intensity) * swell
    velocity = step.velocity * level * float(rng.uniform(0.9, 1.06))
    return Note(start_s, length_s, pitch, min(1.0, velocity), drum)


def _swing(beat: float, share: float) -> float:
    """Moves off-beats: the first half of every beat is stretched to `share` of it."""
    whole, part = divmod(beat, 1.0)
    if part < 0.5:
        return whole + part * 2.0 * share
    return whole + share + (part - 0.5) * 2.0 * (1.0 - share)
