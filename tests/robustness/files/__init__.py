"""What is not the program's business stays as it is: audio, foreign tags, and a file's nature."""

from __future__ import annotations

from tests.robustness import audio_fixtures as songs
from tests.robustness.files import (
    file_metadata as nature,
)
from tests.robustness.files import (
    file_variants as shapes,
)
from tests.robustness.files import (
    unchanged_content as content,
)
from tests.robustness.resumable_counts import ResumableTrials
from tests.support.trial_results import Log, TrialPlan, TrialResult

WRITES_PER_VARIANT = 30  # writes of every shape of file
METADATA_TRIALS = 300


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Write into every shape of file and hold all else against what it was."""
    songs_by_format = songs.make_songs(plan.work / "files" / "songs")
    variants = shapes.make_variants(songs_by_format, plan.work / "files" / "shapes")
    trials = ResumableTrials("files", plan, log)
    for kind, sources in _by_kind(variants).items():
        trial = content.UnchangedContentTrial(sources, plan.work / "files" / "now", plan.seed)
        times = max(len(sources), plan.trial_count(WRITES_PER_VARIANT * len(sources)))
        trials.run(
            f"{kind}: audio, foreign tags and their order", times, trial, _variant_names(sources)
        )
    for name, check in nature.CHECKS.items():
        trials.run(
            name,
            plan.trial_count(METADATA_TRIALS),
            nature.MetadataTrial(songs_by_format, plan, check),
            check.__doc__ or "",
        )
    return trials.rows


def _by_kind(variants: dict[str, shapes.FileVariant]) -> dict[str, dict[str, shapes.FileVariant]]:
    kinds: dict[str, dict[str, shapes.FileVariant]] = {}
    for name, form in variants.items():
        kinds.setdefault(form.kind, {})[name] = form
    return kinds


def _variant_names(sources: dict[str, shapes.FileVariant]) -> str:
    return ", ".join(sources)
