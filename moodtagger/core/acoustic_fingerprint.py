"""The acoustic fingerprint of a song: what its sound is like over time, as a few bits per moment.

Unlike a hash of the audio, it barely changes when the same recording is encoded again, made louder,
equalized or played a little faster.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

CODES_PER_S: Final = 7.8125
MAX_CODES: Final = 4096  # the first 8.7 minutes; later ones are only counted
KEY_COUNT: Final = 128

_VERSION: Final = 1
_HEADER: Final = struct.Struct("<HI")  # version, total
_KEY_LAG: Final = 12  # codes between the two that make up a key
_HASH_FACTOR: Final = np.uint32(2_654_435_769)  # Fibonacci hashing (Knuth, 1998)

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class AcousticFingerprint:
    """The acoustic fingerprint of one song.

    Attributes
    ----------
    codes : numpy.ndarray
        Sixteen bits for each 0.128 s of what sounds, uint16, shape (n,), n at most `MAX_CODES`.
    total : int
        Number of codes of the whole song, n or more.
    """

    codes: Codes
    total: int

    def to_bytes(self) -> bytes:
        """Pack the fingerprint.

        Returns
        -------
        bytes
            Six bytes and two for each code; less than 4 KB for a song of four minutes.
        """
        return _HEADER.pack(_VERSION, self.total) + self.codes.astype("<u2").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Unpack a fingerprint.

        Parameters
        ----------
        data : bytes
            What `to_bytes` returned.

        Returns
        -------
        AcousticFingerprint
            An empty one for data of another version.
        """
        if len(data) < _HEADER.size:
            return cls(np.empty(0, np.uint16), 0)
        version, total = _HEADER.unpack_from(data)
        if version != _VERSION:
            return cls(np.empty(0, np.uint16), 0)
        return cls(np.frombuffer(data, "<u2", offset=_HEADER.size).astype(np.uint16), total)

    def keys(self) -> Keys:
        """Return numbers of which two songs have some in common if they are the same recording.

        A key is made of two codes 1.5 s apart. Those with the smallest hashes are taken (Broder,
        1997), so that two songs choose the same ones wherever they agree.

        Returns
        -------
        numpy.ndarray
            Distinct hashes, uint32, ascending, at most `KEY_COUNT`.

        References
        ----------
        .. [1] Broder, A. Z. (1997). On the resemblance and containment of documents. Proceedings of
           Compression and Complexity of Sequences, 21-29.
        """
        if len(self.codes) <= _KEY_LAG:
            return np.empty(0, np.uint32)
        codes = self.codes.astype(np.uint32)
        hashes = ((codes[:-_KEY_LAG] << 16) | codes[_KEY_LAG:]) * _HASH_FACTOR
        return np.unique(hashes)[:KEY_COUNT]
