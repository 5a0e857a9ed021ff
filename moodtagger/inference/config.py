"""Layer sizes and parameter shapes of MoodNet, without importing torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

N_MELS: Final = 96
TIME_STRIDE: Final = 16  # input frames per step of the network's time axis
FLOOR_DB: Final = -90.0
MAX_GAIN_DB: Final = 20.0  # so that silence is not amplified to music's level
BATCHNORM_EPSILON: Final = 1e-5
STD_EPSILON: Final = 1e-5  # added to the variance over time before its square root
LOGVAR_RANGE: Final = (-6.0, 2.0)

_MAX_BLOCKS: Final = 64
_MAX_CHANNELS: Final = 1 << 20

ParameterShapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class MoodNetConfig:
    """Layer sizes of a MoodNet.

    Attributes
    ----------
    moods : int
        Number of moods.
    stem : int
        Channels of the stem.
    blocks : tuple[tuple[int, int, int], ...]
        Output channels, frequency stride and time stride of each block.
    hidden : int
        Units of the hidden layer.
    embedding : int
        Length of an embedding.
    dropout : float
        Dropout rate before the heads, 0 to 1.
    """

    moods: int
    stem: int = 32
    blocks: tuple[tuple[int, int, int], ...] = (
        (64, 2, 2),
        (128, 2, 2),
        (128, 1, 1),
        (256, 2, 2),
        (256, 1, 1),
        (256, 1, 1),
        (512, 2, 1),
        (512, 1, 1),
    )
    hidden: int = 256
    embedding: int = 128
    dropout: float = 0.3

    def as_dict(self) -> dict[str, Any]:
        """Convert the sizes to JSON values.

        Returns
        -------
        dict[str, Any]
            The inverse of `from_dict`.
        """
        return {**asdict(self), "blocks": [list(block) for block in self.blocks]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> MoodNetConfig:
        """Read the sizes from JSON values.

        Parameters
        ----------
        values : dict[str, Any]
            The "architecture" object of a model's card.

        Returns
        -------
        MoodNetConfig
            The sizes, not yet checked for plausibility.

        Raises
        ------
        KeyError
            `blocks` is missing.
        TypeError
            A name is unknown or a value has the wrong type.
        ValueError
            A block does not have three numbers.
        """
        blocks = tuple((int(c), int(f), int(t)) for c, f, t in values["blocks"])
        return cls(**{**values, "blocks": blocks})


def parameter_shapes(config: MoodNetConfig) -> ParameterShapes:
    """List the shapes of all weights and buffers.

    Parameters
    ----------
    config : MoodNetConfig
        Layer sizes, possibly from an untrusted file.

    Returns
    -------
    ParameterShapes
        Shape by parameter name, as in the weights file.

    Raises
    ------
    TypeError
        A size is not a number.
    ValueError
        A size is out of range.
    """
    sizes = (config.moods, config.stem, config.hidden, config.embedding)
    widths = [n for block in config.blocks for n in block]
    if len(config.blocks) > _MAX_BLOCKS:
        raise ValueError(f"{len(config.blocks)} blocks")
    for size in (*sizes, *widths):
        if not isinstance(size, int) or not 0 < size <= _MAX_CHANNELS:
            raise ValueError(f"a size of {size!r}")
    if not 0 <= config.dropout <= 1:
        raise ValueError(f"a dropout of {config.dropout}")
    return {
        "quietest": (),
        "loudest": (),
        "mean": (N_MELS,),
        "scale": (N_MELS,),
        "stem.0.weight": (config.stem, 1, 5, 5),
        **_batchnorm_shapes("stem.1", config.stem),
        **_block_shapes(config),
        **_head_shapes(config),
    }


def _block_shapes(config: MoodNetConfig) -> ParameterShapes:
    shapes: ParameterShapes = {}
    inputs = config.stem
    for number, (outputs, _, _) in enumerate(config.blocks):
        name = f"blocks.{number}"
        shapes[f"{name}.depthwise.weight"] = (inputs, 1, 3, 3)
        shapes |= _batchnorm_shapes(f"{name}.norm1", inputs)
        shapes[f"{name}.pointwise.weight"] = (outputs, inputs, 1, 1)
        shapes |= _batchnorm_shapes(f"{name}.norm2", outputs)
        inputs = outputs
    return shapes


def _head_shapes(config: MoodNetConfig) -> ParameterShapes:
    channels = config.blocks[-1][0] if config.blocks else config.stem
    return {
        **_linear_shapes("hidden.0", 2 * channels, config.hidden),
        **_batchnorm_shapes("hidden.1", config.hidden),
        **_linear_shapes("embedding", config.hidden, config.embedding),
        **_linear_shapes("quadrant", config.embedding, 4),
        **_linear_shapes("moods", config.embedding, config.moods),
        **_linear_shapes("va", config.embedding, 4),
    }


def _linear_shapes(name: str, inputs: int, outputs: int) -> ParameterShapes:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _batchnorm_shapes(name: str, channels: int) -> ParameterShapes:
    each = ("weight", "bias", "running_mean", "running_var")
    return {**{f"{name}.{part}": (channels,) for part in each}, f"{name}.num_batches_tracked": ()}
