"""Files taken for music that they are not, because a chance pattern looks like its format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from moodtagger.core.errors import TagError
from moodtagger.tags.formats import id3_tag
from moodtagger.tags.formats.detection import detect_container
from tests.robustness import foreign_files
from tests.robustness.foreign_files import FileMaker
from tests.support.trial_results import Log, TrialPlan, TrialResult

# What is made, the number of files in the full run, and how.
FOREIGN: Mapping[str, tuple[int, FileMaker]] = {
    "noise": (40_000, foreign_files.noise),
    "noise behind an ID3 tag": (10_000, foreign_files.noise_behind_tag),
    "samples without a header": (25_000, foreign_files.raw_samples),
    "FFmpeg's other formats": (14_000, foreign_files.muxed_file),
    "libsndfile's other formats": (9_000, foreign_files.sound_file),
    "documents and archives": (2_000, foreign_files.document),
}
MPEG_FILES = 3_000
# Class of the container -> what its file begins with; MPEG audio and ADTS have nothing of the kind.
_MAGICS: Mapping[str, tuple[bytes, ...]] = {
    "Iff": (b"RIFF", b"FORM", b"FRM8"),
    "Tta": (b"TTA1",),
    "TtaWithApe": (b"TTA1",),
    "Dsf": (b"DSD ",),
    "Flac": (b"fLaC",),
    "Ape": (b"wvpk", b"MPCK", b"MP+", b"MAC "),
    "Ogg": (b"OggS",),
    "Asf": (b"\x30\x26\xb2\x75",),
}


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Make the files and count those that are taken for another format."""
    rows = []
    path = plan.work / "detection.bin"
    for name, (full, make) in FOREIGN.items():
        count = plan.trial_count(full)
        wrong = _wrong_kinds(path, make, count, plan.seed, log, name)
        rows.append(TrialResult("detection", f"{name}, not music", count, len(wrong), _note(wrong)))
    count = plan.trial_count(MPEG_FILES)
    missed = []
    for number in range(count):
        rng = np.random.default_rng((plan.seed, number))
        kind = detected_kind(path, foreign_files.mpeg_file(rng))
        if kind != "Mp3":
            missed.append(f"{number}: {kind or 'unknown'}")
    rows.append(TrialResult("detection", "MPEG audio, known", count, len(missed), _note(missed)))
    return rows


def _wrong_kinds(
    path: Path, make: FileMaker, count: int, seed: int, log: Log, name: str
) -> list[str]:
    wrong = []
    for number in range(count):
        data = make(np.random.default_rng((seed, number)))
        kind = detected_kind(path, data)
        if kind and not is_right_kind(kind, data):
            wrong.append(f"{number}: {kind}")
            log(f"LOST in {name}, {wrong[-1]}")
        if number % 5_000 == 4_999:
            log(f"detection: {name}: {number + 1} of {count}")
    return wrong


def detected_kind(path: Path, data: bytes) -> str:
    """Return the class of the container that tags would be written into; empty for none."""
    path.write_bytes(data)
    try:
        with path.open("rb") as file:
            container = detect_container(file)
            if container is None:
                return ""
            container.check_rewritable()
    except TagError:
        return ""
    return type(container).__name__


def is_right_kind(kind: str, data: bytes) -> bool:
    """Whether the format is that of the magic number which the file has itself."""
    if data.startswith(b"ID3"):
        data = data[10 + id3_tag.decode_synchsafe(data[6:10]) :]
    if kind == "Mp4":
        return data[4:8] in (b"ftyp", b"moov")
    if kind in ("Mp3", "Adts", "ForeignId3"):
        return False
    return data.startswith(_MAGICS[kind]) if kind in _MAGICS else not data.startswith(b"ID3")


def _note(failures: list[str]) -> str:
    return "; ".join(failures[:3])
