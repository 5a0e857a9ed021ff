"""Pieces of high arousal and mostly positive valence: happy, energetic, playful, epic."""

from __future__ import annotations

from typing import Final

from moodtagger.demo.score import DemoSong, Part, Section

ALBUM: Final = "Demo Pieces: Lively"

HAPPY: Final = DemoSong(
    title="Sunny Side Parade",
    artist="Demo Ensemble",
    album=ALBUM,
    tonic=0,
    mode="major",
    tempo=126,
    bars=16,
    swing=0.54,
    loudness=-11.5,
    room_s=0.9,
    sections=(
        Section("I V vi IV I V IV V7", 0.7),
        Section("IV I V vi IV I ii7,V7 I", 0.95),
    ),
    parts=(
        Part(
            "drums",
            "kit",
            groove={
                "kick": ("X...x.x.X.x.x...", "X...x.x.X.....x."),
                "snare": (
                    "....X.......X...",
                    "....X.......X..,",
                    "....X.......X...",
                    "....X..x..x.XxxX",
                ),
                "hat": ("X.x.X.x.X.x.X.x.",),
                "crash": ("X...............", ".", ".", "."),
            },
            gain_db=0,
            reverb=0.1,
        ),
        Part(
            "drums",
            "hands",
            groove={"clap": ("....X.......X...",), "tambourine": ("..x...x...x...x.",)},
            gain_db=1,
            min_intensity=0.6,
        ),
        Part("bass", "finger bass", ("R-.rR-O.R-.rF-A-", "R-.rR-F.R-.rO-A-"), center=40, gain_db=0),
        Part("chords", "steel guitar", ("X-x-..x-x-x-x-x-",), center=60, gain_db=-1, pan=-0.6),
        Part(
            "chords",
            "piano",
            ("..X...X...X...X.", "..X...X...X.x.X."),
            center=65,
            gain_db=-3,
            pan=0.4,
        ),
        Part(
            "melody",
            "whistle",
            ("X-x-x-X---x-x-..", "X-x-X-----......", "X-x-x-X---x-x-x-", "X---x-x-X-------"),
            center=79,
            gain_db=-2,
            reverb=0.35,
        ),
        Part(
            "melody",
            "glockenspiel",
            ("X-x-x-X---x-x-..", "X-x-X-----......", "X-x-x-X---x-x-x-", "X---x-x-X-------"),
            center=91,
            gain_db=-7,
            min_intensity=0.9,
            reverb=0.4,
        ),
        Part(
            "chords",
            "brass",
            ("........x.X.....", "..X............."),
            center=65,
            gain_db=-8,
            min_intensity=0.9,
        ),
    ),
)

ENERGETIC: Final = DemoSong(
    title="All Night Lights",
    artist="The Oscillators",
    album=ALBUM,
    tonic=9,
    mode="minor",
    tempo=128,
    bars=16,
    timing_jitter_s=0.0,
    loudness=-10.5,
    drive=1.6,
    room_s=1.4,
    sections=(
        Section("i VI III VII i VI III VII", 0.75),
        Section("VI VII i III VI VII i i", 1.0),
    ),
    parts=(
        Part(
            "drums",
            "kit",
            groove={
                "deep kick": ("X...X...X...X...",),
                "clap": ("....X.......X...",),
                "hat": ("xxXxxxXxxxXxxxXx",),
                "open hat": ("..X...X...X...X.",),
                "crash": ("X...............", ".", ".", "."),
                "snare": (".", ".", ".", "........x.x.xxXX"),
            },
            gain_db=3,
            reverb=0.06,
        ),
        Part(
            "bass",
            "synth bass",
            ("..R.r.R-..R.r.O-", "..R.r.R-..R.O.r-"),
            center=38,
            gain_db=-1,
            reverb=0.02,
        ),
        Part(
            "chords", "synth stab", ("X--.X--.X-.X--.x",), center=64, gain_db=-5, effects=("pump",)
        ),
        Part(
            "chords",
            "pad",
            ("X---------------",),
            center=60,
            gain_db=-4,
            effects=("pump",),
            reverb=0.4,
        ),
        Part(
            "chords",
            "synth lead",
            ("0.1.2.3.2.1.3.2.", "3.2.1.2.3.4.2.1."),
            center=76,
            gain_db=-14,
            pan=0.3,
            effects=("echo",),
        ),
        Part(
            "melody",
            "synth lead",
            ("X--x--X-..x-x-X-", "X--x--X---......", "X--x--X-..x-x-X-", "X-----x-X-------"),
            center=76,
            gain_db=-5,
            min_intensity=0.9,
            reverb=0.3,
            effects=("echo",),
        ),
    ),
)

