"""A song is written, written again, and both are undone; all else is held against what it was."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import Player, TagPlan, WantedTags, WriteMode, WritePolicy
from moodtagger.tags import apply_plan, audio_hash, plan_undo, plan_write, read_tags
from tests.robustness.files import independent_reader as look
from tests.robustness.files.file_variants import Form

# Of the others, comment and grouping are fields to write and not foreign ones.
_PLAYERS = (Player.GENERIC, Player.KODI, Player.MUSICBEE, Player.FOOBAR2000)
_WORDS = ("happy", "Calm", "zärtlich", "暗い", "sad", "wistful", "x" * 300, "🎵", "mellow", "tense")


@dataclass(frozen=True, slots=True)
class Trial:
    """Trial number n takes the shapes in turn, moods and policy by chance from the seed."""

    forms: Mapping[str, Form]
    folder: Path
    seed: int

    def __call__(self, number: int) -> str:
        """What was lost, empty when nothing."""
        name = list(self.forms)[number % len(self.forms)]
        form = self.forms[name]
        rng = random.Random(f"{self.seed} {name} {number}")
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"song{form.path.suffix}"
        path.write_bytes(form.path.read_bytes())
        loss = _refused(path, rng) if form.refused else _written(path, rng)
        return f"{name}: {loss}" if loss else ""


def _refused(path: Path, rng: random.Random) -> str:
    before = path.read_bytes()
    try:
        apply_plan(plan_write(path, *_wanted(rng)))
    except TagError as error:
        if not (error.advice and error.reason):
            return "refused without a sentence"
    else:
        return "was written, though that is not safe"
    return "" if path.read_bytes() == before else "a refused file was changed"


def _written(path: Path, rng: random.Random) -> str:
    begin = _State.of(path)
    states, plans = [], []
    for _ in range(2):
        states.append(_State.of(path))
        plan = plan_write(path, *_wanted(rng))
        apply_plan(plan)
        plans.append(plan)
        if loss := begin.lost(_State.of(path)):
            return loss
    for plan, state in zip(reversed(plans), reversed(states), strict=True):
        if loss := _undone(path, plan, state):
            return loss
    return ""


def _undone(path: Path, plan: TagPlan, before: _State) -> str:
    back = plan_undo(path, plan.changes, plan.container)
    if back.left or back.there:
        return f"could not be undone: {back.left or back.there}"
    apply_plan(back.plan)
    now = _State.of(path)
    if (now.own, now.moods) != (before.own, before.moods):
        return f"undone to {now.own} instead of {before.own}"
    return before.lost(now)


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that can be known of a song, by the program and without it."""

    hash: str
    packets: str
    foreign: look.Things
    own: look.Things
    moods: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> _State:
        moods = read_tags(path).moods
        return cls(audio_hash(path), look.packets(path), look.foreign(path), look.own(path), moods)

    def lost(self, now: _State) -> str:
        """How `now` differs in what must not change."""
        if now.hash != self.hash:
            return "the hash of the audio changed"
        if now.packets != self.packets:
            return "the audio packets changed"
        if now.foreign != self.foreign:
            return f"foreign tags: {_difference(self.foreign, now.foreign)}"
        return ""


def _difference(a: look.Things, b: look.Things) -> str:
    if sorted(a) == sorted(b):
        return "another order"
    gone, new = [x for x in a if x not in b], [x for x in b if x not in a]
    return f"gone {gone[:3]}, new {new[:3]}"[:300]


def _wanted(rng: random.Random) -> tuple[WantedTags, WritePolicy]:
    moods = tuple(rng.sample(_WORDS, rng.randint(1, 5)))
    policy = WritePolicy(
        mode=rng.choice([WriteMode.MERGE, WriteMode.OVERWRITE]),
        separator=rng.choice(["; ", " / ", ", "]),
        dimensions=rng.random() < 0.5,
        energy=rng.random() < 0.5,
        player=rng.choice(_PLAYERS),
    )
    return WantedTags(moods, rng.uniform(-1, 1), rng.uniform(-1, 1)), policy
