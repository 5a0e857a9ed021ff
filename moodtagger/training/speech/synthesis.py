"""Speech to learn from: eSpeak's voices, or recordings of people, as they come in recordings."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import scipy.signal

from moodtagger.audio import SAMPLE_RATE
from moodtagger.audio.decode import open_audio
from moodtagger.core.errors import AudioError

CLIP_S: Final = 25.0
_MIN_RECORDING_S = 0.8
_TIMEOUT_S = 60

Floats = npt.NDArray[np.float32]

_TEXTS: Final = {
    "en": "The ferry leaves at seven, and whoever comes late waits until noon. My neighbor keeps "
    "three goats behind the school and sells cheese on Fridays. We talked about the new bridge, "
    "about the price of apples, and about the letter that never came. Did you really think that "
    "nobody would notice? Chapter four. It was already dark when they reached the station.",
    "de": "Guten Abend, meine Damen und Herren. Der Zug nach Leipzig fährt heute von Gleis neun. "
    "Im Norden bleibt es trocken, im Süden ziehen am Nachmittag Gewitter auf. Sie öffnete die Tür, "
    "sah sich um und sagte kein Wort. Woher wussten Sie das eigentlich?",
    "fr": "Bonsoir à tous. Le marché ouvre à huit heures et ferme après midi. Elle avait oublié "
    "ses clés sur la table de la cuisine, comme toujours. Pourquoi n'avez-vous rien dit? Les "
    "enfants couraient le long de la rivière pendant que le vieux pêcheur racontait sa vie.",
    "es": "Buenas noches. El barco sale a las siete y quien llega tarde espera hasta mañana. Mi "
    "abuela guardaba las cartas en una caja de zapatos. ¿Quién le ha contado eso? Después de la "
    "lluvia, todos volvieron a casa por el camino viejo.",
    "it": "Buonasera a tutti. Il treno parte alle otto dal terzo binario. La signora chiuse la "
    "finestra, prese il cappello e uscì senza salutare. Che cosa ne pensa, professore? Domani "
    "pioverà soprattutto sulle coste.",
    "pt": "Boa noite. A loja abre às nove e fecha às seis. Ele guardou o livro, apagou a luz e "
    "ficou a ouvir o vento. Quem lhe contou essa história? Amanhã vai chover no norte do país.",
    "nl": "Goedenavond. De trein naar Utrecht vertrekt vandaag van spoor vijf. Zij keek uit het "
    "raam en zei een hele tijd niets. Wat denkt u daar zelf van? Morgen blijft het overal droog.",
    "sv": "God kväll. Tåget mot Malmö går från spår tre. Hon stängde dörren, satte sig vid bordet "
    "och läste brevet en gång till. Vad tror ni själva? I morgon blir det regn i söder.",
    "pl": "Dobry wieczór. Pociąg do Krakowa odjeżdża z toru trzeciego. Zamknęła okno, usiadła "
    "przy stole i długo milczała. Kto panu o tym powiedział? Jutro będzie padać w całym kraju.",
    "cs": "Dobrý večer. Vlak do Brna odjíždí z druhého nástupiště. Zavřela okno, sedla si ke "
    "stolu a dlouho mlčela. Kdo vám to řekl? Zítra bude pršet na celém území.",
    "ru": "Добрый вечер. Поезд отправляется в семь часов с третьего пути. Она закрыла окно, села "
    "за стол и долго молчала. Кто вам это сказал? Завтра по всей стране пройдут дожди.",
    "tr": "İyi akşamlar. Tren saat yedide üçüncü perondan kalkıyor. Pencereyi kapattı, masaya "
    "oturdu ve uzun süre sustu. Bunu size kim söyledi? Yarın bütün ülkede yağmur var.",
    "fi": "Hyvää iltaa. Juna lähtee raiteelta kolme kello seitsemän. Hän sulki ikkunan, istui "
    "pöydän ääreen ja oli pitkään hiljaa. Kuka teille niin sanoi? Huomenna sataa koko maassa.",
    "hu": "Jó estét. A vonat hét órakor indul a harmadik vágányról. Becsukta az ablakot, leült az "
    "asztalhoz, és sokáig hallgatott. Ki mondta ezt önnek? Holnap az egész országban esik.",
    "hi": "नमस्कार. गाड़ी सात बजे तीसरे प्लेटफार्म से चलेगी. उसने खिड़की बंद की और चुपचाप बैठ गई. "
    "आपको यह किसने बताया? कल पूरे देश में बारिश होगी.",
    "el": "Καλησπέρα σας. Το τρένο φεύγει στις επτά από την τρίτη γραμμή. Έκλεισε το παράθυρο και "
    "κάθισε σιωπηλή. Ποιος σας το είπε αυτό; Αύριο θα βρέξει σε όλη τη χώρα.",
}
_LANGUAGES: Final = (
    *("en-us", "en-gb", "en-gb-scotland", "en-us-nyc", "en-029", "de", "fr-fr", "fr-ch", "es"),
    *("es-419", "it", "pt", "pt-br", "nl", "sv", "pl", "cs", "ru", "tr", "fi", "hu", "hi", "el"),
)
_VARIANTS: Final = (
    *("", "m1", "m2", "m3", "m4", "m5", "m7", "f1", "f2", "f3", "f4", "f5", "klatt", "klatt2"),
    *("klatt4", "Andy", "Annie", "Denis", "Diogo", "Hugo", "Jacky", "Lee", "Michael", "anika"),
    *("adam", "belinda", "benjamin", "boris", "david", "edward", "grandma", "linda", "steph"),
)


@dataclass(frozen=True, slots=True)
class SpeechClip:
    """Speech of one voice.

    Attributes
    ----------
    voice : str
        Name of the voice; clips of one voice are never on both sides of a split.
    samples : Floats
        16 kHz mono, (n,).
    """

    voice: str
    samples: Floats


def synthetic_clips(count: int, rng: np.random.Generator) -> Iterator[SpeechClip]:
    """Let eSpeak NG speak, which has to be installed.

    Parameters
    ----------
    count : int
        Number of clips.
    rng : np.random.Generator
        Chooses language, voice, speed, pitch and text of each.

    Yields
    ------
    SpeechClip
        A clip of at most `CLIP_S` seconds.
    """
    for _ in range(count):
        yield _synthetic_clip(rng)


def _synthetic_clip(rng: np.random.Generator) -> SpeechClip:
    language, variant = str(rng.choice(_LANGUAGES)), str(rng.choice(_VARIANTS))
    sentences = _TEXTS[language.split("-")[0]].split(". ")
    order = rng.permutation(len(sentences) * 2) % len(sentences)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = ["espeak-ng", "-v", f"{language}+{variant}" if variant else language]
        command += ["-s", str(rng.integers(105, 230)), "-p", str(rng.integers(10, 90))]
        command += ["-g", str(rng.integers(0, 12)), "-w", str(path)]
        command.append(". ".join(sentences[k] for k in order))
        subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S)
        samples = _decode(path)[: round(CLIP_S * SAMPLE_RATE)].copy()
    return SpeechClip(f"espeak {language} {variant}", samples)


def recorded_clips(folder: Path, count: int, rng: np.random.Generator) -> Iterator[SpeechClip]:
    """Join short recordings of people to clips.

    Parameters
    ----------
    folder : Path
        Has one folder for each voice, with audio files at any depth.
    count : int
        Number of clips of each voice.
    rng : np.random.Generator
        Chooses recordings and pauses.

    Yields
    ------
    SpeechClip
        A clip of `CLIP_S` seconds.
    """
    for voice in sorted(path for path in folder.iterdir() if path.is_dir()):
        recordings = list(_recordings(voice))
        for _ in range(count if recordings else 0):
            yield SpeechClip(voice.name, _joined(recordings, rng))


def _joined(recordings: Sequence[Floats], rng: np.random.Generator) -> Floats:
    parts: list[Floats] = []
    missing = round(CLIP_S * SAMPLE_RATE)
    while missing > 0:
        pause = np.zeros(round(rng.uniform(0.15, 0.9) * SAMPLE_RATE), np.float32)
        for part in (recordings[int(rng.integers(len(recordings)))], pause):
            parts.append(part)
            missing -= len(part)
    return np.concatenate(parts)[: round(CLIP_S * SAMPLE_RATE)]


def _recordings(folder: Path) -> Iterator[Floats]:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            samples = _decode(path)
        except AudioError:
            continue
        if len(samples) >= _MIN_RECORDING_S * SAMPLE_RATE:
            yield samples


def _decode(path: Path) -> Floats:
    with open_audio(path) as stream:
        return np.concatenate(list(stream.blocks()))


def as_recorded(speech: Floats, music: Floats, rng: np.random.Generator) -> Floats:
    """Put speech into a room, on the telephone, into noise, or over quiet music.

    Parameters
    ----------
    speech : Floats
        16 kHz mono, (n,).
    music : Floats
        Music for the background, (m,).
    rng : np.random.Generator
        Chooses what happens.

    Returns
    -------
    Floats
        The clip, (n,), its peak between -20 and 0 dB.
    """
    out = speech.astype(np.float64)
    if rng.random() < 0.45:
        out = scipy.signal.fftconvolve(out, _room(rng))[: len(speech)]
    if rng.random() < 0.2:
        low, high = rng.uniform(150, 350), rng.uniform(2800, 4500)
        band = scipy.signal.butter(4, (low, high), "bandpass", fs=SAMPLE_RATE, output="sos")
        out = scipy.signal.sosfilt(band, out)
    level = _rms(out)
    if rng.random() < 0.35:
        noise = (
            np.cumsum(rng.normal(size=len(out)))
            if rng.random() < 0.5
            else rng.normal(size=len(out))
        )
        noise = scipy.signal.sosfilt(
            scipy.signal.butter(1, 60, "highpass", fs=SAMPLE_RATE, output="sos"), noise
        )
        out = out + noise * (level / _rms(noise) * 10 ** (-rng.uniform(15, 45) / 20))
    if rng.random() < 0.35:
        bed = np.resize(music, len(out))
        out = out + bed * (level / _rms(bed) * 10 ** (-rng.uniform(20, 35) / 20))
    peak = np.abs(out).max() + 1e-9
    clip: Floats = (out * (10 ** (-rng.uniform(0, 20) / 20) / peak)).astype(np.float32)
    return clip


def _room(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return the response of a room: decaying noise behind the direct sound."""
    decay_s = rng.uniform(0.15, 0.8)
    time_s = np.arange(round(decay_s * SAMPLE_RATE)) / SAMPLE_RATE
    response = rng.normal(size=len(time_s)) * 10 ** (-3 * time_s / decay_s)
    response *= 10 ** (-rng.uniform(2, 14) / 20) / np.sqrt((response**2).sum())
    response[0] = 1.0
    return response


def _rms(samples: npt.NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) + 1e-9
