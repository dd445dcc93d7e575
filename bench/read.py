"""`python -m bench read`: how fast the readers are: of text, on documents of the shipped one's genre, and of tables."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import tabular
from bench.figure import alone, compared, table
from keikaku.resources import content_folder

_TOPICS = ("広報", "防災", "子育て", "公園", "道路", "図書館", "観光", "福祉", "消防", "環境")
_ONE_READING = """
import os, sys, time
from pathlib import Path
from bench import process
from keikaku.read import read_folder
process.forget_peak(os.getpid())
started = time.perf_counter()
plans = read_folder(Path(sys.argv[1]))
seconds = time.perf_counter() - started
print(seconds, process.peak_memory(os.getpid())[os.getpid()], sum(len(plan.projects) for plan in plans))
"""


def measure(folder: Path, arguments: argparse.Namespace) -> Iterator[str]:
    """A document, and one that is five times as long; then tables."""
    rates: dict[int, list[float]] = {}
    memory: dict[int, list[float]] = {}
    lines: dict[int, int] = {}
    for projects in (arguments.projects, arguments.projects * 5):
        place = folder / f"read-{projects}"
        lines[projects] = _write(place, projects)
        for _ in range(arguments.rounds):
            seconds, peak, found = _read(place)
            if found != projects:
                raise RuntimeError(f"{found} projects were read, not {projects}")
            rates.setdefault(projects, []).append(lines[projects] / seconds)
            memory.setdefault(projects, []).append(peak)
        shutil.rmtree(place)
    figures = []
    for projects, number in lines.items():
        name = f"a document of {projects:,} projects, {number:,} lines"
        figures += [alone(name, "lines/s", rates[projects]), alone("its peak memory", "MB", memory[projects])]
    few, many = rates.values()
    yield table("The text reader, a process of its own each time", figures)
    yield table("Does it scale?", [compared("long document beside short one", "lines/s", many, few)])
    yield from tabular.measure(folder, arguments.rows, arguments.rounds)


def options(parser: argparse.ArgumentParser) -> None:
    """What can be chosen."""
    parser.add_argument("--projects", type=int, default=500)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)


def _read(place: Path) -> tuple[float, float, int]:
    program = [sys.executable, "-c", _ONE_READING, str(place)]
    top = str(Path(__file__).parents[1])
    answer = subprocess.run(program, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": top})
    seconds, peak, found = answer.stdout.split()
    return float(seconds), float(peak), int(found)


def _write(place: Path, projects: int) -> int:
    """A folder like the shipped one with a document of so many projects, a fifth of them with a sheet; its lines."""
    shipped = next(content_folder("data").glob("142042-*"))
    shutil.rmtree(place, ignore_errors=True)
    (place / "documents").mkdir(parents=True)
    shutil.copy(shipped / "profile.yaml", place)
    description = (shipped / "municipality.yaml").read_text("utf-8")
    kept = [
        line for line in description.splitlines(keepends=True) if "corrections: corrections.yaml" not in line
    ]
    (place / "municipality.yaml").write_text("".join(kept), "utf-8")
    text = "\n".join(_document(projects))
    document = next((shipped / "documents").glob("*.txt"))
    (place / "documents" / document.name).write_text(text, "utf-8")
    return text.count("\n") + 1


def _document(projects: int) -> Iterator[str]:
    """Lines as they come out of a PDF: a space ends a cell, a line without one goes on in the next."""
    yield "◆計画の推進に向けた考え方 "
    for number, topic in enumerate(_TOPICS, 1):
        yield f"{number}．{topic}の充実 "
        for mark in "⑴⑵⑶":
            yield f"{mark} {topic}の活動を支え、だれもが参加しやすい環境の整備に努めるととも"
            yield "に、情報を積極的に提供します。 "
    yield "計画の推進に向けた考え方 "
    yield "（１） 市民自治 "
    yield "推計事業費（３ヵ年合計）：999,999百万円 "
    yield "◆この計画の推進に向けた考え方に対応する事業（実施事業） "
    yield "事業名 所管課 事業内容 "
    for number in range(projects):
        if number % 5 == 0:
            yield "＜重点事業＞ "
        yield f"{_name(number)} 市民相談課 {_topic(number)}の課題に応じるため、相談や支援の体制を整えると"
        yield "ともに、地域の団体との連携を進め、だれもが安心し"
        yield "て暮らせるまちをめざします。 "
    yield "◆重点事業 "
    for number in range(0, projects, 5):
        yield from _sheet(number)


def _sheet(number: int) -> Iterator[str]:
    yield f"事 業 C D ０－１－１－{number // 5 + 1} 事 業 名 {_name(number)} "
    yield "所 管 課 市民相談課 "
    yield "事業目標 "
    yield f"{_topic(number)}の体制を整え、だれもが安心して暮らせるまちをめざします。 "
    yield "事業内容 "
    yield f"{_topic(number)}の課題に応じるため、相談や支援の体制を整えるとともに、地域の団体と"
    yield "の連携を進めます。 "
    yield "事業工程 "
    yield "平成26年度 平成27年度 平成28年度 推計事業費 "
    yield "調査 "
    yield "計画の策定 "
    yield "実施 "
    yield "1.3百万円 "


def _name(number: int) -> str:
    return f"{_topic(number)}支援事業その{number}"


def _topic(number: int) -> str:
    return _TOPICS[number % len(_TOPICS)]
