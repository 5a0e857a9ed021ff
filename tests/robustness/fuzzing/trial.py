"""Run one mutated file through everything the program does with files."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from moodtagger.audio import open_audio
from moodtagger.core.errors import AudioError, MoodtaggerError, TagError
from moodtagger.core.tag_plan import TagPlan, TagRequest, WritePolicy
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    can_write_tags,
    check_decoder_limits,
    plan_write,
    read_cover,
    read_tags,
)

WANTED = TagRequest(("calm", "dreamy"), 0.4, -0.6)
STEPS = ("decode", "tags", "cover", "save")
_POLICY = WritePolicy(dimensions=True)


class DataLossError(Exception):
    """A file was changed or lost in a way that must never happen."""


@dataclass(slots=True)
class TrialOutcome:
    """Result of one file: step -> "ok", "refused" (with a message) or a fault in words."""

    ended: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """Everything that is neither success nor a refusal with a message."""
        return [f"{k}: {v}" for k, v in self.ended.items() if v not in ("ok", "refused")]


def try_file(path: Path, on_step: Callable[[str], None]) -> TrialOutcome:
    """Decode, read tags and cover, and save moods; `on_step` is called before each step."""
    outcome = TrialOutcome()
    sound_hashes: list[str] = []
    steps: dict[str, Callable[[], None]] = {
        "decode": lambda: sound_hashes.append(_decoded_hash(path)),
        "tags": lambda: _read_tags(path),
        "cover": lambda: _read_cover(path),
        "save": lambda: _save_moods(path, sound_hashes[0] if sound_hashes else None),
    }
    for name, step in steps.items():
        on_step(name)
        start = time.perf_counter()
        outcome.ended[name] = _run_step(step)
        outcome.seconds[name] = round(time.perf_counter() - start, 4)
    return outcome


def _run_step(step: Callable[[], None]) -> str:
    try:
        step()
    except (AudioError, TagError) as error:
        if isinstance(error.__cause__, MemoryError):
            return "memory"
        if isinstance(error.__cause__, AssertionError | RecursionError):
            return f"{type(error.__cause__).__name__}"
        return "refused"
    except DataLossError as error:
        return f"lost: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "ok"


def _decoded_hash(path: Path) -> str:
    """Hash all decoded samples."""
    check_decoder_limits(path)  # as before every analysis
    state = hashlib.blake2b(digest_size=16)
    with open_audio(path) as stream:
        for block in stream.blocks():
            state.update(block.tobytes())
    return state.hexdigest()


def _read_tags(path: Path) -> None:
    audio_hash(path)
    read_tags(path)


def _read_cover(path: Path) -> None:
    read_cover(path)


def _save_moods(path: Path, sound_hash: str | None) -> None:
    """Save moods: the file must be old or new, and decode to the same samples."""
    before = path.read_bytes()
    writable = can_write_tags(path)
    try:
        plan = plan_write(path, WANTED, _POLICY)
        apply_plan(plan)
    except MoodtaggerError:
        if path.read_bytes() != before:
            raise DataLossError("the save was given up and the file differs") from None
        _check_no_stray_files(path)
        raise
    _check_no_stray_files(path)
    if plan.changes:
        _check_saved(path, plan, sound_hash)
    elif path.read_bytes() != before:
        raise DataLossError("nothing was to change and the file differs")
    if plan.changes and not writable:
        raise DataLossError("written, though it was called unfit for that")


def _check_saved(path: Path, plan: TagPlan, sound_hash: str | None) -> None:
    if audio_hash(path) != plan.audio_hash:
        raise DataLossError("other audio than before")
    missing = set(WANTED.moods) - {mood.casefold() for mood in read_tags(path).moods}
    if missing:
        raise DataLossError("the moods do not read back")
    if sound_hash is not None and _decoded_hash(path) != sound_hash:
        raise DataLossError("it sounds different")


def _check_no_stray_files(path: Path) -> None:
    others = set(os.listdir(path.parent)) - {path.name}
    if others:
        for name in others:
            (path.parent / name).unlink()
        raise DataLossError(f"a stray file stayed: {others}")
