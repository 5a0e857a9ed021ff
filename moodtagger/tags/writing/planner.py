"""The exact changes of one file, worked out before anything is written.

The rules: merge adds the moods that the file has in none of its usual places, takes out those that
are to give way, and leaves the other places alone; overwrite puts exactly the accepted moods into
the main place and empties the others; skip leaves a file that has moods alone. No mood is ever
written twice into a place, and without accepted moods the mood frames stay as they are. For a
player its own place gets all moods of the file, as it looks nowhere else. Numbers that a file
already has are kept unless it is overwrite or the person gave the new ones herself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from moodtagger.core.circumplex import energy, unit
from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import (
    FieldChange,
    Player,
    TagPlan,
    TagReturn,
    WantedTags,
    WriteMode,
    WritePolicy,
)
from moodtagger.tags.audio_hash import hash_of
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import container_of, open_file
from moodtagger.tags.formats.field_names import READ_NAMES, WRITE_NAMES
from moodtagger.tags.mood_text import missing, same_moods, split_moods, unique, without
from moodtagger.tags.reader import moods_of
from moodtagger.tags.writing.player_profiles import PROFILES, Profile, text_with

Path = str | os.PathLike[str]


def plan_write(
    path: Path, wanted: WantedTags, policy: WritePolicy, *, audio_hash: str | None = None
) -> TagPlan:
    """What writing `wanted` would change; TagError when the file cannot be written.

    The audio is hashed when something would change, unless the caller already knows the hash.
    """
    with open_file(path) as file:
        container = writable(container_of(file))
        container.begin_tag(PROFILES[policy.player].new_id3)
        if policy.mode is WriteMode.SKIP and moods_of(container, policy.separator):
            return _plan(path, container, (), "", "It already has moods and was left alone.")
        changes = (*_mood_changes(container, wanted, policy), *_numbers(container, wanted, policy))
        if not changes:
            return _plan(path, container, (), "", "It already holds everything that was accepted.")
        container.refuse_if_unsafe()
        return _plan(path, container, changes, audio_hash or hash_of(file, container))


def plan_undo(path: Path, changes: Sequence[FieldChange], kind: str = "") -> TagReturn:
    """The way back for the fields that still hold what was written; `kind` as in `plan_redo`."""
    return plan_redo(path, [FieldChange(c.frame, old=c.new, new=c.old) for c in changes], kind)


def plan_redo(path: Path, changes: Sequence[FieldChange], kind: str = "") -> TagReturn:
    """Making these changes once more, where the fields hold again what they held before.

    `kind` is the `container` of the plan they come from: a file whose tag was taken away since
    gets one of the same version.
    """
    with open_file(path) as file:
        container = writable(container_of(file))
        begin_as(container, kind)
        holds = {change.frame: container.values(change.frame) for change in changes}
        todo = tuple(c for c in changes if holds[c.frame] == c.old)
        there = tuple(c.frame for c in changes if holds[c.frame] == c.new != c.old)
        left = tuple(
            (frame, _found(frame, now))
            for frame, now in holds.items()
            if frame not in there and all(frame != c.frame for c in todo)
        )
        if not todo:
            return TagReturn(_plan(path, container, (), ""), there, left)
        container.refuse_if_unsafe()
        return TagReturn(_plan(path, container, todo, hash_of(file, container)), there, left)


def begin_as(container: Container, kind: str) -> None:
    """Let a file without a tag begin one of this kind ("ID3v2.3")."""
    if kind.startswith("ID3v2."):
        container.begin_tag(int(kind[-1]))


def writable(container: Container | None) -> Container:
    """The container; TagError when the kind of file is not known."""
    if container is None:
        raise TagError(
            "moodtagger cannot write tags into this kind of file.",
            advice="Convert it to FLAC, MP3, Ogg, Opus or M4A to tag it.",
        )
    return container


def _plan(
    path: Path, container: Container, changes: tuple[FieldChange, ...], digest: str, note: str = ""
) -> TagPlan:
    info = os.fstat(container.file.fileno())
    name = os.fsdecode(path)
    return TagPlan(name, container.label, changes, digest, note, stamp_of(info))


def stamp_of(info: os.stat_result) -> tuple[int, ...]:
    """Differs after every write; the time of change alone can be put back by other programs."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns


def _found(frame: str, now: tuple[str, ...]) -> str:
    if not now:
        return f"{frame} is gone now, so it was left so."
    return f"{frame} holds “{'; '.join(now)}” now, so it was left as it is."


