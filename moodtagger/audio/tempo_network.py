"""A small network that chooses among candidates for the tempo.

It was fitted to rendered rhythms of known tempo and to songs whose tempo another program estimated,
by the regularized log-likelihood of the right candidate: two networks of ten hidden units each,
side by side.
"""

from __future__ import annotations

import base64
import functools
from typing import Final

import numpy as np
import numpy.typing as npt

_FEATURES: Final = 59
_HIDDEN: Final = 20
# float16: weights of the hidden units, (59, 20), their offsets, their output weights, and weights
# that lead from the features to the output.
_WEIGHTS: Final = (
    "6rL4qjKuXr1avHU8yat1QZEo4q3msJCxo7vuNHg1K0ApwfczBTtbM0q43Liguu+6xrz/NDGdRbN1ttI3bLFnsOm45jQX"
    "t5m5fi+1OGw6zri+OjK0E7rsMhI/US2VOD+5oLS+NC+4+jKbLl85mbmzu9w4EzVCt+u2FqdDMrWxkDXNrJUtJ7iGswAt"
    "TDTOKfOvyDZcuZ+0IbWVNDSzmzZYIQU4wDj3LZw55TOcOJ+4v7N7NTy1rzQWtCg4H7uoNPA0VTBzup0y8jl+ITe3RDFf"
    "PAW1eSqLuBAze7Y8MGe34TGfPNi6si++tSexm7lmOQm3TSkoNbK6EzXyJAS3zjZTMdE11rfzOK84ZTdHOL8e8jRLPHkx"
    "vq/bNxovn7XVNNWxtTSaK7S6yjfbt88yeLjdsGypHry4stG1FrTEuE4usbS+sw6y1zNTNx0vJjbRtCWrgrRQKqK0Eirm"
    "NVq02K5Bqny2HrAUr1qxQLUftACnHq+hsSmmIrDjLXKyXDeQteyrYbDzsZW2bDLhLDEuVLUytVGrhTMyLju4hTKermK2"
    "ODSxLmcwUaVHNdu2sLi6sfuxKLYrs6+1TyVHup+4Ryv2tBAyhqwhtaIuVLg3MX66AK9ftem2WrSUtVApaTB3qFq6qj25"
    "PI88K8VuPUU+yjOvQOMziLHKJtu8z8QhOKg/J7w0wVA/5MKEPKeyciWdvbi6v7zLI+M+kDmHMy4yXTaWqqG5k0DsOjg4"
    "yDSOOUKkfbDUMYo0Z7wrPtE8bTtBOquzgrgTslu7qTjmPWg86TvFsQe9FjBrMhAw1LsBsK62WTd1siqqH719MuIyJzXq"
    "OIc2FjpMvWu1M7mPMGW2qTQsLEE3DzmoNXC10zUZNhHAMLNyIxG51jTlKfK4TMFtOJ6/SLJlut+7bztiOJu2LD4xPF0+"
    "eDkEvMY8VLwZtRG9py0gPNC8zrEVJE++6qTePOmlsLhxOQu72LdINzk5RzXlLGwvm7S/N6Exf64sN34jkrzmuT406DTP"
    "Oao0n7poNgCw6Tc5Otm8Z7TvugQyjLo9rAgtkL0xro2+qrIRtq+do7lpNpeuVjafuHs/8jkvtHE4nbnwLsq79LYWuniw"
    "1bgDtCW8izvLMtAtI7RgtAgsaLdquWU5USbKu3Wo4Tz+qn+u67hMNMK2QbT8LmQ4AbyWsSE5l7Teqdq7TjmyNfa2mLiN"
    "tzk0yrjwLcy5SLfGrky8QTgPMfS0NbRjui26qi04N7WuTLwkpCwpprlDLVC7bTRaN4cysanhNpQ3dLVYOTK6hCd4Lk04"
    "w76eMkI7Bqx7QLotNaxCMI264r4xMnK2pUARwZw4/DgnNTqsJrZ+uXm5ar0cuoguHqkKtFUof667sOi3KTeHuU0wVTY1"
    "LMQ8/LdbPZW0BzKLNM8+7Dv7MHCy7KVJNuiyU7X3JpcvfLsxvma0zjjBqD25uTZUN1a8Wju/uJG5bC2xrL43Vy6ANyan"
    "bDoOL9uwXzDlO+O5hDclLQU6GDkKMsI8tDsVOjW5Trh3NOmsgjTxtiU5RLwgq0Y2p645uo0vrTqJsia52Dk8tKCq8jkf"
    "t+q5GrmILrW5ILBesCq5AbBqvY21XTSwrR647TGXNO4tczWaNGGocaw9Nf80T7MyNj01aTd6sGmwQiTuNWM1TS30NdK3"
    "hbVkNbiyuChuLcW5ETkltaU1tbbtKZ+yh7q6nT8xoLkLtSeyKrayuKexqS9RMym1hDkGMO25/qzHrGqo/SpHATU1TjBY"
    "tmGynDVZuS2webhytzAyQC8esSCxkKK7OPi01TQeuHQyfTDMpBSxCzyitvkyIa20tm+2hzYjsjUyJbZ8uJw0MTl+N4ga"
    "EjiKOQAz9TiGNgg8LraGrTa0+zGFunC3LKxlrZiycyAEJms2ZrYPMru4by/VrxQuBDUTOAGtuS4krZG4iL3itPiybbwA"
    "t4k2Vrk6Q0unGznJNHC5k7jnuB68ND8EwMo1Tzi9twq6DrgtugW8Mbo5Nem2FrouuQE5kLTYuAm6J7C/tqS5SDTYNGs4"
    "ZLiWPPa3h7qEvYo+sS7iOR68BLinM6W6NrXFvJg7tbcJvmk59jjAuDC5jjgUOOy6Dzyitx4rQRNBt8EzkjECMO+xyTp7"
    "s9ivMrZKPAW6AjghMh412jZQKc882zUmOK2t3a8yOEIz2jastls8TrgNtA0qsTj/uf01CTdGGsO59zRcOOe0ebDpuBE8"
    "urkltPy4VTAMONu4Zif4Jx+5zbagOnm5KDJ5s8q4/bdtsuO2yjTSrw01zrO3Ness+bfqMd+oyKoRPZI3g7ius/y5E7jn"
    "Mty2sLbKM665qDS2tKAzRrOPqOixALpwsI4ombY6tQW2FbhHtMq2HjlfLQqwQjjztFUyyrcGsYWxDaQhqNawWa97MtO4"
    "SS7lrxK2I7i+sN02wjZBNbaty7gNOEq1W6qWtWo1mzY+umixgjn1uR6wuipJs5e6HTSdsnKwsrmgMRYtJDMVORQswzkn"
    "Nj+wNSuqGcs0xLWJJb65pbDUuBazbrHVOLWqvbOXtHIzFal2s0awMjXEN3G43DQYOZEsW7VAq7m2vLOAsL2i7LcMMxw0"
    "T6cLsTan5zK3Lya0urcpHpEvf7VStAc4u6nvsjUztDdFuxA9arsptRo3UjegNK2wDbIBOkc94TMDsVw5sTYhtvM06Dbv"
    "RkhIN8jDRgq8ssQ0SOM+y0X3wBhFIEjoRzRJ0b6CQoW6WkMONOVHLzixMuo3I7KmNgmxQba7OJu0kLZntgUvji6RtzK3"
    "bTIInCWzbDikMn6xPbJ/u8M1YLaHth84hSefNaQwzTcEMGU3MTg/OOoy8zWQqHQ1oLTTsKStB7Q/thUyoC1fLTupKCx9"
    "MRA0dbL8tNwygzNqtaKv4DcdLzOzmrTxsKQ0Hbn8NBc33LHis7SwaTPiqDy1gbnUspSoS7YEt0s4gLKisaU+gLk8NM24"
    "8jzjJ3g5G7Wpu3O6570XNOS6NjzGvXQkfTtOPZQ4KbUwNle4SsDOQLszRjtaPS/A2LpfqAG+PDgNQC8/h76WvGs8KjoF"
    "PIGrcj6MpzktsjTzOy8cJT69pzG1yLrkvJg5wDBTQEC71jmvOwA8EzvYNFY+yLutMhS7qzpxs+o2m7cIvAu7Pr+CM2S9"
    "EjfIuMQ2rjFSN0k4NLkxPUM8aLrRvCS2M6b1NWm+CToxu807375AvZc1ATkfuT+0Iz6uQCM9e75Bvas+RcAtP/U8fr6K"
    "vyO98DqDvtu7nL85wNa7xL+Evzc9/715vaPAr7J3NXi3pb0gMNC8ZDeVOVM+bzhvPIHBGrx7pGy6pcCxMBWwkTR6OvlC"
    "titpNbO8Fb5UO+G93blEPmO51TrEPDE8HLAQOdCw6LQkNPy5CbXmMWC5nTxdOlY6DjutoEg8+7oxP6GzE7TROjI94zwN"
    "RDQ0HLw="
)

Vector = npt.NDArray[np.float64]


def candidate_scores(features: Vector) -> Vector:
    """Score candidates for the tempo of a song.

    Parameters
    ----------
    features : ndarray of float64, shape (m, 59)
        What `tempo.candidate_features` says of m candidates.

    Returns
    -------
    ndarray of float64, shape (m,)
        Logits of the candidates' probabilities.
    """
    hidden, offsets, output, direct = _weights()
    scores: Vector = np.tanh(features @ hidden + offsets) @ output + features @ direct
    return scores


@functools.cache
def _weights() -> tuple[Vector, Vector, Vector, Vector]:
    numbers = np.frombuffer(base64.b64decode(_WEIGHTS), "<f2").astype(np.float64)
    sizes = (_FEATURES * _HIDDEN, _HIDDEN, _HIDDEN, _FEATURES)
    hidden, offsets, output, direct = np.split(numbers, np.cumsum(sizes)[:-1])
    return hidden.reshape(_FEATURES, _HIDDEN), offsets, output, direct
