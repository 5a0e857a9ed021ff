"""Plan the exact changes of a file before anything is written.

Merging adds the moods that the file has in none of its mood fields and removes the replaced ones;
overwriting writes exactly the accepted moods into the main field and clears the others; skipping
leaves a file that has moods alone. No mood is ever written twice into a field, and without accepted
moods the mood fields stay as they are. With a target player, its own field gets all moods of the
file, since the player reads no other. Numbers in the file are kept, unless they are overwritten or
the user entered the new ones manually.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from moodtagger.core.circumplex import energy_level, to_unit_interval
from moodtagger.core.errors import FileChangedError
from moodtagger.core.messages import Message
from moodtagger.core.tag_plan import (
    FieldChange,
    RestorePlan,
    TagPlan,
    TagRequest,
    TargetPlayer,
    WriteMode,
    WritePolicy,
)
from moodtagger.core.tag_reading import DEFAULT_READING, TagReading
from moodtagger.tags.fields import (
    PLAYER_PROFILES,
    WRITE_NAMES,
    PlayerProfile,
    append_moods,
    missing_moods,
    mood_names,
    same_moods,
    split_moods,
    unique_texts,
    without_moods,
)
from moodtagger.tags.files.byte_spans import FileSpan
from moodtagger.tags.files.byte_spans import digest as digest_spans
from moodtagger.tags.formats.base import Container
from moodtagger.tags.formats.detection import detect_container, open_file
from moodtagger.tags.formats.mp3 import unwritable_format_error
from moodtagger.tags.formats.read_only import ReadOnly
from moodtagger.tags.reader import hash_audio_data
from moodtagger.tags.texts import FileTexts
from moodtagger.tags.writing.music_fields import music_changes

StrPath = str | os.PathLike[str]


def plan_write(
    path: StrPath,
    tags: TagRequest,
    policy: WritePolicy,
    *,
    reading: TagReading = DEFAULT_READING,
    audio_hash: str | None = None,
) -> TagPlan:
    """Plan what writing `tags` changes; raise TagError when the file cannot be written.

    `reading` is how the moods of the file are understood; the separator of `policy` parts them
    too, and the moods of `tags` stay whole. The audio is hashed if something would change and the
    caller does not pass the hash. Raises FileChangedError when it is other audio than the request
    is for.
    """
    with open_file(path) as file:
        container = require_writable(detect_container(file))
        container.set_new_tag_version(PLAYER_PROFILES[policy.player].new_id3_version)
        reading = reading.with_separator(policy.separator).with_moods(tags.moods)
        texts = FileTexts(container, reading)
        if policy.mode is WriteMode.SKIP and (texts.moods() or texts.fallback.get("mood")):
            return _make_plan(path, container, (), "", Message.of("Skipped: it already has moods."))
        changes = music_changes(
            container,
            tags,
            policy,
            (
                *_mood_changes(container, tags, policy, texts),
                *_number_changes(container, tags, policy),
            ),
        )
        note = _note_on_other_moods(texts, tags, policy)
        if not changes:
            return _make_plan(
                path,
                container,
                (),
                "",
                note or Message.of("All accepted moods are already written."),
            )
        container.check_rewritable()
        digest = audio_hash or hash_audio_data(file, container)
        if tags.audio_hash not in (None, digest) and not _is_whole_file(file, tags.audio_hash):
            raise FileChangedError(
                Message.of("The audio has changed since the file was analyzed."),
                advice=Message.of("Scan its folder again, then write again."),
            )
        shown = ((change, texts.values(change.frame)) for change in changes)
        decoded = tuple((change.frame, old) for change, old in shown if old != change.old)
        return replace(_make_plan(path, container, changes, digest, note), decoded=decoded)


def _is_whole_file(file: BinaryIO, audio_hash: str) -> bool:
    """Whether a file has this hash as a whole, as earlier versions hashed kinds unknown to them."""
    size = os.fstat(file.fileno()).st_size
    return digest_spans(file, [FileSpan(0, size)]) == audio_hash


def plan_undo(path: StrPath, changes: Sequence[FieldChange], kind: str = "") -> RestorePlan:
    """Plan to undo the changes in fields that still hold what was written; see `plan_redo`."""
    return plan_redo(path, [FieldChange(c.frame, old=c.new, new=c.old) for c in changes], kind)


def plan_redo(path: StrPath, changes: Sequence[FieldChange], kind: str = "") -> RestorePlan:
    """Plan to repeat the changes in fields that hold again what they held before them.

    `kind` is the `container` of the plan that the changes come from: a file that lost its tag since
    gets one of the same version.
    """
    with open_file(path) as file:
        container = require_writable(detect_container(file))
        apply_tag_version(container, kind)
        current = {change.frame: container.values(change.frame) for change in changes}
        applicable = tuple(c for c in changes if current[c.frame] == c.old)
        already_there = tuple(c.frame for c in changes if current[c.frame] == c.new != c.old)
        conflicts = tuple(
            (frame, _conflict_message(frame, values))
            for frame, values in current.items()
            if frame not in already_there and all(frame != c.frame for c in applicable)
        )
        if not applicable:
            return RestorePlan(_make_plan(path, container, (), ""), already_there, conflicts)
        container.check_rewritable()
        return RestorePlan(
            _make_plan(path, container, applicable, hash_audio_data(file, container)),
            already_there,
            conflicts,
        )


def apply_tag_version(container: Container, label: str) -> None:
    """Set the version ("ID3v2.3") of the tag that a file without one gets."""
    if label.startswith("ID3v2."):
        container.set_new_tag_version(int(label[-1]))


def require_writable(container: Container | None) -> Container:
    """Return the container; raise TagError when the format is unknown or is only read."""
    if container is None:
        raise unwritable_format_error()
    if isinstance(container, ReadOnly):
        container.check_rewritable()
    return container


def _make_plan(
    path: StrPath,
    container: Container,
    changes: tuple[FieldChange, ...],
    digest: str,
    note: str = "",
) -> TagPlan:
    info = os.fstat(container.file.fileno())
    name = os.fsdecode(path)
    return TagPlan(name, container.label, changes, digest, note, file_stamp(info))


def file_stamp(info: os.stat_result) -> tuple[int, ...]:
    """Return a value that differs after every write; other programs may reset the mtime alone."""
    return info.st_size, info.st_mtime_ns, info.st_ctime_ns


def _conflict_message(frame: str, values: tuple[str, ...]) -> Message:
    if not values:
        return Message.of("{frame} is no longer there, so nothing was changed.", frame=frame)
    return Message.of(
        "{frame} is now “{values}”, so it was not changed.",
        frame=frame,
        values="; ".join(values),
    )


def _note_on_other_moods(texts: FileTexts, tags: TagRequest, policy: WritePolicy) -> str:
    """Say which moods stay where nothing can be written, such as an APE tag of version 1."""
    if policy.mode is not WriteMode.OVERWRITE or not tags.moods:
        return ""
    read_only = split_moods(texts.fallback.get("mood", ()), texts.reading)
    staying = missing_moods(read_only, (*texts.moods(), *tags.moods))
    if not staying:
        return ""
    return Message.of(
        "“{moods}” stays in a tag that moodtagger can only read.",
        moods="; ".join(staying),
    )


def _mood_changes(
    container: Container, tags: TagRequest, policy: WritePolicy, texts: FileTexts
) -> list[FieldChange]:
    moods = unique_texts(tags.moods)
    if not moods:
        return []
    profile = PLAYER_PROFILES[policy.player]
    main_field = profile.mood_field(container.label)
    frame = container.name_as_spelled(main_field)
    old = container.values(main_field)
    old_texts = texts.values(main_field)
    present, all_moods = split_moods(old_texts, texts.reading), texts.moods()
    if policy.mode is WriteMode.OVERWRITE:
        removed, result = (*tags.replaced_moods, *all_moods), moods
        other_changes = _clear_other_fields(container, main_field)
        same = same_moods(present, moods)
    else:
        removed, result = tags.replaced_moods, _merge_moods(present, all_moods, moods, tags, policy)
        other_changes = _remove_from_other_fields(container, texts, main_field, removed, policy)
        same = result == present
        if policy.player is TargetPlayer.GENERIC and result[: len(present)] == present:
            # What only the more doubtful separators part stays one text, as the user wrote it.
            strict = TagReading((";",)).with_separator(policy.separator).with_moods(tags.moods)
            result = (*split_moods(old_texts, strict), *result[len(present) :])
    fits = policy.player is TargetPlayer.GENERIC or _is_readable_by_player(
        container, old_texts, present, profile
    )
    first = [] if same and fits else [_mood_change(container, frame, old, result, policy)]
    return first + other_changes + _shared_field_changes(texts, profile, moods, removed, policy)


def _is_readable_by_player(
    container: Container, old: tuple[str, ...], present: tuple[str, ...], profile: PlayerProfile
) -> bool:
    """Whether the player finds the moods that are present in the texts of its field."""
    separators = tuple(filter(None, [profile.separator.strip()]))
    player_moods = split_moods(old, TagReading(separators).with_moods(present))
    return player_moods == present and (not profile.joins_moods(container.label) or len(old) < 2)


def _merge_moods(
    present: tuple[str, ...],
    all_moods: tuple[str, ...],
    moods: tuple[str, ...],
    tags: TagRequest,
    policy: WritePolicy,
) -> tuple[str, ...]:
    """Return the new moods of the main field: all of the file's moods if a player reads only it."""
    remaining, all_moods = (
        without_moods(present, tags.replaced_moods),
        without_moods(all_moods, tags.replaced_moods),
    )
    if policy.player is TargetPlayer.GENERIC:
        return (*remaining, *missing_moods(moods, all_moods))
    return (*remaining, *missing_moods((*all_moods, *moods), remaining))


