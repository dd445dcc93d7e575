"""Bytes of a text document to characters: BOM, UTF-8, CP932, EUC, in that order, and never a guess in silence."""

import codecs
import re
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
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_KANA_OR_KANJI = re.compile("[\u3040-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
# Half-width katakana and private characters: what legacy bytes decode to in a wrong encoding.
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")


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
    errors: list[UnicodeDecodeError] = []
    for encoding in ("utf-8", *_LEGACY):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            errors.append(error)
            if _is_damaged(data, error):
                break
            continue
        if encoding == "utf-8" or _reads_as_japanese(text):
            return Decoded(text, encoding)
    # Of several encodings the one that reads furthest is the likeliest to be the document's.
    raise _undecodable(data, max(errors, key=lambda error: error.start), file)


def _strictly(data: bytes, encoding: str, file: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, file) from error


def _is_damaged(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the file is in this encoding, with damage: Japanese stands before the bad byte, and nothing odd."""
    before = data[: error.start].decode(error.encoding)
    return _KANA_OR_KANJI.search(before) is not None and _reads_as_japanese(before)


def _reads_as_japanese(text: str) -> bool:
    return len(_KANA.findall(text)) > len(_ODD.findall(text))


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
    found = _CONTROL.search(text)
    if found is None:
        return
    name = f"U+{ord(found[0]):04X}"
    raise _not_text(
        file,
        Text(f"制御文字 {name} があります", f"it has control character {name}"),
        line=text.count("\n", 0, found.start()) + 1,
        column=found.start() - text.rfind("\n", 0, found.start()),
    )


def _not_text(file: str, what: Text, line: int | None = None, column: int | None = None) -> Problem:
    return Problem(
        Text(f"テキスト文書ではありません: {what.ja}。", f"this is not a text document: {what.en}."),
        Place(file, line=line, column=column),
        Text("文書から取り出したテキストを置いてください。", "Put the text taken from the document here."),
    )