PLAYFUL: Final = DemoSong(
    title="Hopscotch",
    artist="Demo Ensemble",
    album=ALBUM,
    tonic=7,
    mode="major",
    tempo=138,
    bars=16,
    swing=0.62,
    loudness=-13.5,
    room_s=0.7,
    sections=(
        Section("I I V7 I I VI7 II7,V7 I", 0.7),
        Section("IV #ivdim7 I VI7", 0.9),
    ),
    parts=(
        Part(
            "drums",
            "toys",
            groove={
                "wood block": ("X.....x.X...x.x.", "X.....x.X.xxx..."),
                "shaker": ("x.,.x.,.x.,.x.,.",),
                "kick": ("X.......X.......",),
                "snare": ("....x.......x..,", "....x.......x.x."),
                "hat": ("x.x.x.x.x.x.x.x.",),
                "clap": (".", ".", ".", "....X...X.X....."),
            },
            gain_db=1,
        ),
        Part("bass", "bassoon", ("R-..F-..R-..F-..", "R-..F-..R-..A-.."), center=43, gain_db=-3),
        Part(
            "chords",
            "pizzicato",
            ("....X.......X...", "....X.......X.x."),
            center=62,
            gain_db=0,
            pan=-0.35,
        ),
        Part(
            "melody",
            "clarinet",
            ("X.x.X-..x.x.X...", "x-x.X...X---....", "X.x.X-..x.x.x.x.", "X-..x-..X---...."),
            center=74,
            gain_db=-5,
            pan=0.2,
        ),
        Part(
            "melody",
            "marimba",
            ("X.x.X-..x.x.X...", "x-x.X...X---x.x.", "X.x.X-..x.x.x.x.", "X-..x-..X---...."),
            center=74,
            gain_db=0,
            pan=-0.2,
            harmony=2,
            min_intensity=0.8,
        ),
        Part("chords", "steel guitar", ("x.X.x.X.x.X.x.X.",), center=67, gain_db=2, pan=0.4),
        Part(
            "chords", "glockenspiel", (".", "..........2.3.4."), center=84, gain_db=-12, reverb=0.4
        ),
    ),
)

EPIC: Final = DemoSong(
    title="Banners at Dawn",
    artist="Demo Symphony",
    album=ALBUM,
    tonic=2,
    mode="minor",
    tempo=150,
    bars=18,
    loudness=-10.0,
    drive=1.8,
    room_s=2.0,
    ending_s=4.0,
    sections=(
        Section("i i VI VI III III VII VII", 0.7),
        Section("i VI III VII VI VII i V", 1.0),
    ),
    parts=(
        Part(
            "drums",
            "battery",
            groove={
                "taiko": ("X..x..x.X.x.x.x.", "X..x..x.X..x..xx"),
                "low tom": ("..x...x...x...x.", "..x...x...x.x.xx"),
                "boom": ("x...............", ".", ".", "."),
                "snare": (".", ".", ".", "x.x.x.xxX.xxXxXX"),
                "crash": ("X...............", "........x......."),
                "hard snare": ("....X.......X...", "....X.......X.x."),
            },
            gain_db=4,
            reverb=0.2,
        ),
        Part(
            "drums",
            "timpani",
            groove={
                "timpani": ("X...........X.x.", "X..............."),
                "swell": (".", ".", ".", "x..............."),
            },
            gain_db=-3,
            reverb=0.4,
            min_intensity=0.9,
        ),
        Part(
            "chords",
            "electric guitar",
            ("X--X--X-X--X--X-",),
            center=48,
            gain_db=-9,
            reverb=0.2,
            effects=("distort", "chorus"),
            min_intensity=0.9,
        ),
        Part("bass", "brass", ("R---------------",), center=36, gain_db=-3, reverb=0.3),
        Part("bass", "short strings", ("R.r.R.r.R.r.R.r.",), center=48, gain_db=-2, reverb=0.3),
        Part(
            "chords",
            "short strings",
            ("0.1.2.1.0.1.2.1.", "0.1.2.1.0.1.2.3."),
            center=64,
            gain_db=-6,
            pan=-0.4,
            reverb=0.35,
        ),
        Part(
            "chords", "strings", ("X-x-X-x-X-x-X-x-",), center=62, gain_db=-9, pan=0.3, reverb=0.4
        ),
        Part(
            "chords",
            "choir",
            ("X---------------",),
            center=66,
            gain_db=-9,
            reverb=0.4,
            min_intensity=0.9,
        ),
        Part(
            "melody",
            "brass",
            ("X-----x-X-----x-", "X---x---X-------", "X-----x-X---x---", "X---------------"),
            center=64,
            gain_db=-1,
            reverb=0.4,
        ),
        Part(
            "melody",
            "strings",
            ("X-----x-X-----x-", "X---x---X-------", "X-----x-X---x---", "X---------------"),
            center=76,
            gain_db=-4,
            reverb=0.4,
            min_intensity=0.9,
        ),
    ),
)
