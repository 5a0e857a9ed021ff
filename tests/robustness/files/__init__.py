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
from tests.robustness.resumable_counts import Tally
from tests.support.trial_results import Log, Plan, Row

EACH = 30  # writes of every shape of file
NATURES = 300


def prove(plan: Plan, log: Log) -> list[Row]:
    """Write into every shape of file and hold all else against what it was."""
    made = songs.make_songs(plan.work / "files" / "songs")
    forms = shapes.make(made, plan.work / "files" / "shapes")
    tally = Tally("files", plan, log)
    for kind, sources in _by_kind(forms).items():
        trial = content.Trial(sources, plan.work / "files" / "now", plan.seed)
        times = max(len(sources), plan.times(EACH * len(sources)))
        tally.run(f"{kind}: audio, foreign tags and their order", times, trial, _listed(sources))
    for what, check in nature.CHECKS.items():
        tally.run(what, plan.times(NATURES), nature.Trial(made, plan, check), check.__doc__ or "")
    return tally.rows


def _by_kind(forms: dict[str, shapes.Form]) -> dict[str, dict[str, shapes.Form]]:
    kinds: dict[str, dict[str, shapes.Form]] = {}
    for name, form in forms.items():
        kinds.setdefault(form.kind, {})[name] = form
    return kinds


def _listed(sources: dict[str, shapes.Form]) -> str:
    return ", ".join(sources)
