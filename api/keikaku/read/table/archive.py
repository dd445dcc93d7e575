"""The parts of an Excel workbook (ECMA-376: XML files in a ZIP archive), unpacked without trusting their sizes."""

import io
import struct
import zipfile
import zlib

from keikaku.language import Text
from keikaku.problem import Place, Problem

# Together, unpacked. A sheet of 100,000 rows with 20 columns is about 60 MB.
_LARGEST = 300_000_000
_MOST_PARTS = 2_000
_STEP = 1 << 20
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


class Archive:
    """A workbook's XML parts by name; a Problem if it is damaged, encrypted, a bomb, or has XML entities."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        self._left = _LARGEST
        try:
            parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self._damaged() from error
        if len(parts) > _MOST_PARTS:
            raise self._too_large()
        self.parts: dict[str, bytes] = {}
        for part in parts:
            if part.flag_bits & _ENCRYPTED:
                raise encrypted(file)
            if part.filename.lower().endswith((".xml", ".rels")):
                self.parts[part.filename] = self._checked(self._unpacked(part))

    def stored(self) -> bytes:
        """The same parts as an archive without compression, which nobody has to unpack again."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return packed.getvalue()

    def _unpacked(self, part: zipfile.ZipInfo) -> bytes:
        """The part's bytes, counted while they come: what the archive says of their number may be a lie."""
        start = part.header_offset
        try:
            name, extra = struct.unpack_from("<HH", self._data, start + 26)
        except struct.error as error:
            raise self._damaged() from error
        begin = start + _LOCAL_HEADER + name + extra
        packed = self._data[begin : begin + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            unpacked = packed
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            unpacked = self._inflated(packed)
        else:
            raise self._damaged()
        if len(unpacked) > self._left:
            raise self._too_large()
        if zlib.crc32(unpacked) != part.CRC:
            raise self._damaged()
        self._left -= len(unpacked)
        return unpacked

    def _inflated(self, packed: bytes) -> bytes:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        unpacked = bytearray()
        rest = packed
        try:
            while rest and not inflater.eof:
                unpacked += inflater.decompress(rest, _STEP)
                rest = inflater.unconsumed_tail
                if len(unpacked) > self._left:
                    raise self._too_large()
        except zlib.error as error:
            raise self._damaged() from error
        return bytes(unpacked)

    def _checked(self, part: bytes) -> bytes:
        """The XML, if it is UTF-8 and declares nothing: entities can grow without end or name other files."""
        if b"\x00" in part[:200] or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise Problem(
                Text(
                    "ブックのXMLに、Excelが書かない宣言(DOCTYPE、ENTITY)があります。",
                    "the workbook's XML has declarations (DOCTYPE, ENTITY) that Excel never writes.",
                ),
                Place(self._file),
                Text("出所の確かなファイルを使ってください。", "Use a file whose origin you know."),
            )
        return part

    def _damaged(self) -> Problem:
        return Problem(
            Text("Excelブックが壊れています。", "the Excel workbook is damaged."),
            Place(self._file),
            Text("Excelでもう一度保存してください。", "Save it again in Excel."),
        )

    def _too_large(self) -> Problem:
        return too_large(self._file, Text("開くと300 MBを超えます", "unpacked, it has more than 300 MB"))


def encrypted(file: str) -> Problem:
    """The workbook needs a password."""
    return Problem(
        Text("パスワードで保護されたブックです。", "the workbook is encrypted with a password."),
        Place(file),
        Text("パスワードを外して保存してください。", "Save it without a password."),
    )


def too_large(file: str, why: Text) -> Problem:
    """The table is larger than this program reads."""
    return Problem(
        Text(f"表が大きすぎます({why.ja})。", f"the table is too large: {why.en}."),
        Place(file),
        Text("要る列と行だけのファイルに分けてください。", "Divide it, and leave out what is not needed."),
    )
