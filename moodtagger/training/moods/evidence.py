"""What held-out songs say of one mood, by complete and by incomplete labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MoodEvidence:
    """Labels of n songs of both sets for one mood.

    Attributes
    ----------
    present : Doubles
        1 where the song is labeled with the mood, otherwise 0, (n,).
    completeness : Doubles
        Probability that a song with the mood is labeled so, (n,): 1 where labels are complete.
    fold : Ints
        Fold in which a song is held out, (n,).
    rated : npt.NDArray[np.bool_]
        Whether listeners rated the song, so that its labels are complete, (n,).
    """

    present: Doubles
    completeness: Doubles
    fold: Ints
    rated: npt.NDArray[np.bool_]

    @property
    def credit(self) -> Doubles:
        """What each song counts as right, (n,): a label stands for those that are missing."""
        return self.present / self.completeness

    @property
    def base_rate(self) -> float:
        """The fraction of songs that has the mood, corrected for missing labels, 0 to 1."""
        return min(1.0, float(self.credit.mean())) if len(self.credit) else 0.0

    def select(self, rows: npt.NDArray[np.bool_]) -> MoodEvidence:
        """Select songs.

        Parameters
        ----------
        rows : npt.NDArray[np.bool_]
            Which songs, (n,).

        Returns
        -------
        MoodEvidence
            Labels of these songs.
        """
        return MoodEvidence(
            self.present[rows],
            self.completeness[rows],
            self.fold[rows],
            self.rated[rows],
        )

    def precision(self, called: npt.NDArray[np.bool_]) -> float | None:
        """Compute the precision of calling the mood, corrected for missing labels.

        Parameters
        ----------
        called : npt.NDArray[np.bool_]
            The songs for which the mood is called, (n,).

        Returns
        -------
        float | None
            Precision, 0 to 1; None without songs.
        """
        return min(1.0, float(self.credit[called].mean())) if called.any() else None
