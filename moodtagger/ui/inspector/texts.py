"""Texts of the inspector, and the label and page widgets that show them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from moodtagger.core.circumplex import quadrant_of
from moodtagger.core.prediction import AudioInfo
from moodtagger.core.tracks import SongRow, TrackState
from moodtagger.ui.library.cell_formatting import quadrant_text, signed
from moodtagger.ui.text_normalization import display_text
from moodtagger.ui.theme import HEADING_SCALE, SPACE, scaled_font
from moodtagger.ui.translation import translate_message

# Steps of valence and arousal worth a name of their own, and bounds for standard deviations.
_NEUTRAL, _STRONG = 0.15, 0.5
_CERTAIN_SD, _UNCERTAIN_SD = 0.2, 0.35
_HIGH_CONFIDENCE, _LOW_CONFIDENCE = 2 / 3, 0.4  # probabilities of the quadrant

PlanePoint = tuple[float, float]  # valence, arousal


def valence_text(value: float) -> str:
    """Describe a valence, e.g. 'slightly positive'."""
    tr = QCoreApplication.translate
    names = (
        tr("inspector", "very negative"),
        tr("inspector", "slightly negative"),
        tr("inspector", "neutral"),
        tr("inspector", "slightly positive"),
        tr("inspector", "very positive"),
    )
    return names[_level_of(value)]


def arousal_text(value: float) -> str:
    """Describe an arousal, e.g. 'slightly calm'."""
    tr = QCoreApplication.translate
    names = (
        tr("inspector", "very calm"),
        tr("inspector", "slightly calm"),
        tr("inspector", "neutral energy"),
        tr("inspector", "slightly energetic"),
        tr("inspector", "very energetic"),
    )
    return names[_level_of(value)]


def certainty_text(sd: float) -> str:
    """Describe how certain a coordinate with this standard deviation is."""
    tr = QCoreApplication.translate
    if sd < _CERTAIN_SD:
        return tr("inspector", "high confidence")
    return (
        tr("inspector", "low confidence")
        if sd > _UNCERTAIN_SD
        else tr("inspector", "medium confidence")
    )


def confidence_text(probability: float) -> str:
    """Describe how sure a quadrant is: high where it is twice as likely as all others together."""
    tr = QCoreApplication.translate
    if probability >= _HIGH_CONFIDENCE:
        return tr("inspector", "high confidence")
    if probability < _LOW_CONFIDENCE:
        return tr("inspector", "low confidence")
    return tr("inspector", "medium confidence")


def value_with_sd(value: float, sd: float) -> str:
    """Format a coordinate and its standard deviation: '+0.42 ± 0.18'."""
    return f"{signed(value)} ± {QLocale().toString(sd, 'f', 2)}"


def codec_text(info: AudioInfo) -> str:
    """Describe an audio stream: 'FLAC, 44.1 kHz, stereo'."""
    tr = QCoreApplication.translate
    channels = {1: tr("inspector", "mono"), 2: tr("inspector", "stereo")}.get(
        info.channels, tr("inspector", "%Ln channel(s)", "", info.channels)
    )
    rate = QLocale().toString(info.sample_rate / 1000, "g", 5)
    khz = tr("inspector", "%1 kHz").replace("%1", rate)
    return ", ".join((display_text(info.codec), khz, channels))


def no_mood_message(row: SongRow) -> tuple[str, str]:
    """Return heading and text for a song without a prediction, with the next step."""
    tr = QCoreApplication.translate
    message = display_text(translate_message(row.message))
    heading, advice = {
        TrackState.WAITING: (
            tr("inspector", "Not analyzed"),
            tr("inspector", "Rescan the library to analyze this song."),
        ),
        TrackState.FAILED: (
            tr("inspector", "Couldn't analyze this song"),
            tr("inspector", "moodtagger tries again when the file changes."),
        ),
        TrackState.SPEECH: (
            tr("inspector", "Speech, not music"),
            tr("inspector", "Speech gets no moods. If this is music, correct its mood."),
        ),
        TrackState.ABSENT: (
            tr("inspector", "File missing"),
            tr("inspector", "Connect its drive or restore the file. Nothing was deleted."),
        ),
    }.get(
        row.state,
        (
            tr("inspector", "No moods"),
            tr("inspector", "There is nothing to decide for this song."),
        ),
    )
    return heading, f"{message}\n\n{advice}" if message else advice


def _level_of(value: float) -> int:
    if abs(value) < _NEUTRAL:
        return 2
    steps = 2 if abs(value) >= _STRONG else 1
    return 2 + steps if value > 0 else 2 - steps


class MessagePage(QWidget):
    """A heading and a text that suggests what to do next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = plain_label()
        self.heading.setFont(scaled_font(self.font(), HEADING_SCALE, bold=True))
        self.text = plain_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addStretch(1)

    def show_message(self, heading: str, text: str) -> None:
        """Show these texts."""
        self.heading.setText(heading)
        self.text.setText(text)
        self.setAccessibleName(heading)


def plain_label(text: str = "") -> QLabel:
    """Create a wrapping plain-text label whose text can be selected."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def describe_point(point: PlanePoint) -> str:
    """Describe a position: 'Sad (slightly negative, very calm)'."""
    text = QCoreApplication.translate("correction", "%1 (%2, %3)")
    text = text.replace("%1", quadrant_text(quadrant_of(*point)))
    return text.replace("%2", valence_text(point[0])).replace("%3", arousal_text(point[1]))


def format_point(point: PlanePoint) -> str:
    """Format a position: 'valence −0.50, arousal −0.75'."""
    text = QCoreApplication.translate("correction", "valence %1, arousal %2")
    return text.replace("%1", signed(point[0])).replace("%2", signed(point[1]))
