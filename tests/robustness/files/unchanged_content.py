"""Write a song twice, undo both, and compare everything else with what it was."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagPlan, TagRequest, TargetPlayer, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
from tests.robustness.files import independent_reader
from tests.robustness.files.file_variants import FileVariant

# For the other players, comment and grouping are fields that are written.
_PLAYERS = (TargetPlayer.GENERIC, TargetPlayer.KODI, TargetPlayer.MUSICBEE, TargetPlayer.FOOBAR2000)
_MOODS = ("happy", "Calm", "zärtlich", "暗い", "sad", "wistful", "x" * 300, "🎵", "mellow", "tense")


@dataclass(frozen=True, slots=True)
class UnchangedContentTrial:
    """Trial number n takes the variants in turn, with random moods and policy."""

    variants: Mapping[str, FileVariant]
    folder: Path
    seed: int

    def __call__(self, number: int) -> str:
        """Run a trial; returns what was lost, or ""."""
        name = list(self.variants)[number % len(self.variants)]
        variant = self.variants[name]
        rng = random.Random(f"{self.seed} {name} {number}")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"song{variant.path.suffix}"
        path.write_bytes(variant.path.read_bytes())
        failure = _check_refused(path, rng) if variant.refused else _check_written(path, rng)
        return f"{name}: {failure}" if failure else ""


def _check_refused(path: Path, rng: random.Random) -> str:
    before = path.read_bytes()
    try:
        apply_plan(plan_write(path, *random_request(rng)))
    except TagError as error:
        if not (error.advice and error.reason):
            return "refused without a sentence"
    else:
        return "was written, though that is not safe"
    return "" if path.read_bytes() == before else "a refused file was changed"


def _check_written(path: Path, rng: random.Random) -> str:
    original = _FileContent.read(path)
    states, plans = [], []
    for _ in range(2):
        states.append(_FileContent.read(path))
        plan = plan_write(path, *random_request(rng))
        apply_plan(plan)
        plans.append(plan)
        if loss := original.difference(_FileContent.read(path)):
            return loss
    for plan, state in zip(reversed(plans), reversed(states), strict=True):
        if loss := _check_undone(path, plan, state):
            return loss
    return ""


def _check_undone(path: Path, plan: TagPlan, before: _FileContent) -> str:
    undo_plan = plan_undo(path, plan.changes, plan.container)
    if undo_plan.skipped or undo_plan.up_to_date:
        return f"could not be undone: {undo_plan.skipped or undo_plan.up_to_date}"
    apply_plan(undo_plan.plan)
    now = _FileContent.read(path)
    if (now.own_fields, now.moods) != (before.own_fields, before.moods):
        return f"undone to {now.own_fields} instead of {before.own_fields}"
    return before.difference(now)


@dataclass(frozen=True, slots=True)
class _FileContent:
    """Everything known about a file, by the program and by other readers."""

    hash: str
    packets: str
    foreign_fields: independent_reader.Fields
    own_fields: independent_reader.Fields
    moods: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> _FileContent:
        moods = read_tags(path).moods
        return cls(
            audio_hash(path),
            independent_reader.packet_hash(path),
            independent_reader.foreign_fields(path),
            independent_reader.own_fields(path),
            moods,
        )

    def difference(self, now: _FileContent) -> str:
        """Describe how `now` differs in what must not change."""
        if now.hash != self.hash:
            return "the hash of the audio changed"
        if now.packets != self.packets:
            return "the audio packets changed"
        if now.foreign_fields != self.foreign_fields:
            return f"foreign tags: {_field_difference(self.foreign_fields, now.foreign_fields)}"
        return ""


def _field_difference(a: independent_reader.Fields, b: independent_reader.Fields) -> str:
    if sorted(a) == sorted(b):
        return "another order"
    missing, new = [x for x in a if x not in b], [x for x in b if x not in a]
    return f"gone {missing[:3]}, new {new[:3]}"[:300]


def random_request(rng: random.Random) -> tuple[TagRequest, WritePolicy]:
    """Return random moods and numbers, and a random policy."""
    moods = tuple(rng.sample(_MOODS, rng.randint(1, 5)))
    policy = WritePolicy(
        mode=rng.choice([WriteMode.MERGE, WriteMode.OVERWRITE]),
        separator=rng.choice(["; ", " / ", ", "]),
        dimensions=rng.random() < 0.5,
        energy=rng.random() < 0.5,
        player=rng.choice(_PLAYERS),
    )
    return TagRequest(moods, rng.uniform(-1, 1), rng.uniform(-1, 1)), policy
