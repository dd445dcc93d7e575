"""Labels: whether a cell is the one that a profile names, whatever its spaces, widths and footnote marks."""

import re

from keikaku.japanese import key_text
from keikaku.read.pdf.page import Cell

# 人件費 ※ B, 人件費*1, 人件費(注2) are 人件費; so is 実施期間 with an explanation in brackets or on a line with ※.
_MARKS = re.compile(r"[(（]?(?:[※＊*†‡]|注(?=[0-9０-９]))[0-9０-９]{0,2}[)）]?")
_NOTE_LINE = re.compile(r"^[※＊*]|^[(（]?注[0-9０-９)）:：]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


def forms_of(cell: Cell) -> frozenset[str]:
    """The words of a cell without its footnotes, and without what stands in brackets, as `key_text`."""
    kept = "".join(line for line in cell.line_texts if not _NOTE_LINE.match(line))
    forms = {key_text(_MARKS.sub("", text)) for text in (kept, cell.text)}
    forms |= {_BRACKETS.sub("", form) for form in forms}
    return frozenset(form for form in forms if form)


def unmarked(text: str) -> str:
    """A header without its footnote marks."""
    return _MARKS.sub("", text)


def rest_behind(cell: Cell, label: str) -> str | None:
    """What stands in a cell behind a label that begins it (担当課：環境課); None where it does not."""
    if not cell.key.startswith(label) or cell.key == label:
        return None
    for end in range(1, len(cell.text)):
        if key_text(cell.text[:end]) == label:
            return cell.text[end:].lstrip(" 　:：\n")
    return None
