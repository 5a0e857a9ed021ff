"""Learning from decisions, in memory."""

from __future__ import annotations

from pathlib import Path

from moodtagger.core.taste import MIN_DECISIONS, RecentDecisions
from moodtagger.services.taste.service import TasteSummary


class FakeTaste:
    """Counts what it is asked for; `decisions` is how many there are."""

    def __init__(self) -> None:
        self.revision = 0
        self.decisions = 0
        self.enabled = False
        self.names = [""]
        self.profile = ""
        self.files: list[tuple[str, Path]] = []

    def set_enabled(self, enabled: bool) -> None:
        self.enabled = enabled
        self.revision += 1

    def summary(self) -> TasteSummary:
        recent = RecentDecisions(20, 14, 11) if self.decisions >= MIN_DECISIONS else None
        return TasteSummary(
            self.enabled, self.profile, self.decisions, 0, recent, ("happy",), position=True
        )

    def profiles(self) -> list[str]:
        return list(self.names)

    def use_profile(self, name: str) -> None:
        self.profile = name
        self.revision += 1

    def add_profile(self, name: str) -> None:
        self.names.append(name)
        self.use_profile(name)

    def export_file(self, path: Path) -> int:
        self.files.append(("export", path))
        return self.decisions

    def import_file(self, path: Path) -> int:
        self.files.append(("import", path))
        return self.decisions
