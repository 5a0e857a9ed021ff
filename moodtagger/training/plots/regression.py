"""Pictures of predicted numbers: against the true ones, and how they miss."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from moodtagger.training.data.dataset import Floats
from moodtagger.training.framework.metrics import Truth
from moodtagger.training.plots.small_multiples import axes_row


def plot_predicted(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Predicted against true, a plot for each label."""
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        low = min(truth[:, k].min(), predicted[:, k].min())
        high = max(truth[:, k].max(), predicted[:, k].max())
        axes.plot([low, high], [low, high], color="grey", linestyle=":")
        axes.scatter(truth[:, k], predicted[:, k], s=12, alpha=0.5, linewidths=0)
        axes.set(title=labels[k], xlabel="labelled", ylabel="predicted", aspect="equal")
    return figure


def plot_residuals(labels: Sequence[str], truth: Truth, predicted: Floats) -> Figure:
    """Histogram of predicted minus true, a plot for each label."""
    figure, plots = axes_row(len(labels))
    for k, axes in enumerate(plots):
        residual = predicted[:, k] - truth[:, k]
        axes.hist(residual, bins=30)
        axes.axvline(0, color="grey", linestyle=":")
        axes.axvline(residual.mean(), color="black", label=f"mean {residual.mean():+.3f}")
        axes.set(title=labels[k], xlabel="predicted - labelled", ylabel="songs")
        axes.legend()
    return figure
