"""The user's settings: typed, stored as JSON, written atomically."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeGuard

from moodtagger import settings_json
from moodtagger.core.mood_preferences import MoodPreferences, MoodRole
from moodtagger.core.musical_keys import KeyNotation
from moodtagger.core.options import BatteryPolicy, is_profile_name
from moodtagger.core.tag_plan import TargetPlayer, WriteMode, WritePolicy, is_valid_separator
from moodtagger.core.tag_reading import (
    CODE_PAGES,
    DEFAULT_MOOD_SEPARATORS,
    TagReading,
    are_valid_separators,
    mood_separators,
)
from moodtagger.core.vocabulary import DEFAULT_PRECISION, PRECISIONS
from moodtagger.files.file_access import read_limited, write_whole

MAX_BYTES = 4_000_000
_MAX_NUMBER = 1e9
MAX_RANGE_BPM = 300

BPM_DIGITS: Mapping[str, int | None] = {"": None, "integer": 0, "decimal": 2}
THEMES = ("system", "light", "dark", "contrast-light", "contrast-dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of the user; every field has a default that works.

    `mood_separators` part the moods of one text in a file, and `separator` joins those that are
    written; `keep_mtime` is that of `WritePolicy`. `tag_code_page`, one of `CODE_PAGES` or empty,
    is that of texts in old encodings.
    `key_notation` is a KeyNotation, in which keys are shown and written; `write_bpm` is one of
    `BPM_DIGITS`. `lowest_bpm` and `highest_bpm` are the range of the user's music, 0 for none.
    `workers` 0 means half the cores; at `full_speed` it is all of them. With `complete_at_once`
    scans never analyze songs quickly first.
    `on_battery` is a BatteryPolicy. `model` is the name of the active model, empty for the bundled
    one, and `model_digest` identifies its content when it was checked and chosen. `precision`, one
    of `PRECISIONS`, is how often confident moods should be right. With `find_speech` speech gets no
    moods. `learn` is whether answers follow the decisions of the user, None until they were asked;
    `profile` is whose decisions count, empty for the first one. `mood_roles`, `mood_names` and
    `mood_precisions` are the parts of MoodPreferences as plain values. `window` holds the geometry
    and splitter states of Qt, in base64, under names that the window chooses. `extra` keeps keys of
    a newer version.
    """

    workers: int = 0
    exclude: tuple[str, ...] = ()
    write_mode: str = WriteMode.MERGE.value
    separator: str = "; "
    mood_separators: str = DEFAULT_MOOD_SEPARATORS
    tag_code_page: str = ""
    write_dimensions: bool = False
    write_energy: bool = False
    write_energy_comment: bool = False
    write_key: bool = False
    write_bpm: str = ""
    key_notation: str = KeyNotation.CAMELOT.value
    lowest_bpm: int = 0
    highest_bpm: int = 0
    keep_mtime: bool | None = None
    player: str = TargetPlayer.GENERIC.value
    theme: str = "system"
    language: str = ""
    volume: float = 0.8
    muted: bool = False
    model: str = ""
    model_digest: str = ""
    precision: float = DEFAULT_PRECISION
    full_speed: bool = False
    watch_folders: bool = True
    complete_at_once: bool = False
    find_speech: bool = True
    learn: bool | None = None
    profile: str = ""
    on_battery: str = BatteryPolicy.PAUSE_WHEN_UNPLUGGED.value
    mood_roles: Mapping[str, str] = field(default_factory=dict)
    mood_names: Mapping[str, str] = field(default_factory=dict)
    mood_precisions: Mapping[str, float] = field(default_factory=dict)
    window: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def policy(self) -> WritePolicy:
        """How accepted moods are written as tags."""
        return WritePolicy(
            mode=WriteMode(self.write_mode),
            separator=self.separator,
            dimensions=self.write_dimensions,
            energy=self.write_energy,
            energy_comment=self.write_energy_comment,
            key=self.write_key,
            key_notation=KeyNotation(self.key_notation),
            bpm_digits=BPM_DIGITS[self.write_bpm],
            keep_mtime=self.keep_mtime,
            player=TargetPlayer(self.player),
        )

    @property
    def bpm_range(self) -> tuple[float, float] | None:
        """The range of the user's music in beats per minute; None without a usable one."""
        low, high = self.lowest_bpm, self.highest_bpm
        return (low, high) if 0 < low < high else None

    @property
    def reading(self) -> TagReading:
        """How the tags of files are read."""
        reading = TagReading(mood_separators(self.mood_separators), code_page=self.tag_code_page)
        return reading.with_separator(self.separator)

    @property
    def mood_preferences(self) -> MoodPreferences:
        """The roles, names and precisions of moods."""
        roles = {label: MoodRole(role) for label, role in self.mood_roles.items()}
        return MoodPreferences(roles, dict(self.mood_names), dict(self.mood_precisions))

    def with_mood_preferences(self, preferences: MoodPreferences) -> Settings:
        """Return the same settings with other moods."""
        return replace(
            self,
            mood_roles={label: role.value for label, role in preferences.roles.items()},
            mood_names=dict(preferences.names),
            mood_precisions=dict(preferences.precisions),
        )

    def with_policy(self, policy: WritePolicy) -> Settings:
        """Return the same settings with another write policy."""
        return replace(
            self,
            write_mode=policy.mode.value,
            separator=policy.separator,
            write_dimensions=policy.dimensions,
            write_energy=policy.energy,
            write_energy_comment=policy.energy_comment,
            write_key=policy.key,
            write_bpm=next(name for name, n in BPM_DIGITS.items() if n == policy.bpm_digits),
            keep_mtime=policy.keep_mtime,
            player=policy.player.value,
        )


