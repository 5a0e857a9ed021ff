"""The account of a fuzzing run: as rows of the table, and as a page for the documentation."""

from __future__ import annotations

import collections
from collections.abc import Sequence

from tests.robustness.fuzzing.runner import Trial
from tests.robustness.fuzzing.trial import STEPS
from tests.support.trial_results import Row

PART = "hostile"
_APART = "decode"  # runs in a process of its own; all other steps also run beside the window
_SOUND = ("ok", "refused")
_NAMES = {
    "decode": "decoding mutated files",
    "tags": "reading their tags",
    "cover": "reading their covers",
    "save": "saving moods into them",
}


def faults(trial: Trial, step: str) -> bool:
    """Whether the step ended neither well nor with a sentence."""
    return trial.ended.get(step, "ok") not in _SOUND


def fuzzing_rows(trials: Sequence[Trial]) -> list[Row]:
    """A row for each step. A decoder that dies alone takes one file with it, which is no loss."""
    rows = []
    for step in STEPS:
        tried = [trial for trial in trials if step in trial.ended]
        bad = [trial for trial in tried if faults(trial, step)]
        fatal = [t for t in bad if step != _APART or not _only_the_process(t.ended[step])]
        refused = sum(trial.ended[step] == "refused" for trial in tried)
        slowest = max((trial.seconds.get(step, 0.0) for trial in tried), default=0.0)
        note = f"{refused:,} refused with a sentence; slowest {slowest:.1f} s"
        if len(bad) > len(fatal):
            note += f"; {len(bad) - len(fatal)} took their process with them, and no other file"
        rows.append(Row(PART, _NAMES[step], len(tried), len(fatal), note))
    return rows


def _only_the_process(how: str) -> bool:
    return how.startswith(("died", "did not end")) or how == "memory"


def fuzzing_page(trials: Sequence[Trial], seed: int) -> str:
    """The page in Markdown."""
    memory = max((trial.peak_mb for trial in trials), default=0.0)
    lines = [
        "# Fuzzing",
        "",
        "Small real files of every kind the program reads are damaged at random and with knowledge",
        "of their formats, then decoded, their tags and covers read, and moods saved into them, in",
        "processes with limits of time (20 s a file) and memory (768 MB). After a save the audio",
        "must decode to the same samples as before it; after a refusal the file must be the same",
        "bytes; no other file may lie beside it.",
        "",
        f"    python -m tests.robustness --part fuzzing --seed {seed} --work FOLDER",
        "",
        "makes this page as `FOLDER/fuzzing.md`; a run that was stopped goes on where it was, and",
        "`--only NUMBER` tries a mutation again.",
        "",
        f"{len(trials):,} mutations, seed {seed}; at most {memory:,.0f} MB more than at the start.",
        "",
        *_by_kind(trials),
        "",
        *_by_mutation(trials),
        "",
        "## Faults",
        "",
        *_list_of_faults(trials),
    ]
    return "\n".join(lines) + "\n"


def _by_kind(trials: Sequence[Trial]) -> list[str]:
    lines = [
        "| kind of file | mutations | decoded | tags read | cover read | saved | slowest step |",
        "|---|---|---|---|---|---|---|",
    ]
    groups: dict[str, list[Trial]] = collections.defaultdict(list)
    for trial in trials:
        groups[trial.kind].append(trial)
    for kind, group in groups.items():
        done = [sum(trial.ended.get(step) == "ok" for trial in group) for step in STEPS]
        slowest = max((max(trial.seconds.values(), default=0.0) for trial in group), default=0.0)
        cells = " | ".join(f"{number:,}" for number in done)
        lines.append(f"| {kind} | {len(group):,} | {cells} | {slowest:.2f} s |")
    return lines


def _by_mutation(trials: Sequence[Trial]) -> list[str]:
    counts = collections.Counter(name for trial in trials for name in trial.how.split(" + "))
    return ["Mutations: " + ", ".join(f"{name} {n:,}" for name, n in counts.most_common()) + "."]


def _list_of_faults(trials: Sequence[Trial]) -> list[str]:
    lines = [
        f"- mutation {trial.number} ({trial.kind}, {trial.how}): {step} {trial.ended[step]}"
        for trial in trials
        for step in STEPS
        if faults(trial, step)
    ]
    return lines or ["None: each step ended well or with a sentence."]
