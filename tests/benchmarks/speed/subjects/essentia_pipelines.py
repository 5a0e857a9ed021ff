"""essentia: its loader with the mel bands of its tagging networks, and its extractor."""

from __future__ import annotations

from collections.abc import Callable


def load(mode: str) -> Callable[[str], None]:
    """Return the pipeline `mel` or `extractor`."""
    import essentia

    essentia.log.infoActive = essentia.log.warningActive = False
    return {"mel": _mel, "extractor": _extractor}[mode]()


def _mel() -> Callable[[str], None]:
    import essentia.standard as es

    window, spectrum = es.Windowing(type="hann", normalized=False), es.Spectrum(size=512)
    bands = es.MelBands(
        inputSize=257, numberBands=96, sampleRate=16_000, highFrequencyBound=8000, log=False
    )

    def analyze(path: str) -> None:
        audio = es.MonoLoader(filename=path, sampleRate=16_000)()
        frames = es.FrameGenerator(audio, frameSize=512, hopSize=256)
        if not sum(len(bands(spectrum(window(frame)))) for frame in frames):
            raise ValueError("essentia gave no mel bands")

    return analyze


def _extractor() -> Callable[[str], None]:
    import essentia.standard as es

    extract = es.MusicExtractor()

    def analyze(path: str) -> None:
        extract(path)

    return analyze
