"""Mutated files and bombs through decoding, tags, covers and the safe save.

A small part of `python -m tests.robustness --part fuzzing`, and proof that it would find
the faults that it looks for.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from random import Random

import pytest

from moodtagger.core.errors import TagError
from moodtagger.core.tag_plan import TagPlan
from moodtagger.tags import read_cover, read_tags
from moodtagger.tags.writing import reader_process
from tests.robustness.fuzzing import decompression_bombs, trial
from tests.robustness.fuzzing.bomb_trials import bomb_rows
from tests.robustness.fuzzing.cover_fuzzing import picture_rows
from tests.robustness.fuzzing.mutators import MUTATIONS, mutate
from tests.robustness.fuzzing.report import fuzzing_page, fuzzing_rows
from tests.robustness.fuzzing.runner import FuzzRunner, MutationTrial
from tests.robustness.fuzzing.seed_corpus import make_corpus, png
from tests.support.trial_results import TrialPlan

SEED = 20
MUTATED = 400
DANGEROUS = (
    "ID3v2.4 picture that unpacks to 8 GB",
    "ID3v2.3 of a million frames",
    "MP4 atoms 50,000 deep (meta)",
    "MP4 of half a million entries",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.mark.slow
def test_mutations_break_nothing(tmp_path: Path) -> None:
    messages: list[str] = []
    FuzzRunner(tmp_path, SEED, messages.append).run(MUTATED // 10)
    trials = FuzzRunner(tmp_path, SEED, messages.append).run(MUTATED)
    assert messages[0] == f"  {MUTATED // 10} of {MUTATED} were done before"
    assert [t.number for t in trials] == list(range(MUTATED))
    assert [trial for trial in trials if any(map(bad, trial.ended.values()))] == []
    assert {t.ended["save"] for t in trials} == {"ok", "refused"}
    assert "None: each step ended well" in fuzzing_page(trials, SEED)
    again = FuzzRunner(tmp_path, SEED, messages.append).repeat([7, 3])
    assert [(t.number, t.how, t.ended) for t in again] == [
        (t.number, t.how, t.ended) for t in (trials[3], trials[7])
    ]
    assert (
        tmp_path / f"again-7{list(make_corpus(tmp_path / 'corpus').values())[7].suffix}"
    ).exists()


def bad(ending: str) -> bool:
    return ending not in ("ok", "refused")


@pytest.mark.slow
def test_mutated_pictures_break_nothing(tmp_path: Path) -> None:
    (row,) = picture_rows(TrialPlan(tmp_path, fraction=0.05))
    assert (row.tried, row.lost) == (250, 0)
    assert not row.note.startswith("0 ")


@pytest.mark.slow
def test_bombs_take_bounded_time_and_memory(tmp_path: Path) -> None:
    rows = bomb_rows(tmp_path, TrialPlan(tmp_path, fraction=0.01), DANGEROUS)
    assert [row for row in rows if row.lost] == []
    assert [row.tried for row in rows] == [*[1] * len(DANGEROUS), 60]


def test_mutations_are_effective_and_deterministic(
    corpus: dict[str, Path],
) -> None:
    others = [path.read_bytes() for path in corpus.values()]
    for name, mutation in MUTATIONS.items():
        results = []
        for _ in range(2):
            data = bytearray(others[0])
            for number in range(5):
                mutation(data, Random(number), others)
            results.append(bytes(data))
        assert results[0] == results[1] != others[0], name
    assert mutate(others[7], Random(3), others) == mutate(others[7], Random(3), others)


def test_a_damaging_write_is_found(
    corpus: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "song.flac"

    def careless(plan: TagPlan) -> None:
        data = bytearray(path.read_bytes())
        data[-2000] ^= 1
        path.write_bytes(data)

    def hasty(plan: TagPlan) -> None:
        path.write_bytes(path.read_bytes()[:-1])
        raise TagError("It did not work.")

    def untidy(plan: TagPlan) -> None:
        (tmp_path / ".moodtagger-copy").touch()
        raise TagError("It did not work.")

    for save, found in ((careless, "other audio"), (hasty, "differs"), (untidy, "stray file")):
        path.write_bytes(corpus["flac"].read_bytes())
        monkeypatch.setattr(trial, "apply_plan", save)
        assert found in trial.try_file(path, lambda step: None).ended["save"]


def test_faults_are_counted_and_reported() -> None:
    trials = [
        MutationTrial(0, "flac", "bits", {"decode": "died (-11)"}),
        MutationTrial(
            1, "ogg", "zeros", {"decode": "ok", "tags": "KeyError: 1", "cover": "died (-9)"}
        ),
    ]
    assert [row.lost for row in fuzzing_rows(trials)] == [0, 1, 1, 0]
    assert "mutation 1 (ogg, zeros): tags KeyError: 1" in fuzzing_page(trials, 1)


@pytest.mark.parametrize(("version", "flags"), [(3, 0x0080), (4, 0x0009)])
def test_a_compressed_cover_is_read_unless_it_is_a_bomb(
    corpus: dict[str, Path], tmp_path: Path, version: int, flags: int
) -> None:
    def with_cover(picture: bytes) -> Path:
        body = b"\0image/png\0\3\0" + picture
        declared = (
            len(body).to_bytes(4, "big")
            if version == 3
            else decompression_bombs.synchsafe(len(body))
        )
        frame = decompression_bombs.frame(
            version, b"APIC", declared + zlib.compress(body, 9), flags
        )
        path = tmp_path / "song.mp3"
        path.write_bytes(decompression_bombs.id3(version, frame) + corpus["mp3, bare"].read_bytes())
        return path

    assert read_cover(with_cover(png())) == png()
    with pytest.raises(TagError, match="far too large"):
        read_cover(with_cover(bytes(30 << 20)))


def test_thousands_of_moods_in_one_field_are_refused(
    corpus: dict[str, Path], tmp_path: Path
) -> None:
    path = tmp_path / "song.mp3"
    frames = decompression_bombs.frame(4, b"TMOO", b"\3sad") * 2000
    path.write_bytes(decompression_bombs.id3(4, frames) + corpus["mp3, bare"].read_bytes())
    with pytest.raises(TagError, match="far too large"):
        read_tags(path)


def test_mutagen_is_killed_when_it_takes_too_long(
    corpus: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    song = corpus["mp3, ID3v2.4"]
    texts = reader_process.read_texts_isolated("id3", song)
    assert texts is not None
    assert texts["TIT2"] == ("Fuzzy Song",)
    pipe = tmp_path / "pipe.mp3"
    os.mkfifo(pipe)  # reading it never ends
    monkeypatch.setattr(reader_process, "TIMEOUT_S", 0.05)
    assert reader_process.read_texts_isolated("id3", pipe) is None
    monkeypatch.setattr(reader_process, "TIMEOUT_S", 60.0)
    assert reader_process.read_texts_isolated("id3", song) == texts
