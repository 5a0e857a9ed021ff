"""What a write must not change: audio, foreign tags, and the file's metadata."""

from __future__ import annotations

from tests.robustness import audio_fixtures
from tests.robustness.files import (
    file_metadata,
    file_variants,
    identical_undo,
    unchanged_content,
)
from tests.support.trial_results import Log, ResumableTrials, TrialPlan, TrialResult

WRITES_PER_VARIANT = 30  # writes of every shape of file
METADATA_TRIALS = 300


def run_trials(plan: TrialPlan, log: Log) -> list[TrialResult]:
    """Write into every file variant and compare everything else with what it was."""
    songs_by_format = audio_fixtures.make_songs(plan.work / "files" / "songs")
    variants = file_variants.make_variants(songs_by_format, plan.work / "files" / "shapes")
    trials = ResumableTrials("files", plan, log)
    for kind, sources in _by_kind(variants).items():
        trial = unchanged_content.UnchangedContentTrial(
            sources, plan.work / "files" / "now", plan.seed
        )
        times = max(len(sources), plan.trial_count(WRITES_PER_VARIANT * len(sources)))
        trials.run(
            f"{kind}: audio, foreign tags and their order", times, trial, _variant_names(sources)
        )
        written = {name: variant for name, variant in sources.items() if not variant.refused}
        if written:
            trials.run(
                f"{kind}: the same bytes after undo",
                times,
                identical_undo.IdenticalUndoTrial(
                    written, plan.work / "files" / "undone", plan.seed
                ),
            )
    for name, check in file_metadata.CHECKS.items():
        trials.run(
            name,
            plan.trial_count(METADATA_TRIALS),
            file_metadata.MetadataTrial(songs_by_format, plan, check),
            check.__doc__ or "",
        )
    return trials.rows


def _by_kind(
    variants: dict[str, file_variants.FileVariant],
) -> dict[str, dict[str, file_variants.FileVariant]]:
    kinds: dict[str, dict[str, file_variants.FileVariant]] = {}
    for name, form in variants.items():
        kinds.setdefault(form.kind, {})[name] = form
    return kinds


def _variant_names(sources: dict[str, file_variants.FileVariant]) -> str:
    return ", ".join(sources)
