"""Properties that hold for any moods, policy and damage."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import mutagen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moodtagger.core.tag_plan import TagRequest, WriteMode, WritePolicy
from moodtagger.core.tag_reading import TagReading
from moodtagger.tags import (
    apply_plan,
    audio_hash,
    is_temp_file,
    plan_undo,
    plan_write,
    read_cover,
    read_tags,
)
from tests.unit.tags.test_bad_input import succeeds_or_advises
from tests.unit.tags.test_round_trip import WRITABLE, add_foreign_tags, everything

few_examples = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
mood_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=";/"), min_size=1, max_size=20
).filter(lambda text: bool(text.strip()))
wanted_tags = st.builds(
    TagRequest,
    moods=st.lists(mood_texts, max_size=5).map(tuple),
    valence=st.none() | st.floats(-1, 1),
    arousal=st.none() | st.floats(-1, 1),
)
policies = st.builds(
    WritePolicy, mode=st.sampled_from(WriteMode), dimensions=st.booleans(), energy=st.booleans()
)


def copied(folder: str, source: Path) -> Path:
    path = Path(folder) / source.name
    path.write_bytes(source.read_bytes())
    return path


def write_happy(path: Path) -> None:
    apply_plan(plan_write(path, TagRequest(("happy",)), WritePolicy()))


def foreign(path: Path) -> dict[str, Any]:
    ours = ("mood", "valence", "arousal", "energylevel", "tmoo")
    return {k: v for k, v in everything(path).items() if not k.lower().endswith(ours)}


@few_examples
@given(
    name=st.sampled_from(WRITABLE),
    first=wanted_tags,
    second=wanted_tags,
    one=policies,
    two=policies,
)
def test_audio_and_foreign_tags_never_change_and_undo_restores_everything(
    tiny_files: dict[str, Path],
    name: str,
    first: TagRequest,
    second: TagRequest,
    one: WritePolicy,
    two: WritePolicy,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = copied(folder, tiny_files[name])
        add_foreign_tags(path)
        digest, others = audio_hash(path), foreign(path)
        history = []
        for wanted, policy in ((first, one), (second, two)):
            plan = plan_write(path, wanted, policy)
            history.append((plan, everything(path), read_tags(path)))
            apply_plan(plan)
            assert audio_hash(path) == digest
            assert foreign(path) == others
            reading = TagReading().with_moods((*first.moods, *second.moods))
            lower = [mood.casefold() for mood in read_tags(path, reading).moods]
            assert len(set(lower)) == len(lower)
            if policy.mode is WriteMode.MERGE:
                assert {m.strip().casefold() for m in wanted.moods} <= set(lower)
        for plan, before, tags in reversed(history):
            back = plan_undo(path, plan.changes)
            assert (back.skipped, back.up_to_date) == ((), ())
            apply_plan(back.plan)
            assert everything(path) == before
            assert read_tags(path) == tags
        assert audio_hash(path) == digest


@few_examples
@given(
    name=st.sampled_from([*WRITABLE, "mka"]),
    damage=st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8),
    length=st.floats(0.01, 1),
)
def test_damaged_files_give_errors_or_are_written_correctly(
    tiny_files: dict[str, Path], name: str, damage: list[tuple[int, int]], length: float
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = copied(folder, tiny_files[name])
        data = bytearray(path.read_bytes())
        for at, byte in damage:
            data[at % len(data)] = byte
        del data[max(1, int(length * len(data))) :]
        path.write_bytes(data)
        for action in (read_tags, read_cover):
            assert succeeds_or_advises(action, path)
        digest = audio_hash(path)
        assert succeeds_or_advises(write_happy, path)
        if path.read_bytes() != data:
            assert audio_hash(path) == digest
            assert "happy" in read_tags(path).moods
        assert not any(is_temp_file(p) for p in Path(folder).iterdir())


@few_examples
@given(moods=st.lists(mood_texts, min_size=1, max_size=4, unique_by=str.casefold))
def test_mutagen_reads_what_was_written(tiny_files: dict[str, Path], moods: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, field in (("ogg", "mood"), ("m4a", "----:com.apple.iTunes:MOOD")):
            path = copied(folder, tiny_files[name])
            apply_plan(plan_write(path, TagRequest(tuple(moods)), WritePolicy()))
            found = mutagen.File(path)[field]
            texts = [v.decode() if isinstance(v, bytes) else v for v in found]
            assert {t.casefold() for t in texts} == {m.strip().casefold() for m in moods}