def load(path: Path) -> Settings:
    """Read the settings; a missing file gives the defaults, a damaged one is renamed to `.bad`.

    A value of the wrong kind falls back to its default, and the others are kept.
    """
    return load_and_check(path)[0]


def load_and_check(path: Path) -> tuple[Settings, str]:
    """Read the settings as `load` does; also return what is wrong with the file, or nothing."""
    try:
        values = settings_json.parse(read_limited(path, MAX_BYTES))
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"Couldn't read the settings ({error.strerror}); defaults are used."
    except ValueError:
        kept = path.with_name(path.name + ".bad")
        with contextlib.suppress(OSError):
            path.replace(kept)
        return (
            Settings(),
            f"The settings are damaged; defaults are used. The old file is kept as {kept.name}.",
        )
    loaded, invalid = _from_dict(values)
    names = ", ".join(invalid)
    problem = f"These settings are invalid, so their defaults are used: {names}."
    return loaded, problem if invalid else ""


def save(settings: Settings, path: Path) -> None:
    """Write the settings to a temporary file and rename it; OSError on failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, settings_json.serialize(as_dict(settings)), mode=0o600)


def as_dict(settings: Settings) -> dict[str, Any]:
    """Return plain JSON values, unknown keys included."""
    out = dict(settings.extra)
    for entry in fields(Settings):
        if entry.name != "extra":
            out[entry.name] = getattr(settings, entry.name)
    out["exclude"] = list(settings.exclude)
    for name in ("window", "mood_roles", "mood_names", "mood_precisions"):
        out[name] = dict(getattr(settings, name))
    return out


def from_dict(values: Mapping[str, Any]) -> Settings:
    """Build settings from plain values; invalid ones keep their default."""
    return _from_dict(values)[0]


def _from_dict(values: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Return the settings, and the names of those that were invalid at least in part."""
    default = Settings()
    known = {entry.name for entry in fields(Settings)} - {"extra"}
    valid: dict[str, Any] = {}
    invalid = []
    for name in sorted(known & values.keys()):
        if values[name] is None and getattr(default, name) is None:
            continue
        value = _validated(name, values[name], getattr(default, name))
        if value is not None:
            valid[name] = value
        if value is None or (isinstance(value, tuple | dict) and len(value) < len(values[name])):
            invalid.append(name)
    if "mood_separators" not in values and valid.get("keep_mtime"):
        del valid["keep_mtime"]  # the default of versions that knew no other; nobody chose it
    extra = {name: value for name, value in values.items() if name not in known}
    return replace(default, **valid, extra=extra), invalid


def _validated(name: str, value: Any, default: Any) -> Any:
    """Return the value in the default's type and allowed range, or None."""
    if isinstance(default, bool) or default is None:
        return value if isinstance(value, bool) else None
    if isinstance(default, int | float):
        return _number(name, value, type(default))
    if isinstance(default, tuple):
        return tuple(v for v in value if _is_text(v)) if isinstance(value, list) else None
    if isinstance(default, str):
        return value if _is_text(value) and _is_allowed(name, value) else None
    if isinstance(value, dict):
        return {k: v for k, v in value.items() if _is_text(k) and _is_valid_entry(name, v)}
    return None


def _is_valid_entry(name: str, value: Any) -> bool:
    """Return whether the value is allowed in the mapping of that name."""
    if name == "mood_precisions":
        return not isinstance(value, bool) and value in PRECISIONS
    if not _is_text(value):
        return False
    if name == "mood_roles":
        return value in set(MoodRole)
    return name == "window" or value.strip() != ""


def _is_text(value: Any) -> TypeGuard[str]:
    """Whether this is text that can be stored and shown: no half of a surrogate pair."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _number(name: str, value: Any, kind: type[int] | type[float]) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not -_MAX_NUMBER <= value <= _MAX_NUMBER:  # infinite, not a number, or out of all bounds
        return None
    return _in_range(name, kind(value))


def _in_range(name: str, value: float) -> float | None:
    if name == "precision":
        return value if value in PRECISIONS else None
    low, high = {
        "workers": (0, 256),
        "volume": (0.0, 1.0),
        "lowest_bpm": (0, MAX_RANGE_BPM),
        "highest_bpm": (0, MAX_RANGE_BPM),
    }[name]
    return value if low <= value <= high else None


def _is_allowed(name: str, value: str) -> bool:
    if name == "write_mode":
        return value in set(WriteMode)
    if name == "player":
        return value in set(TargetPlayer)
    if name == "key_notation":
        return value in set(KeyNotation)
    if name == "write_bpm":
        return value in BPM_DIGITS
    if name == "on_battery":
        return value in set(BatteryPolicy)
    if name == "theme":
        return value in THEMES
    if name == "mood_separators":
        return are_valid_separators(value)
    if name == "profile":
        return value == "" or is_profile_name(value)
    if name == "tag_code_page":
        return value in ("", *CODE_PAGES)
    return name != "separator" or is_valid_separator(value)
