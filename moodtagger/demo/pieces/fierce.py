"""Unpleasant and awake: angry and tense."""

from __future__ import annotations

from typing import Final

from moodtagger.demo.score import DemoSong, Part, Section

FIERCE_ALBUM: Final = "Demo Pieces: Fierce"
_CHUG: Final = ("R.rrR.rrR.rrR-..", "R.rrR.rrR.R.R.R.")
_GUITAR: Final = ("X.xxX.xxX.xxX--.", "X.xxX.xxX.X.X.X-")
_WALL: Final = ("X-----X-----X---", "X-----X-----X.X.")

ANGRY: Final = DemoSong(
    title="Burning Wires",
    artist="The Overloads",
    album=FIERCE_ALBUM,
    tonic=4,
    mode="phrygian",
    tempo=178,
    bars=20,
    timing_jitter_s=0.004,
    loudness=-9.0,
    drive=2.2,
    room_s=0.7,
    ending_s=2.5,
    sections=(
        Section("i5 i5 bII5 i5 i5 i5 bIII5 bII5", 0.8),
        Section("i5 bVI5 bVII5 bII5", 1.0),
    ),
    parts=(
        Part(
            "drums",
            "kit",
            groove={
                "hard kick": ("X.xxX.xxX.xxX.xx", "X.xxX.xxXxxxXxxx"),
                "hard snare": (
                    "....X.......X...",
                    "....X.......X...",
                    "....X.......X...",
                    "....X...X.XXXXXX",
                ),
                "crash": ("X.......x.......", "........x......."),
                "ride": ("X...X...X...X...",),
                "low tom": (".", ".", ".", "........x.x....."),
            },
            gain_db=2,
            reverb=0.12,
        ),
        Part("bass", "synth bass", _CHUG, center=33, gain_db=0, effects=("crunch",), reverb=0.02),
        Part(
            "chords",
            "electric guitar",
            _GUITAR,
            center=46,
            gain_db=0,
            pan=-0.85,
            effects=("distort",),
            reverb=0.06,
        ),
        Part(
            "chords",
            "electric guitar",
            _GUITAR,
            center=46,
            gain_db=0,
            pan=0.85,
            effects=("distort",),
            reverb=0.06,
        ),
        Part(
            "chords",
            "electric guitar",
            _WALL,
            center=58,
            gain_db=-3,
            effects=("distort", "chorus"),
            min_intensity=0.9,
        ),
        Part(
            "melody",
            "electric guitar",
            ("XxxxXxxxXxxxXxxx", "X---x-x-X-------"),
            center=71,
            gain_db=-5,
            effects=("distort", "echo"),
            min_intensity=0.9,
        ),
    ),
)

TENSE: Final = DemoSong(
    title="Footsteps Behind",
    artist="Demo Symphony",
    album=FIERCE_ALBUM,
    tonic=1,
    mode="phrygian",
    tempo=116,
    bars=13,
    loudness=-15.0,
    room_s=2.2,
    sections=(
        Section("icluster i bIIcluster i icluster #ivdim7 bIIcluster viidim7", 0.6),
        Section("icluster bIIcluster #ivdim7 viidim7", 1.0),
    ),
    parts=(
        Part(
            "drums",
            "pulse",
            groove={
                "boom": ("X.x.............", "X.x.......x....."),
                "tick": ("x...x...x...x...",),
                "taiko": (".", "............x.x."),
                "swell": (".", ".", ".", "x..............."),
                "scrape": ("....X...........", ".", "X...............", "........X......."),
            },
            gain_db=3,
            reverb=0.4,
        ),
        Part(
            "bass",
            "short strings",
            ("R.r.r.R.r.r.R.r.", "R.r.r.R.r.A.A.A."),
            center=37,
            gain_db=-1,
            reverb=0.25,
        ),
        Part(
            "chords",
            "strings",
            ("X---------------",),
            center=73,
            gain_db=-7,
            effects=("tremble",),
            reverb=0.5,
        ),
        Part(
            "chords",
            "pizzicato",
            ("0..1..0..2..1...", "0..1..2..1......"),
            center=61,
            gain_db=0,
            pan=0.5,
            reverb=0.4,
        ),
        Part(
            "chords",
            "brass",
            (".", "........X-------"),
            center=49,
            gain_db=-2,
            min_intensity=0.5,
            reverb=0.4,
        ),
        Part(
            "melody",
            "violin",
            ("........X---x---", "X-------------..", "........x-x-X---", "X-----------...."),
            center=80,
            gain_db=-8,
            reverb=0.6,
            pan=-0.3,
        ),
        Part("bass", "drone", ("R---------------",), center=37, gain_db=3, reverb=0.3),
    ),
)
