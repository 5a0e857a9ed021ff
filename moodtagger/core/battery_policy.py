"""What becomes of work that takes long while the computer runs on its battery."""

from __future__ import annotations

import enum


class OnBattery(enum.StrEnum):
    """The person's choice."""

    UNPLUGGED = "unplugged"  # waits once it is unplugged; what was begun on battery is done
    WAIT = "wait"  # waits always
    GO_ON = "go-on"

    def holds(self, *, at_start: bool) -> bool:
        """Whether work waits that begins on battery, or that is under way when the mains go."""
        return self is OnBattery.WAIT or (self is OnBattery.UNPLUGGED and not at_start)
