"""Write PatchNet as an ONNX model, with the encoder of `onnx_export`."""

from __future__ import annotations

from moodtagger.inference.backends.onnx_export import INPUT_NAME, OnnxModelWriter
from moodtagger.inference.model_folder import Tensors
from moodtagger.inference.patch_config import POOL_EPSILON, PatchNetConfig
from moodtagger.inference.patch_mel import PATCH_BANDS, PATCH_FRAMES

_PAD_BOTH_ENDS = (1, 1, 1, 1)
_PAD_FAR_ENDS = (0, 0, 1, 1)  # of time and frequency, as `patch_architecture.pad_far_ends`


def build_patchnet_model(config: PatchNetConfig, tensors: Tensors) -> bytes:
    """Build the ONNX model of a PatchNet.

    Parameters
    ----------
    config : PatchNetConfig
        Layer sizes.
    tensors : Tensors
        Weights by name, with the shapes of `patch_config.patchnet_shapes`.

    Returns
    -------
    bytes
        An ONNX file that maps `windows` (n, 96, 64) to embeddings (n, size).
    """
    writer = OnnxModelWriter()
    x = writer.add_node("Unsqueeze", INPUT_NAME, writer.add_constant([1]))
    x = _convolution(writer, x, tensors, "stem", stride=2, pads=_PAD_FAR_ENDS)
    inputs = config.stem
    for number, (outputs, stride) in enumerate(config.blocks):
        name = f"blocks.{number}"
        pads = _PAD_BOTH_ENDS if stride == 1 else _PAD_FAR_ENDS
        x = _convolution(
            writer, x, tensors, f"{name}.depthwise", stride=stride, pads=pads, group=inputs
        )
        x = _convolution(writer, x, tensors, f"{name}.pointwise")
        inputs = outputs
    pooled = writer.add_node("ReduceMean", x, axes=[2, 3], keepdims=0)
    features = writer.add_node(
        "Sqrt", writer.add_node("Add", pooled, writer.add_constant(POOL_EPSILON))
    )
    weight, bias = (tensors[f"embedding.{part}"] for part in ("weight", "bias"))
    embedding = writer.add_node(
        *("Gemm", features, writer.add_constant(weight), writer.add_constant(bias)), transB=1
    )
    return writer.serialize(INPUT_NAME, ("n", PATCH_FRAMES, PATCH_BANDS), embedding)


def _convolution(
    writer: OnnxModelWriter,
    x: str,
    tensors: Tensors,
    name: str,
    *,
    stride: int = 1,
    pads: tuple[int, ...] = (0, 0, 0, 0),
    group: int = 1,
) -> str:
    """Add a convolution followed by ReLU."""
    weight, bias = (writer.add_constant(tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
    y = writer.add_node("Conv", x, weight, bias, strides=(stride, stride), pads=pads, group=group)
    return writer.add_node("Relu", y)
