"""Layer sizes and parameter shapes of PatchNet, without importing torch."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from moodtagger.inference.config import ParameterShapes

ARCHITECTURE: Final = "patchnet"  # in the card; absent for MoodNet
POOL_EPSILON: Final = 1e-3  # added to the pooled features before their square root

_MAX_BLOCKS: Final = 64
_MAX_CHANNELS: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class PatchNetConfig:
    """Layer sizes of a PatchNet.

    Attributes
    ----------
    moods : int
        Number of moods.
    stem : int
        Channels of the stem.
    blocks : tuple[tuple[int, int], ...]
        Output channels and stride of each block.
    embedding : int
        Length of an embedding.
    feelings : int
        Number of listeners' feelings.
    attributes : int
        Number of attributes.
    dropout : float
        Dropout rate before the heads, 0 to 1.
    """

    moods: int
    stem: int = 32
    blocks: tuple[tuple[int, int], ...] = (
        (64, 1),
        (128, 2),
        (128, 1),
        (256, 2),
        (256, 1),
        (512, 2),
        (512, 1),
        (512, 1),
        (512, 1),
        (512, 1),
        (512, 1),
        (1024, 2),
    )
    embedding: int = 128
    feelings: int = 9
    attributes: int = 6
    dropout: float = 0.3

    def as_dict(self) -> dict[str, Any]:
        """Convert the sizes to JSON values.

        Returns
        -------
        dict[str, Any]
            The inverse of `from_dict`.
        """
        sizes = {**asdict(self), "blocks": [list(block) for block in self.blocks]}
        return {"kind": ARCHITECTURE, **sizes}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> PatchNetConfig:
        """Read the sizes from JSON values.

        Parameters
        ----------
        values : dict[str, Any]
            The "architecture" object of a model's card.

        Returns
        -------
        PatchNetConfig
            The sizes, not yet checked for plausibility.

        Raises
        ------
        KeyError
            `blocks` is missing.
        TypeError
            A name is unknown or a value has the wrong type.
        ValueError
            A block does not have two numbers.
        """
        blocks = tuple((int(channels), int(stride)) for channels, stride in values["blocks"])
        sizes = {name: value for name, value in values.items() if name != "kind"}
        return cls(**{**sizes, "blocks": blocks})


def patchnet_shapes(config: PatchNetConfig) -> ParameterShapes:
    """List the shapes of all weights.

    Parameters
    ----------
    config : PatchNetConfig
        Layer sizes, possibly from an untrusted file.

    Returns
    -------
    ParameterShapes
        Shape by parameter name, as in the weights file.

    Raises
    ------
    ValueError
        A size is out of range.
    """
    sizes = (config.moods, config.stem, config.embedding, config.feelings, config.attributes)
    widths = [number for block in config.blocks for number in block]
    if not 0 < len(config.blocks) <= _MAX_BLOCKS:
        raise ValueError(f"{len(config.blocks)} blocks")
    for size in (*sizes, *widths):
        if not isinstance(size, int) or not 0 < size <= _MAX_CHANNELS:
            raise ValueError(f"a size of {size!r}")
    if not all(stride in (1, 2) for _, stride in config.blocks) or not 0 <= config.dropout <= 1:
        raise ValueError("a stride or a dropout out of range")
    return {
        **_layer_shapes("stem", (config.stem, 1, 3, 3)),
        **_block_shapes(config),
        **_layer_shapes("embedding", (config.embedding, config.blocks[-1][0])),
        **_layer_shapes("quadrant", (4, config.embedding)),
        **_layer_shapes("moods", (config.moods, config.embedding)),
        **_layer_shapes("va", (4, config.embedding)),
        **_layer_shapes("feelings", (config.feelings, config.embedding)),
        **_layer_shapes("attributes", (config.attributes, config.embedding)),
    }


def _block_shapes(config: PatchNetConfig) -> ParameterShapes:
    shapes: ParameterShapes = {}
    inputs = config.stem
    for number, (outputs, _) in enumerate(config.blocks):
        shapes |= _layer_shapes(f"blocks.{number}.depthwise", (inputs, 1, 3, 3))
        shapes |= _layer_shapes(f"blocks.{number}.pointwise", (outputs, inputs, 1, 1))
        inputs = outputs
    return shapes


def _layer_shapes(name: str, weight: tuple[int, ...]) -> ParameterShapes:
    return {f"{name}.weight": weight, f"{name}.bias": weight[:1]}
