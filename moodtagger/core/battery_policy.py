"""What becomes of work that takes long while the computer runs on its battery."""

from __future__ import annotations

import enum


class BatteryPolicy(enum.StrEnum):
    """The person's choice."""

    PAUSE_WHEN_UNPLUGGED = (
        "unplugged"  # waits once it is unplugged; what was begun on battery is done
    )
    ALWAYS_PAUSE = "wait"  # waits always
    CONTINUE = "go-on"

    def requires_pause(self, *, at_start: bool) -> bool:
        """Whether work waits that begins on battery, or that is under way when the mains go."""
        return self is BatteryPolicy.ALWAYS_PAUSE or (
            self is BatteryPolicy.PAUSE_WHEN_UNPLUGGED and not at_start
        )
