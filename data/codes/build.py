"""Write prefectures.csv and municipalities.csv anew from published lists (README.md): `make codes`.

Its argument is the folder in which the packages of requirements/codes.txt have been unpacked.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
HEAD = ("code", "name", "reading", "prefecture", "name_en", "latitude", "longitude")

# The list prints ョ, ュ and ャ large in these; the romaji of jp-prefecture and the cities themselves have them small.
READINGS = {
    "064289": "しょうないまち",
    "104213": "なかのじょうまち",
    "112062": "ぎょうだし",
    "112119": "ほんじょうし",
    "112160": "はにゅうし",
    "124036": "くじゅうくりまち",
    "124435": "おんじゅくまち",
    "124630": "きょなんまち",
    "253847": "りゅうおうちょう",
    "272299": "しじょうなわてし",
    "294268": "こうりょうちょう",
    "332089": "そうじゃし",
    "335860": "しんじょうそん",
    "473260": "ちゃたんちょう",
}

# JpGeocode knows it by its name before 1 May 2019.
FORMER_NAMES = {"兵庫県,丹波篠山市": "兵庫県,篠山市"}

# `Ishikari-gun Tobetsu-cho`, `Kamakura-shi`; some long ones are cut off at the end (`Fujikawaguchiko Mac`).
ROMAJI = re.compile(r"(?:\S+-gun )?(?P<name>[A-Z].*?)(?:[- ](?:shi|ku|machi|cho|mura|son|Mach?|Mu))?")
PREFECTURE_ROMAJI = re.compile(r'"(\w+[都道府県])" : \'(\w+)\'')


def prefectures(packages: Path) -> Iterator[dict[str, str]]:
    """The 47 prefectures by JIS X 0401 code."""
    names = dict(PREFECTURE_ROMAJI.findall((packages / "jp_prefecture/jp_prefecture.py").read_text("utf-8")))
    for row in _codes(packages):
        if not row["city"]:
            name = row["prefecture"]
            yield {
                "code": row["code"][:2],
                "name": name,
                "reading": _hiragana(row["prefecture_kana"]),
                "name_en": names[name],
            }


def municipalities(packages: Path) -> Iterator[dict[str, str]]:
    """The 1,741 municipalities by their 6-digit code."""
    points = json.loads((packages / "JpGeocode/data/jp_geocode.json").read_text("utf-8"))
    names = {
        row["cityCode"]: row["cityAlphabet"] for row in _rows(packages / "jp_prefecture/data/cities.csv")
    }
    for row in _codes(packages):
        if row["city"]:
            code, place = row["code"], f"{row['prefecture']},{row['city']}"
            point = points[FORMER_NAMES.get(place, place)]
            yield {
                "code": code,
                "name": row["city"],
                "reading": READINGS.get(code) or _hiragana(row["city_kana"]),
                "prefecture": row["prefecture"],
                "name_en": _english(names.get(code[:5], "")),
                "latitude": f"{point['lat']:.4f}",
                "longitude": f"{point['lng']:.4f}",
            }


def _codes(packages: Path) -> Iterator[dict[str, str]]:
    return _rows(packages / "data.csv")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _hiragana(half_width_katakana: str) -> str:
    katakana = unicodedata.normalize("NFKC", half_width_katakana)
    return "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in katakana)


def _english(romaji: str) -> str:
    found = ROMAJI.fullmatch(romaji)
    return found["name"] if found else ""


def _write(name: str, rows: Iterable[dict[str, str]]) -> None:
    rows = sorted(rows, key=lambda row: row["code"])
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [column for column in HEAD if column in rows[0]], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    _write("prefectures.csv", prefectures(folder))
    _write("municipalities.csv", municipalities(folder))
