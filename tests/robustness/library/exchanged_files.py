"""Files that are exchanged while they are analyzed: no song gets the result of another."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from moodtagger.services.scan import scanner
from moodtagger.store import Library, open_library
from tests.support.exchanged_files import EXCHANGES, STEPS, ExchangePool, title_of, write_songs
from tests.support.fake_pool import run_scan
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

TRIALS = 400
SONGS = 5


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Expect each song with its own title, analysis and decision, at once and after a scan."""
    trials = ResumableTrials("library", plan, log)
    folder = plan.work / "library" / "exchanged"
    trials.run(
        "exchanged while analyzed",
        plan.trial_count(TRIALS),
        ExchangeTrials(folder, plan.seed).trial,
    )
    return trials.rows


class ExchangeTrials:
    """Two of some songs are exchanged at a step of a scan, once or again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed

    def trial(self, number: int) -> str:
        """Exchange two songs during a scan; returns what was mixed up or lost."""
        rng = random.Random(f"{self._seed} {number}")
        shutil.rmtree(self._folder, ignore_errors=True)
        songs = write_songs(self._folder / "music", SONGS)
        with open_library(self._folder / "home" / "library.sqlite") as library:
            known, changed = songs_before(rng, number, songs)
            if known:
                run_scan(library, *known, pool=ExchangePool(_no_hook))
                decide(library)
            decided = {title_of(song) for song in known}
            for song in changed:
                song.touch()
            step, kind = rng.choice(STEPS), rng.choice(list(EXCHANGES))
            times = rng.choice((1, 1, 2, 100))
            pool = ExchangePool(exchange_at(step, times, EXCHANGES[kind], rng, songs))
            interval_s = -1.0 if number % 3 == 0 else 0.5  # saves after each file, or rarely
            with patch.object(scanner, "_FLUSH_INTERVAL_S", interval_s):
                run_scan(library, self._folder / "music", pool=pool)
            failures = mixed_up(library)
            run_scan(library, self._folder / "music", pool=ExchangePool(_no_hook))
            failures += mixed_up(library) + missing(library, songs)
            failures += lost_decisions(library, decided)
        where = f"{kind} when {step}, {times} times, {len(known)} known, {len(changed)} changed"
        return f"{where}: {'; '.join(failures[:3])}" if failures else ""


def songs_before(
    rng: random.Random, number: int, songs: list[Path]
) -> tuple[list[Path], list[Path]]:
    """Return the songs that the library knows, and those of them that have changed since."""
    known = songs if rng.random() < 0.5 else []
    if number % 2 == 0:
        return known, known
    mixture = random.Random(number)  # `rng` goes on as in the other trials
    known = mixture.sample(songs, mixture.randint(1, len(songs)))
    return known, mixture.sample(known, mixture.randint(0, len(known)))


def _no_hook(step: str, path: str) -> None:
    pass


def exchange_at(
    step: str,
    times: int,
    exchange: Callable[[Path, Path], None],
    rng: random.Random,
    songs: list[Path],
) -> Callable[[str, str], None]:
    """Return a hook that exchanges the song at this step with another one, so many times."""
    remaining = times

    def hook(reached: str, path: str) -> None:
        nonlocal remaining
        if reached == step and remaining:
            remaining -= 1
            exchange(Path(path), rng.choice([song for song in songs if str(song) != path]))

    return hook


def decide(library: Library) -> None:
    """Accept a mood for each song that is named like its title."""
    library.decisions.save([(row.track_id, row.tags.title, True) for row in library.songs.rows()])


def mixed_up(library: Library) -> list[str]:
    """Return the songs whose title and analysis belong to different files."""
    return [
        f"{Path(row.path).name} is {row.tags.title} with the analysis of {row.valence:.2f}"
        for row in library.songs.rows()
        if row.valence is not None and f"{row.valence:.2f}" != row.tags.title
    ]


def missing(library: Library, songs: list[Path]) -> list[str]:
    """Return the files that a quiet scan did not get right."""
    rows = {row.path: row for row in library.songs.rows()}
    found = {path: (row.tags.title, row.valence is not None) for path, row in rows.items()}
    wanted = {str(song): (title_of(song), True) for song in songs}
    return [] if found == wanted else [f"the library has {sorted(found.items())}"]


def lost_decisions(library: Library, decided: set[str]) -> list[str]:
    """Return the songs that do not have the decisions made for them."""
    return [
        f"{row.tags.title} has the decisions {row.accepted}"
        for row in library.songs.rows()
        if row.accepted != ((row.tags.title,) if row.tags.title in decided else ())
    ]
