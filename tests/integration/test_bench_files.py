"""The disasters of a file, in small: every shape once, its nature, and other programs' readers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from moodtagger.tags.files import in_place_write as in_place
from moodtagger.tags.formats.base import Item
from moodtagger.tags.formats.id3 import tag as id3_tag
from moodtagger.tags.formats.id3.mp3 import Id3Container
from tests.robustness import audio_fixtures as songs
from tests.robustness import files
from tests.robustness import third_party_readers as readers
from tests.robustness.files import (
    file_metadata as nature,
)
from tests.robustness.files import (
    file_variants as shapes,
)
from tests.robustness.files import (
    unchanged_content as content,
)
from tests.robustness.third_party_readers import READERS, TagReader
from tests.support.trial_results import TrialPlan


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return songs.make_songs(tmp_path_factory.mktemp("songs"))


@pytest.fixture(scope="module")
def forms(
    made: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, shapes.FileVariant]:
    """All shapes but the large ones, which have their time in the bench."""
    return shapes.make_variants(made, tmp_path_factory.mktemp("shapes"), large=False)


def test_every_shape_keeps_its_audio_and_what_is_not_ours(
    forms: dict[str, shapes.FileVariant], tmp_path: Path
) -> None:
    assert len(forms) > 40
    assert {form.kind for form in forms.values()} >= {"MP3", "FLAC", "Ogg", "MP4", "WMA", "APEv2"}
    trial = content.UnchangedContentTrial(forms, tmp_path, seed=1)
    assert [loss for number in range(len(forms)) if (loss := trial(number))] == []


def test_a_writer_that_drops_a_foreign_frame_is_seen(
    forms: dict[str, shapes.FileVariant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(self: Id3Container, items: Sequence[Item]) -> list[object]:
        kept = [item for item in items if item.name != "XYZW"]
        return list(id3_tag.render_tag(self.file, self.tag, kept))

    monkeypatch.setattr(Id3Container, "render_tag", careless)
    monkeypatch.setattr("moodtagger.tags.writing.writer.check_copy", lambda *_: None)
    monkeypatch.setattr("moodtagger.tags.writing.writer.check_with_mutagen", lambda *_: None)
    odd = {"mp3 v2.3": forms["mp3 v2.3"]}
    assert "foreign tags" in content.UnchangedContentTrial(odd, tmp_path, seed=1)(0)


@pytest.mark.parametrize("what", nature.CHECKS)
def test_the_nature_of_files_is_kept(made: dict[str, Path], tmp_path: Path, what: str) -> None:
    trial = nature.MetadataTrial(made, TrialPlan(tmp_path), nature.CHECKS[what])
    assert [loss for number in range(4) if (loss := trial(number))] == []


def test_an_exchange_of_hard_links_is_seen(
    made: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_place, "requires_in_place", lambda *_: False)
    assert nature.MetadataTrial(made, TrialPlan(tmp_path), nature.hard_links)(0)


def test_the_part_has_a_row_for_each_kind_and_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = dict(list(shapes.id3_shapes.SHAPES.items())[:2])
    monkeypatch.setattr(shapes.id3_shapes, "SHAPES", few)
    monkeypatch.setattr(shapes, "_modifiers", lambda: iter(()))
    plan = TrialPlan(tmp_path, fraction=0.001)
    rows = files.run_trials(plan, lambda _text: None)
    assert [row.lost for row in rows] == [0] * (1 + len(nature.CHECKS))
    monkeypatch.setattr(content.UnchangedContentTrial, "__call__", lambda *_: "tried again")
    assert files.run_trials(plan, lambda _text: None)[0].lost == 0


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.program)
def test_other_programs_read_the_moods(reader: TagReader, tmp_path: Path) -> None:
    if not reader.command():
        pytest.skip(f"{reader.program} is not installed")
    few = [name for name in reader.formats if name in ("id3v23", "mp3", "flac", "vorbis", "aac")]
    for name, path in readers.write_tagged_songs(tmp_path, few).items():
        assert readers.found_tags(reader, path) != "nothing", name


def test_a_reader_that_finds_nothing_counts_as_a_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = TagReader(shutil.which("true") or "true", (), ("flac",))
    monkeypatch.setattr(readers, "READERS", (blind,))
    monkeypatch.setattr(readers, "write_tagged_songs", lambda folder: {"flac": tmp_path / "x"})
    (row,) = readers.run_trials(TrialPlan(tmp_path), lambda _text: None)
    assert (row.tried, row.lost) == (1, 1)
