"""Pieces of negative valence: angry, tense, sad, dark, nostalgic."""

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


LOW_ALBUM: Final = "Demo Pieces: Low"

SAD: Final = DemoSong(
    title="The Empty Chair",
    artist="Demo Chamber Players",
    album=LOW_ALBUM,
    tonic=9,
    mode="minor",
    tempo=58,
    bars=7,
    loudness=-19.0,
    room_s=2.4,
    ending_s=5.0,
    timing_jitter_s=0.012,
    sections=(
        Section("i VI III VII", 0.5),
        Section("iv i V7 i", 0.7),
    ),
    parts=(
        Part(
            "bass",
            "piano",
            ("R---------------", "R-------F-------"),
            center=38,
            gain_db=-4,
            reverb=0.35,
        ),
        Part(
            "chords",
            "piano",
            ("..0-1-2-..1-2-1-", "..0-1-2-3-2-1-0-"),
            center=55,
            gain_db=-6,
            reverb=0.35,
        ),
        Part(
            "melody",
            "piano",
            ("X-----x-X---x-x-", "X-----------x-x-", "X---x-x-X-------", "X---------------"),
            center=72,
            gain_db=0,
            reverb=0.4,
        ),
        Part(
            "melody",
            "violin",
            ("................", "....X-----------", "X---------x-----", "X-------------.."),
            center=60,
            gain_db=-9,
            pan=0.35,
            reverb=0.6,
        ),
        Part(
            "chords",
            "strings",
            ("X---------------",),
            center=57,
            gain_db=-13,
            reverb=0.6,
            min_intensity=0.6,
        ),
    ),
)

DARK: Final = DemoSong(
    title="Under the Mountain",
    artist="Demo Night Choir",
    album=LOW_ALBUM,
    tonic=2,
    mode="phrygian",
    tempo=48,
    bars=4,
    loudness=-17.0,
    room_s=5.0,
    ending_s=4.0,
    timing_jitter_s=0.015,
    sections=(Section("i bII i bvii", 0.8),),
    parts=(
        Part("bass", "drone", ("R---------------",), center=38, gain_db=0, reverb=0.4),
        Part("chords", "choir", (".", "X---------------"), center=50, gain_db=-4, reverb=0.8),
        Part(
            "chords",
            "strings",
            ("..0-------------", "1---------------"),
            center=50,
            gain_db=-7,
            effects=("dull",),
            reverb=0.7,
        ),
        Part(
            "drums",
            "deep",
            groove={
                "boom": ("X...............", "X.......x......."),
                "low tom": ("..............x.", "............x..."),
                "swell": (".", "........x......."),
            },
            gain_db=-1,
            reverb=0.7,
        ),
        Part("melody", "bassoon", (".", "....X-------x---"), center=50, gain_db=-9, reverb=0.8),
    ),
)

NOSTALGIC: Final = DemoSong(
    title="Old Photograph Waltz",
    artist="Demo Chamber Players",
    album=LOW_ALBUM,
    tonic=2,
    mode="minor",
    tempo=132,
    bars=20,
    beats_per_bar=3,
    loudness=-15.5,
    room_s=1.3,
    timing_jitter_s=0.012,
    sections=(
        Section("i i iv iv V7 V7 i V7", 0.6),
        Section("III VII III I7 iv i V7 i", 0.85),
    ),
    parts=(
        Part("bass", "finger bass", ("R---........", "F---........"), center=38, gain_db=-1),
        Part("chords", "nylon guitar", ("....X--.x--.",), center=57, gain_db=-1, pan=-0.4),
        Part("chords", "accordion", ("....x-..x-..",), center=62, gain_db=-12, pan=0.3),
        Part(
            "melody",
            "accordion",
            ("X-----x-x-x-", "X-------x---", "X---x---x---", "X----------."),
            center=74,
            gain_db=-4,
            reverb=0.3,
        ),
        Part(
            "melody",
            "violin",
            ("X-----x-x-x-", "X-------x---", "X---x---x---", "X----------."),
            center=74,
            gain_db=-9,
            pan=0.3,
            min_intensity=0.8,
            harmony=2,
            reverb=0.4,
        ),
        Part(
            "drums",
            "brushes",
            groove={"brush": ("....x...x...",), "soft kick": ("x...........",)},
            gain_db=-11,
        ),
    ),
)
