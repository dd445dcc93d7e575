"""Lines inside a cell: wrapped words, and items."""

import re

_ITEM = re.compile(r"\s*(?:[・･○●◯◎■□◆◇▪•※*＊]|[-－–—]\s|[①-⑳⑴-⒇]|[(（]?[0-9０-９]{1,2}[)）.．])")


def joined_lines(cell: str) -> str:
    """A cell that wrapped as one line: without a space inside Japanese, with one between Latin words."""
    text = ""
    for line in cell.split("\n"):
        part = line.strip()
        between = " " if text and part and text[-1].isascii() and part[0].isascii() else ""
        text += between + part
    return text


def items(cell: str) -> list[str]:
    """The items of a cell, each from one mark at the beginning of a line to the next; all of it where it has none."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if not lines or not _ITEM.match(lines[0]):
        return [joined_lines(cell)] if lines else []
    found: list[list[str]] = []
    for line in lines:
        if _ITEM.match(line):
            found.append([line])
        else:
            found[-1].append(line)
    return [joined_lines("\n".join(each)) for each in found]
