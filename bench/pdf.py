"""`python -m bench pdf`: how many PDF sheets of one project are read in a second on one core."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bench.figure import Target, alone, table

_FONT = "HeiseiKakuGo-W5"
_HEIGHT = 842
# A whole process with the one that parses, both on one core: what they spend there, start-up included.
_ONE_READING = """
import os, resource, sys, time
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pathlib import Path
from keikaku.read import read_folder
from keikaku.read.pdf.parser import PARSER
started = time.perf_counter()
plans = read_folder(Path(sys.argv[1]))
seconds = time.perf_counter() - started
PARSER.close()
spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
cpu = sum(each.ru_utime + each.ru_stime for each in spent)
print(seconds, cpu, max(each.ru_maxrss for each in spent) / 1024, sum(len(plan.projects) for plan in plans))
"""

_MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
plans:
  - key: evaluated
    title: 架空市総合計画
    files: [{key: sheet, pattern: documents/*.pdf, title: 評価シート *, profile: profile.yaml, terms: CC BY 4.0}]
"""
_PROFILE = """\
genre: pdf-sheet
era: 令和
columns: {code: 番号, name: 事務事業名, departments: 担当部署名, description: 事業内容, sdgs: 関連するSDGsのゴール}
levels: [{name: 施策, column: 施策名称}]
amounts:
  - {column: "事業費 > {year} > 決算", kind: settlement, unit: 千円}
  - {column: "事業費 > {year} > 予算", kind: budget, unit: 千円}
find: {options: 関連するSDGsのゴール}
"""


def measure(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """One table: sheets drawn here, or those of a municipality's folder."""
    place = arguments.municipality or folder / "pdf"
    if arguments.municipality is None:
        _write(place, arguments.sheets)
    rates: list[float] = []
    spent: list[float] = []
    memory: list[float] = []
    for _ in range(arguments.rounds):
        seconds, cpu, peak, found = _read(place)
        rates.append(found / seconds)
        spent.append(found / cpu)
        memory.append(peak)
    if arguments.municipality is None:
        shutil.rmtree(place)
    yield table(
        f"PDF sheets, {found:.0f} documents, one core",
        [
            alone("sheets of one project", "sheets/s of processor time", spent, Target.at_least(5)),
            alone("the same by the clock, beside whatever else ran", "sheets/s", rates),
            alone("the larger of the two processes", "MB", memory),
        ],
    )


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--sheets", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--municipality", type=Path, help="a municipality's folder of PDF sheets to read instead"
    )


def _read(place: Path) -> tuple[float, float, float, float]:
    program = [sys.executable, "-c", _ONE_READING, str(place)]
    answer = subprocess.run(program, check=True, capture_output=True, env=dict(os.environ))
    seconds, cpu, peak, found = map(float, answer.stdout.split())
    return seconds, cpu, peak, found


def _write(place: Path, sheets: int) -> None:
    shutil.rmtree(place, ignore_errors=True)
    (place / "documents").mkdir(parents=True)
    (place / "municipality.yaml").write_text(_MUNICIPALITY, "utf-8")
    (place / "profile.yaml").write_text(_PROFILE, "utf-8")
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    for number in range(1, sheets + 1):
        canvas = Canvas(str(place / "documents" / f"{number:03}.pdf"), invariant=1)
        _draw(canvas, number)
        canvas.save()


def _draw(canvas: Canvas, number: int) -> None:
    """About as many cells and words as a real sheet has: 200 and 1,500."""
    words = "環境を学ぶ取組を支え、だれもが参加しやすい環境の整備に努めます。"
    _rows(
        canvas,
        40,
        [100, 155, 100, 155],
        [["担当部署名", "環境政策課", "事務事業名", f"環境学習推進事業その{number}"]],
    )
    _rows(canvas, 70, [100, 155, 100, 155], [["施策名称", "環境との共生", "番号", str(number)]])
    _rows(
        canvas,
        100,
        [100, 410],
        [["事業内容", words]] + [[f"評価の観点{index}", words] for index in range(14)],
    )
    canvas.rect(40, _HEIGHT - 540, 90, 120)
    canvas.drawString(42, _HEIGHT - 440, "関連するSDGsのゴール")
    goals = [
        ["○" if goal % 4 == number % 4 else "", f"{min(goal, 17)} 持続できる目標のひとつ"]
        for goal in range(1, 19)
    ]
    for column in range(3):
        _rows(canvas, 420, [20, 120], goals[column * 6 : column * 6 + 6], left=130 + 140 * column)
    header = [
        ["区分", "令和４年度", "令和５年度", "令和６年度", "令和６年度"],
        ["", "決算", "決算", "予算", "決算"],
    ]
    _rows(canvas, 560, [150, 90, 90, 90, 90], [*header, ["事業費", "1,000", "-", "3,000", "2,900"]])
    _rows(canvas, 620, [150, 90, 90, 90, 90], [[f"内訳{index}", "1", "2", "3", "4"] for index in range(8)])


def _rows(canvas: Canvas, top: float, widths: list[float], rows: list[list[str]], left: float = 40) -> None:
    height = 20
    for line, cells in enumerate(rows):
        x, y = left, _HEIGHT - top - height * line
        for width, text in zip(widths, cells, strict=True):
            canvas.rect(x, y - height, width, height)
            canvas.setFont(_FONT, 8)
            canvas.drawString(x + 2, y - 14, text)
            x += width
