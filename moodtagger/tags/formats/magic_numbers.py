"""Magic numbers of files that are no MPEG audio, although they may hold MPEG frames somewhere."""

from __future__ import annotations

_AUDIO = (
    b"fLaC",
    b"OggS",
    b"RIFF",
    b"RIFX",
    b"RF64",
    b"BW64",
    b"riff\x2e\x91\xcf\x11",  # Wave64
    b"FORM",
    b"FRM8",  # DSDIFF
    b"DSD ",
    b"caff",
    b".snd",
    b"dns.",  # AU, little endian
    b"TTA1",
    b"TTA2",
    b"wvpk",
    b"MPCK",
    b"MAC \x3e",
    b"OFR ",
    b"LA0",
    b"tBaK",
    b"TWIN",
    b"MThd",
    b".RMF",
    b".ra\xfd",
    b"#!AMR",
    b"#!SILK",
    b"ADIF",
    b"\x7f\xfe\x80\x01",  # DTS in its four byte orders
    b"\xfe\x7f\x01\x80",
    b"\x1f\xff\xe8\x00",
    b"\xff\x1f\x00\xe8",
    b"DTSHDHDR",
    b"Creative Voice File",
    b"NIST_1A",
    b"ajkg",  # Shorten
    b" paf",
    b"fap ",
    b"2BIT",
    b"PVF1",
    b"PVF2",
    b"SOUND SAMPLE DATA",
    b"Extended Instrument: ",
    b"Extended Module: ",
    b"\x64\xa3\x01\x00",  # IRCAM in its byte orders
    b"\x64\xa3\x02\x00",
    b"\x64\xa3\x03\x00",
    b"\x00\x01\xa3\x64",
    b"\x00\x02\xa3\x64",
    b"\x00\x03\xa3\x64",
)
_VIDEO = (
    b"\x1a\x45\xdf\xa3",  # Matroska, WebM
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # ASF
    b"FLV\x01",
    b"FWS",
    b"CWS",
    b"ZWS",
    b"\0\0\x01\xba",  # MPEG program stream
    b"\0\0\x01\xb3",
    b"\0\0\x01\xb7",
    b"nut/multimedia container",
    b"YUV4MPEG2",
    b"DKIF",
    b"MATLAB 5",
)
_OTHER = (
    b"\xff\xd8\xff",  # JPEG
    b"\xff\x4f\xff\x51",
    b"\x89PNG\r\n\x1a\n",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"8BPS",
    b"%PDF-",
    b"%!PS",
    b"{\\rtf",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",  # gzip
    b"BZh",
    b"\xfd7zXZ\0",
    b"\x28\xb5\x2f\xfd",  # Zstandard
    b"\x04\x22\x4d\x18",  # LZ4
    b"MSCF",
    b"xar!",
    b"!<arch>\n",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"SQLite format 3\0",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # OLE: Office documents, installers
    b"\x00\x05\x16\x00",  # AppleSingle, AppleDouble
    b"\x00\x05\x16\x07",
    b"\x01CD001",  # ISO 9660, behind 32 KiB of zeros
    b"<?xml",
    b"<!DOCTYPE",
    b"<html",
)
_START_MAGICS = (*_AUDIO, *_VIDEO, *_OTHER)
_ATOMS = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")  # MP4, QuickTime, HEIC
_MPEG_TS_PACKET = 188
HEAD_BYTES = 1024


def is_other_format(head: bytes) -> bool:
    """Whether a file that begins with `head`, of `HEAD_BYTES`, has another format's magic number.

    Zeros in front of `head` may have been skipped.
    """
    return (
        head.startswith(_START_MAGICS)
        or head[4:8] in _ATOMS
        or head[257:262] == b"ustar"
        or _is_windows_program(head)
        or all(head[i : i + 1] == b"G" for i in range(0, 4 * _MPEG_TS_PACKET + 1, _MPEG_TS_PACKET))
    )


def _is_windows_program(head: bytes) -> bool:
    at = int.from_bytes(head[60:64], "little")
    return head[:2] == b"MZ" and head[at : at + 4] == b"PE\0\0"


def is_apev2_audio(head: bytes) -> bool:
    """Whether this is WavPack, Musepack or Monkey's Audio, by magic number and version."""
    version = int.from_bytes(head[4:6], "little")
    if head[:4] == b"MAC ":  # text begins so, too
        return 3000 <= version < 5000
    if head[:3] == b"MP+":
        return head[3] & 15 in (7, 8)
    return head[:4] in (b"wvpk", b"MPCK")
