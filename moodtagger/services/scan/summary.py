"""What a scan did, in counts and lists."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class ScanSummary:
    """Counts of a scan, and (path, message) of the files that failed or were left out.

    Each of the `found` files is analyzed, unchanged, of known audio (a copy, a moved file or one
    whose tags or date changed), failed, or was not reached. `failed_before` of the unchanged files
    failed in an earlier scan and were not tried again.
    `unreadable` of the failed are not among the `found`: what could not be accessed at all.
    """

    found: int = 0
    new: int = 0
    analysed: int = 0
    unchanged: int = 0
    known_audio: int = 0
    failed_before: int = 0
    unreadable: int = 0
    absent: int = 0
    cancelled: bool = False
    failed: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