def _shared_field_changes(
    texts: FileTexts,
    profile: PlayerProfile,
    moods: Sequence[str],
    removed: Sequence[str],
    policy: WritePolicy,
) -> list[FieldChange]:
    """Append moods to the user's own text, if the player shows them only there."""
    frame = profile.shared_field(texts.container)
    if frame is None:
        return []
    old, shown = texts.container.values(frame), texts.values(frame)
    text = append_moods(
        shown[0] if shown else "", moods, removed, profile.separator or policy.separator
    )
    return [] if shown[:1] == (text,) else [FieldChange(frame, old, (text, *shown[1:]))]


def _mood_change(
    container: Container,
    frame: str,
    old: tuple[str, ...],
    moods: tuple[str, ...],
    policy: WritePolicy,
) -> FieldChange:
    profile = PLAYER_PROFILES[policy.player]
    joined = (profile.separator or policy.separator).join(moods)
    return FieldChange(frame, old, (joined,) if profile.joins_moods(container.label) else moods)


def _clear_other_fields(container: Container, main_field: str) -> list[FieldChange]:
    """Clear all mood fields except the main one."""
    changes = []
    for name in mood_names(container):
        old = container.values(name)
        if name.casefold() != main_field.casefold() and old:
            changes.append(FieldChange(container.name_as_spelled(name), old, ()))
    return changes


