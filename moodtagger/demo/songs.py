"""The twelve demo pieces, in the order of the demo library."""

from __future__ import annotations

from typing import Final

from moodtagger.demo.pieces.gentle import DREAMY, RELAXED, TENDER
from moodtagger.demo.pieces.lively import ENERGETIC, EPIC, HAPPY, PLAYFUL
from moodtagger.demo.pieces.negative_valence import ANGRY, DARK, NOSTALGIC, SAD, TENSE
from moodtagger.demo.score import DemoSong

SONGS: Final[dict[str, DemoSong]] = {
    "happy": HAPPY,
    "angry": ANGRY,
    "sad": SAD,
    "relaxed": RELAXED,
    "tense": TENSE,
    "tender": TENDER,
    "energetic": ENERGETIC,
    "nostalgic": NOSTALGIC,
    "dark": DARK,
    "dreamy": DREAMY,
    "playful": PLAYFUL,
    "epic": EPIC,
}
"""The pieces by the mood that they were written for."""
