"""Bytes of a text document to characters: BOM, UTF-8, CP932, EUC, in that order, and never a guess in silence."""

import codecs
from typing import NamedTuple

from keikaku.language import Text
from keikaku.problem import Place, Problem

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Shift_JIS proper lacks ①㈱髙, which plans are full of: CP932 has them.
_LEGACY = ("cp932", "euc_jis_2004")
_BINARY = {
    b"%PDF": Text("PDFファイルです", "it is a PDF"),
    b"PK\x03\x04": Text("ZIP形式(Excel、Wordなど)のファイルです", "it is a ZIP file (Excel, Word …)"),
    b"\xd0\xcf\x11\xe0": Text("古いOffice形式のファイルです", "it is an old Office file"),
}
_ALLOWED_CONTROLS = frozenset("\t\n\r\f")


class Decoded(NamedTuple):
    """The characters of a document and the encoding they were in."""

    text: str
    encoding: str


def decode(data: bytes, file: str) -> Decoded:
    """The text of `data`; a Problem with line and column if it is empty, binary, cut off or in no known encoding."""
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise _not_text(file, what)
    if not data.strip():
        raise Problem(
            Text("ファイルが空です。", "the file is empty."),
            Place(file),
            Text("文書の本文を入れてください。", "Put the document's text into it."),
        )
    decoded = _decode(data, file)
    _refuse_controls(decoded.text, file)
    return decoded


def _decode(data: bytes, file: str) -> Decoded:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strictly(data, encoding, file)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data, error):
            raise _undecodable(data, error, file) from error
    for encoding in _LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_japanese(text):
            return Decoded(text, encoding)
    return _strictly(data, "utf-8", file)


def _strictly(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, file) from error


def _mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the file is UTF-8 with damage: Japanese before the bad byte, which legacy bytes never decode to."""
    before = data[: error.start].decode("utf-8")
    return any("\u3040" <= character <= "\u9fff" for character in before)


def _reads_as_japanese(text: str) -> bool:
    kana = sum("\u3040" <= character <= "\u30ff" for character in text)
    odd = sum("\uff61" <= character <= "\uff9f" or "\ue000" <= character <= "\uf8ff" for character in text)
    return kana > odd


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode(error.encoding, "replace")) + 1
    cut_off = error.end >= len(data)
    return Problem(
        Text("ファイルが文字の途中で終わっています。", "the file ends in the middle of a character.")
        if cut_off
        else Text(
            f"文字として読めないバイト 0x{data[error.start]:02x} があります。",
            f"byte 0x{data[error.start]:02x} is no character in any encoding tried (UTF-8, CP932, EUC).",
        ),
        Place(file, line=line, column=column),
        Text("元の文書からもう一度保存してください。", "Save the file again from the original document."),
    )


def _refuse_controls(text: str, file: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if (character < " " or character == "\x7f") and character not in _ALLOWED_CONTROLS:
                raise _not_text(
                    file,
                    Text(
                        f"制御文字 U+{ord(character):04X} があります",
                        f"it has control character U+{ord(character):04X}",
                    ),
                    line=number,
                    column=column,
                )


def _not_text(file: str, what: Text, line: int | None = None, column: int | None = None) -> Problem:
    return Problem(
        Text(f"テキスト文書ではありません: {what.ja}。", f"this is not a text document: {what.en}."),
        Place(file, line=line, column=column),
        Text("文書から取り出したテキストを置いてください。", "Put the text taken from the document here."),
    )