def _mood_changes(
    container: Container, wanted: WantedTags, policy: WritePolicy
) -> list[FieldChange]:
    moods = unique(wanted.moods)
    if not moods:
        return []
    profile = PROFILES[policy.player]
    main = profile.place(container.label)
    frame = container.spelling(main)
    old = container.values(main)
    present = split_moods(old, policy.separator)
    there = moods_of(container, policy.separator)
    if policy.mode is WriteMode.OVERWRITE:
        gone, now = (*wanted.instead_of, *there), moods
        others = _other_places(container, main)
        same = same_moods(present, moods)
    else:
        gone, now = wanted.instead_of, _merged(present, there, moods, wanted, policy)
        others = _gone_elsewhere(container, main, gone, policy)
        same = now == present
    fits = policy.player is Player.GENERIC or not profile.joins(container.label) or len(old) < 2
    first = [] if same and fits else [_change(container, frame, old, now, policy)]
    return first + others + _shared(container, profile, moods, gone, policy)


def _merged(
    present: tuple[str, ...],
    there: tuple[str, ...],
    moods: tuple[str, ...],
    wanted: WantedTags,
    policy: WritePolicy,
) -> tuple[str, ...]:
    """What the main place shall hold. A player looks only there, so for one it gets all moods."""
    staying, there = without(present, wanted.instead_of), without(there, wanted.instead_of)
    if policy.player is Player.GENERIC:
        return (*staying, *missing(moods, there))
    return (*staying, *missing((*there, *moods), staying))


def _shared(
    container: Container,
    profile: Profile,
    moods: Sequence[str],
    gone: Sequence[str],
    policy: WritePolicy,
) -> list[FieldChange]:
    """Moods behind the person's own text, where the player shows nothing else."""
    frame = profile.shared_place(container)
    if frame is None:
        return []
    old = container.values(frame)
    text = text_with(old[0] if old else "", moods, gone, profile.separator or policy.separator)
    return [] if old[:1] == (text,) else [FieldChange(frame, old, (text, *old[1:]))]


def _change(
    container: Container,
    frame: str,
    old: tuple[str, ...],
    moods: tuple[str, ...],
    policy: WritePolicy,
) -> FieldChange:
    profile = PROFILES[policy.player]
    joined = (profile.separator or policy.separator).join(moods)
    return FieldChange(frame, old, (joined,) if profile.joins(container.label) else moods)


def _other_places(container: Container, main: str) -> list[FieldChange]:
    """Emptying the places beside the main one."""
    changes = []
    for name in READ_NAMES[container.kind]["mood"]:
        old = container.values(name)
        if name.casefold() != main.casefold() and old:
            changes.append(FieldChange(container.spelling(name), old, ()))
    return changes


def _gone_elsewhere(
    container: Container, main: str, gone: tuple[str, ...], policy: WritePolicy
) -> list[FieldChange]:
    """Taking moods that give way out of the places beside the main one; the others stay there."""
    changes = []
    for name in READ_NAMES[container.kind]["mood"]:
        old = container.values(name)
        present = split_moods(old, policy.separator)
        staying = without(present, gone)
        if name.casefold() == main.casefold() or staying == present:
            continue
        frame = container.spelling(name)
        empty = FieldChange(frame, old, ())
        changes.append(_change(container, frame, old, staying, policy) if staying else empty)
    return changes


def _numbers(container: Container, wanted: WantedTags, policy: WritePolicy) -> list[FieldChange]:
    names = WRITE_NAMES[container.label]
    changes = []
    for field, text in _number_texts(wanted, policy).items():
        if field not in names:
            continue
        old = container.values(names[field])
        if old != (text,) and (not old or wanted.by_hand or policy.mode is WriteMode.OVERWRITE):
            changes.append(FieldChange(container.spelling(names[field]), old, (text,)))
    return changes


def _number_texts(wanted: WantedTags, policy: WritePolicy) -> Mapping[str, str]:
    """Valence and arousal as 0..1 with two decimals, energy as a whole number 1..10."""
    texts: dict[str, str] = {}
    if policy.dimensions and wanted.valence is not None:
        texts["valence"] = f"{unit(wanted.valence):.2f}"
    if policy.dimensions and wanted.arousal is not None:
        texts["arousal"] = f"{unit(wanted.arousal):.2f}"
    if policy.energy and wanted.arousal is not None:
        texts["energy"] = str(energy(wanted.arousal))
    return texts
