"""Report of a fuzzing run: table rows, and a page of the documentation."""

from __future__ import annotations

import collections
from collections.abc import Sequence

from tests.robustness.fuzzing.runner import MutationTrial
from tests.robustness.fuzzing.trial import STEPS
from tests.support.trial_results import TrialResult

PART = "fuzzing"
_ISOLATED_STEP = (
    "decode"  # runs in a process of its own; all other steps also run beside the window
)
_ACCEPTABLE = ("ok", "refused")
_NAMES = {
    "decode": "decoding mutated files",
    "tags": "reading their tags",
    "cover": "reading their covers",
    "save": "saving moods into them",
}


def is_fault(trial: MutationTrial, step: str) -> bool:
    """Whether the step ended neither well nor with a message."""
    return trial.ended.get(step, "ok") not in _ACCEPTABLE


def fuzzing_rows(trials: Sequence[MutationTrial]) -> list[TrialResult]:
    """One row a step. A decoder that crashes alone costs one file, which is no loss."""
    rows = []
    for step in STEPS:
        tried = [trial for trial in trials if step in trial.ended]
        bad = [trial for trial in tried if is_fault(trial, step)]
        fatal = [t for t in bad if step != _ISOLATED_STEP or not _only_process_died(t.ended[step])]
        refused = sum(trial.ended[step] == "refused" for trial in tried)
        slowest = max((trial.seconds.get(step, 0.0) for trial in tried), default=0.0)
        note = f"{refused:,} refused with a sentence; slowest {slowest:.1f} s"
        if len(bad) > len(fatal):
            note += f"; {len(bad) - len(fatal)} took their process with them, and no other file"
        rows.append(TrialResult(PART, _NAMES[step], len(tried), len(fatal), note))
    return rows


def _only_process_died(how: str) -> bool:
    return how.startswith(("died", "did not end")) or how == "memory"


def fuzzing_page(trials: Sequence[MutationTrial], seed: int) -> str:
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
        *_fault_list(trials),
    ]
    return "\n".join(lines) + "\n"


def _by_kind(trials: Sequence[MutationTrial]) -> list[str]:
    lines = [
        "| kind of file | mutations | decoded | tags read | cover read | saved | slowest step |",
        "|---|---|---|---|---|---|---|",
    ]
    groups: dict[str, list[MutationTrial]] = collections.defaultdict(list)
    for trial in trials:
        groups[trial.kind].append(trial)
    for kind, group in groups.items():
        done = [sum(trial.ended.get(step) == "ok" for trial in group) for step in STEPS]
        slowest = max((max(trial.seconds.values(), default=0.0) for trial in group), default=0.0)
        cells = " | ".join(f"{number:,}" for number in done)
        lines.append(f"| {kind} | {len(group):,} | {cells} | {slowest:.2f} s |")
    return lines


def _by_mutation(trials: Sequence[MutationTrial]) -> list[str]:
    counts = collections.Counter(name for trial in trials for name in trial.how.split(" + "))
    return ["Mutations: " + ", ".join(f"{name} {n:,}" for name, n in counts.most_common()) + "."]


def _fault_list(trials: Sequence[MutationTrial]) -> list[str]:
    lines = [
        f"- mutation {trial.number} ({trial.kind}, {trial.how}): {step} {trial.ended[step]}"
        for trial in trials
        for step in STEPS
        if is_fault(trial, step)
    ]
    return lines or ["None: each step ended well or with a sentence."]
