"""The model in use, without loading it: vocabulary and precision of its confident moods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from moodtagger import paths, settings
from moodtagger.core.errors import ModelError, MoodtaggerError
from moodtagger.core.messages import Message
from moodtagger.core.mood_preferences import MoodPreferences
from moodtagger.core.options import MODEL_NAME_RULE, is_model_name
from moodtagger.core.vocabulary import LIKELY_PRECISION, PRECISIONS, Vocabulary
from moodtagger.files.model_files import load_vocabulary
from moodtagger.inference.model_folder import MOODS, ModelFolder, read_card, read_model_folder

BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model on disk: its folder, its name with version, and its vocabulary."""

    folder: Path
    name: str
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class ActiveModel:
    """The folder of the model in use; `notice` explains why it is not the chosen one."""

    folder: Path
    notice: str = ""


def model_info(folder: Path) -> ModelInfo:
    """Read the card and the vocabulary of the model in `folder`; ModelError without them."""
    card = read_card(folder)
    return ModelInfo(folder, f"{card['name']} {card['version']}", load_vocabulary(folder / MOODS))


def active_model() -> ActiveModel:
    """Return the model of the settings, or the bundled one where that cannot be used.

    All its files are checked against their hashes; ModelError when the bundled one is damaged too.
    """
    chosen = settings.load(paths.settings_path())
    bundled = paths.default_model_dir()
    if not chosen.model:
        read_model_folder(bundled)
        return ActiveModel(bundled)
    try:
        folder = find_model_folder(chosen.model)
        _check_digest(chosen.model, folder, chosen.model_digest)
    except ModelError as error:
        name = read_model_folder(bundled).name
        return ActiveModel(
            bundled,
            Message.of(
                "Couldn't use the model “{model}”. {reason} Songs are analyzed with "
                "{name}, which ships with moodtagger, instead.",
                model=chosen.model,
                reason=error.reason,
                name=name,
            ),
        )
    return ActiveModel(folder)


def _check_digest(name: str, folder: Path, digest: str) -> None:
    package = check_model_folder(name, folder)
    if not is_bundled(folder) and package.digest != digest:
        raise ModelError(
            Message.of(
                "It has changed since you chose it. Run `moodtagger models use` to check it again."
            )
        )


def check_model_folder(name: str, folder: Path) -> ModelFolder:
    """Read a model folder; ModelError when its card has another name than the folder."""
    package = read_model_folder(folder)
    # Predictions are stored under the card's name, so two models must not have the same.
    if package.card["name"] != folder.name:
        raise ModelError(
            Message.of(
                "Its card says “{name}”, which doesn't match its folder.",
                name=package.card["name"],
            ),
            path=folder,
            advice=Message.of("Rename the folder to match its card."),
        )
    return package


def find_model_folder(name: str) -> Path:
    """Return the folder of an installed model; ModelError when none has this name."""
    if name == BUNDLED:
        return paths.default_model_dir()
    if not is_model_name(name):
        raise ModelError(Message.of("This is not a model name."), advice=MODEL_NAME_RULE)
    for base in (paths.models_dir(), paths.user_models_dir()):
        if (base / name).is_dir():
            return base / name
    raise ModelError(
        Message.of("No model named “{name}” is installed.", name=name),
        advice=Message.of("Run `moodtagger models list` to see the installed models."),
    )


def is_bundled(folder: Path) -> bool:
    """Return whether the model ships with the program."""
    return folder.parent == paths.models_dir()


@dataclass(frozen=True, slots=True)
class PrecisionForecast:
    """The effect of a precision: how many core moods can be confident, and in how many songs.

    `core` is the number of core moods, `songs` the number of present songs with a confident mood.
    """

    precision: float
    moods: int
    core: int
    songs: int


def chosen_precision() -> float:
    """Return the precision of the settings."""
    return settings.load(paths.settings_path()).precision


def save_precision(precision: float) -> None:
    """Save one of `PRECISIONS`; MoodtaggerError when the settings cannot be written."""
    path = paths.settings_path()
    try:
        settings.save(replace(settings.load(path), precision=precision), path)
    except OSError as error:
        raise MoodtaggerError(
            Message.of("Couldn't save the choice: {error}.", error=error.strerror),
            path=path,
            advice=Message.of("Make the settings writable, then choose again."),
        ) from error


def all_thresholds(vocabulary: Vocabulary) -> dict[float, dict[str, float]]:
    """Return, for each precision and core mood, the probability from which it is clearly suggested.

    The likely suggestions of models that have them stand under `LIKELY_PRECISION`.
    """
    likely = {LIKELY_PRECISION: dict(vocabulary.tier_thresholds().likely)}
    clear = {p: vocabulary.at_precision(p).thresholds() for p in PRECISIONS}
    return clear | (likely if likely[LIKELY_PRECISION] else {})


def precision_forecasts(
    vocabulary: Vocabulary, songs: Mapping[float, int], preferences: MoodPreferences | None = None
) -> list[PrecisionForecast]:
    """Forecast the effect of each precision; `songs` counts those with a confident mood at each.

    `vocabulary` is the model's full one, of which `preferences` select what the user wants.
    """
    effective = preferences or MoodPreferences()
    out = []
    for precision in PRECISIONS:
        thresholds = effective.apply_to(vocabulary, precision).thresholds()
        reachable = sum(threshold <= 1 for threshold in thresholds.values())
        out.append(PrecisionForecast(precision, reachable, len(thresholds), songs[precision]))
    return out
