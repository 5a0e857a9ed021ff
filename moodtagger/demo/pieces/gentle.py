"""Pieces of positive valence and low arousal: relaxed, tender, dreamy."""

from __future__ import annotations

from typing import Final

from moodtagger.demo.score import DemoSong, Part, Section

ALBUM: Final = "Demo Pieces: Gentle"

RELAXED: Final = DemoSong(
    title="Slow Tide",
    artist="The Hammock Trio",
    album=ALBUM,
    tonic=5,
    mode="major",
    tempo=74,
    bars=8,
    swing=0.57,
    loudness=-16.5,
    room_s=1.8,
    ending_s=4.0,
    sections=(
        Section("Imaj7 vi7 IVmaj7 ii7,V7", 0.6),
        Section("IVmaj7 iii7 ii7 V9", 0.75),
    ),
    parts=(
        Part(
            "drums",
            "soft kit",
            groove={
                "soft kick": ("X.........x.....",),
                "brush": ("....x.......x..,",),
                "shaker": ("x.,.x.,.x.,.x.,.",),
                "ride": ("x.......x...x...",),
            },
            gain_db=-10,
            reverb=0.2,
        ),
        Part(
            "bass",
            "sub bass",
            ("R-----r-F-------", "R-----r-F---A---"),
            center=39,
            gain_db=-4,
            reverb=0.05,
        ),
        Part(
            "chords",
            "electric piano",
            ("X-----..x-------", "X-------..x-----"),
            center=60,
            gain_db=-3,
            reverb=0.3,
        ),
        Part("chords", "pad", ("X---------------",), center=62, gain_db=-9, reverb=0.5),
        Part(
            "melody",
            "nylon guitar",
            ("..X-x-x-X---....", "..x-X-----..x-..", "..X-x-x-X---x-..", "X---------......"),
            center=69,
            gain_db=1,
            reverb=0.35,
            pan=0.15,
        ),
        Part(
            "melody",
            "flute",
            (".", "........X-------", ".", "....X-----------"),
            center=76,
            gain_db=-11,
            reverb=0.5,
            min_intensity=0.7,
        ),
    ),
)

TENDER: Final = DemoSong(
    title="For You, Quietly",
    artist="The Hammock Trio",
    album=ALBUM,
    tonic=7,
    mode="major",
    tempo=84,
    bars=10,
    beats_per_bar=3,
    loudness=-18.0,
    room_s=2.0,
    ending_s=4.5,
    timing_jitter_s=0.012,
    sections=(
        Section("Iadd9 V vi7 IVmaj7 Iadd9 iii7 IVmaj7 V", 0.55),
        Section("IVmaj7 I ii7 V", 0.75),
    ),
    parts=(
        Part("bass", "harp", ("R-----------", "R-------F---"), center=43, gain_db=-2, reverb=0.35),
        Part(
            "chords",
            "nylon guitar",
            ("..0-1-2-3-1-", "..0-1-2-1-2-"),
            center=60,
            gain_db=0,
            pan=-0.25,
            reverb=0.3,
        ),
        Part(
            "melody",
            "violin",
            ("X-------x-x-", "X-----------", "X---x---x---", "X---------.."),
            center=72,
            gain_db=-8,
            pan=0.2,
            reverb=0.5,
        ),
        Part(
            "melody",
            "piano",
            ("........x-x-", "X-----------", "....x---x---", "X---------.."),
            center=77,
            gain_db=-4,
            reverb=0.4,
        ),
        Part(
            "chords",
            "strings",
            ("X-----------",),
            center=62,
            gain_db=-14,
            reverb=0.6,
            min_intensity=0.7,
        ),
    ),
)

DREAMY: Final = DemoSong(
    title="Paper Lantern",
    artist="Demo Night Choir",
    album=ALBUM,
    tonic=3,
    mode="lydian",
    tempo=80,
    bars=8,
    loudness=-17.0,
    room_s=4.0,
    ending_s=4.5,
    sections=(
        Section("Imaj9 II Imaj9 vi7", 0.6),
        Section("IVmaj7 vi7 II Imaj7", 0.8),
    ),
    parts=(
        Part(
            "chords",
            "pad",
            ("X---------------",),
            center=62,
            gain_db=-2,
            effects=("chorus",),
            reverb=0.6,
        ),
        Part(
            "chords",
            "choir",
            ("X---------------",),
            center=67,
            gain_db=-10,
            reverb=0.8,
            min_intensity=0.7,
        ),
        Part("bass", "sub bass", ("R-------------..",), center=39, gain_db=-6, reverb=0.1),
        Part(
            "chords",
            "music box",
            ("0.2.1.3.2.4.3.5.", "5.3.4.2.3.1.2.0."),
            center=72,
            gain_db=-10,
            effects=("echo",),
            reverb=0.6,
            pan=-0.3,
        ),
        Part(
            "melody",
            "electric piano",
            ("X-----x-X-------", "..x-x-X---------", "X-----x-X---x---", "X---------------"),
            center=75,
            gain_db=-4,
            effects=("echo", "chorus"),
            reverb=0.6,
            pan=0.2,
        ),
        Part(
            "drums",
            "air",
            groove={"swell": (".", ".", ".", "x..............."), "shaker": ("..,...,...,...,.",)},
            gain_db=-14,
            reverb=0.6,
        ),
    ),
)
