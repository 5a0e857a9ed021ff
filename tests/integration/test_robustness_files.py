"""A short run of the robustness suite for files: variants, metadata, other readers."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from moodtagger.tags.files import in_place_write
from moodtagger.tags.formats import id3_tag
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.mp3 import Id3Container
from tests.robustness import audio_fixtures, files, third_party_readers
from tests.robustness.files import (
    file_metadata,
    file_variants,
    id3_variants,
    identical_undo,
    unchanged_content,
)
from tests.robustness.fuzzing.runner import peak_mb
from tests.robustness.third_party_readers import READERS, TagReader
from tests.support.trial_results import TrialPlan


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return audio_fixtures.make_songs(tmp_path_factory.mktemp("songs"))


@pytest.fixture(scope="module")
def forms(
    made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, file_variants.FileVariant]:
    """All variants but the large ones, which only the full suite tries."""
    return file_variants.make_variants(made, tmp_path_factory.mktemp("shapes"), large=False)


def test_every_shape_keeps_its_audio_and_what_is_not_ours(
    forms: dict[str, file_variants.FileVariant], tmp_path: Path
) -> None:
    assert len(forms) > 40
    assert {form.kind for form in forms.values()} >= {"MP3", "FLAC", "Ogg", "MP4", "WMA", "APEv2"}
    trial = unchanged_content.UnchangedContentTrial(forms, tmp_path, seed=1)
    assert [loss for number in range(len(forms)) if (loss := trial(number))] == []


def test_every_shape_is_the_same_file_again_after_undo(
    forms: dict[str, file_variants.FileVariant], tmp_path: Path
) -> None:
    written = {name: form for name, form in forms.items() if not form.refused}
    trial = identical_undo.IdenticalUndoTrial(written, tmp_path / "undone", seed=1)
    assert [loss for number in range(len(written)) if (loss := trial(number))] == []


def test_an_undo_of_fields_alone_is_seen(
    forms: dict[str, file_variants.FileVariant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moodtagger.services.tag_history.restore_old_file", lambda *_, **__: False)
    padded = {"flac no padding": forms["flac no padding"]}
    assert identical_undo.IdenticalUndoTrial(padded, tmp_path / "undone", seed=1)(0)


def test_a_writer_that_drops_a_foreign_frame_is_seen(
    forms: dict[str, file_variants.FileVariant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(self: Id3Container, items: Sequence[Item]) -> list[object]:
        kept = [item for item in items if item.name != "XYZW"]
        return list(id3_tag.render_tag(self.file, self.tag, kept))

    monkeypatch.setattr(Id3Container, "render_tag", careless)
    monkeypatch.setattr("moodtagger.tags.writing.writer.check_copy", lambda *_: None)
    monkeypatch.setattr("moodtagger.tags.writing.writer.check_with_mutagen", lambda *_: None)
    odd = {"mp3 v2.3": forms["mp3 v2.3"]}
    assert "foreign tags" in unchanged_content.UnchangedContentTrial(odd, tmp_path, seed=1)(0)


@pytest.mark.parametrize("what", file_metadata.CHECKS)
def test_the_nature_of_files_is_kept(made: dict[str, Path], tmp_path: Path, what: str) -> None:
    trial = file_metadata.MetadataTrial(made, TrialPlan(tmp_path), file_metadata.CHECKS[what])
    assert [loss for number in range(4) if (loss := trial(number))] == []


def test_an_exchange_of_hard_links_is_seen(
    made: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_place_write, "requires_in_place", lambda *_: False)
    assert file_metadata.MetadataTrial(made, TrialPlan(tmp_path), file_metadata.hard_links)(0)


def test_the_part_has_a_row_for_each_kind_and_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = dict(list(id3_variants.SHAPES.items())[:2])
    monkeypatch.setattr(id3_variants, "SHAPES", few)
    monkeypatch.setattr(file_variants, "_modifiers", lambda: iter(()))
    plan = TrialPlan(tmp_path, fraction=0.001)
    rows = files.run_trials(plan, lambda _text: None)
    assert [row.lost for row in rows] == [0] * (2 + len(file_metadata.CHECKS))
    monkeypatch.setattr(
        unchanged_content.UnchangedContentTrial, "__call__", lambda *_: "tried again"
    )
    assert files.run_trials(plan, lambda _text: None)[0].lost == 0


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.program)
def test_other_programs_read_the_moods(reader: TagReader, tmp_path: Path) -> None:
    if not reader.command():
        pytest.skip(f"{reader.program} is not installed")
    few = [name for name in reader.formats if name in ("id3v23", "mp3", "flac", "vorbis", "aac")]
    for name, path in third_party_readers.write_tagged_songs(tmp_path, few).items():
        assert third_party_readers.found_tags(reader, path) != "nothing", name


def test_a_reader_that_finds_nothing_counts_as_a_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = TagReader(shutil.which("true") or "true", (), ("flac",))
    monkeypatch.setattr(third_party_readers, "READERS", (blind,))
    monkeypatch.setattr(
        third_party_readers, "write_tagged_songs", lambda folder: {"flac": tmp_path / "x"}
    )
    (row,) = third_party_readers.run_trials(TrialPlan(tmp_path), lambda _text: None)
    assert (row.tried, row.lost) == (1, 1)


def _report_growth(pipe: Connection) -> None:
    before = peak_mb()
    wasted = bytearray(200 << 20)  # zeros that are written, so that they are resident
    wasted[::4096] = b"x" * len(wasted[::4096])
    pipe.send(peak_mb() - before)


def test_the_peak_memory_of_a_process_is_its_own() -> None:
    """Also when its parent process had a higher peak."""
    ballast = bytearray(b"x") * (400 << 20)
    del ballast
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report_growth, args=(theirs,))
    process.start()
    assert ours.poll(60)
    growth_mb = ours.recv()
    process.join()
    assert 190 < growth_mb < 300