def _remove_from_other_fields(
    container: Container,
    texts: FileTexts,
    main_field: str,
    removed: tuple[str, ...],
    policy: WritePolicy,
) -> list[FieldChange]:
    """Remove the replaced moods from all mood fields except the main one."""
    changes = []
    for name in mood_names(container):
        old = container.values(name)
        present = split_moods(texts.values(name), texts.reading)
        remaining = without_moods(present, removed)
        if name.casefold() == main_field.casefold() or remaining == present:
            continue
        frame = container.name_as_spelled(name)
        empty = FieldChange(frame, old, ())
        changes.append(
            _mood_change(container, frame, old, remaining, policy) if remaining else empty
        )
    return changes


def _number_changes(
    container: Container, tags: TagRequest, policy: WritePolicy
) -> list[FieldChange]:
    names = WRITE_NAMES[container.label]
    changes = []
    for field, text in _number_texts(tags, policy).items():
        if field not in names:
            continue
        old = container.values(names[field])
        if old != (text,) and (
            not old or tags.user_corrected or policy.mode is WriteMode.OVERWRITE
        ):
            changes.append(FieldChange(container.name_as_spelled(names[field]), old, (text,)))
    return changes


def _number_texts(tags: TagRequest, policy: WritePolicy) -> Mapping[str, str]:
    """Format valence and arousal as 0 to 1 with two decimals, energy as an integer from 1 to 10."""
    texts: dict[str, str] = {}
    if policy.dimensions and tags.valence is not None:
        texts["valence"] = f"{to_unit_interval(tags.valence):.2f}"
    if policy.dimensions and tags.arousal is not None:
        texts["arousal"] = f"{to_unit_interval(tags.arousal):.2f}"
    if policy.energy and tags.arousal is not None:
        texts["energy"] = str(energy_level(tags.arousal))
    return texts
