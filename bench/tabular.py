"""How fast tables are read, modelled and written: part of `python -m bench read`."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from bench.figure import Target, alone, table

_YEARS = range(2020, 2026)
_ONE_PROCESS = """
import os, sys, time
from pathlib import Path
import pyoxigraph
from bench import process
from keikaku.rdf import Iris, plan_quads
from keikaku.read import read_folder
process.forget_peak(os.getpid())
started = time.perf_counter(), time.process_time()
(plan,) = read_folder(Path(sys.argv[1]))
read = time.perf_counter() - started[0]
with open(Path(sys.argv[1]) / "plan.nq", "wb") as file:
    quads = plan_quads(plan, Iris("https://w3id.org/keikaku/"))
    pyoxigraph.serialize(quads, file, format=pyoxigraph.RdfFormat.N_QUADS)
whole, worked = time.perf_counter() - started[0], time.process_time() - started[1]
print(read, whole, worked, process.peak_memory(os.getpid())[os.getpid()], len(plan.projects))
"""
_MUNICIPALITY = """\
municipality: {code: "990019", name: 架空市, prefecture: 架空県}
plans:
  - key: plan
    title: 計画
    documents: [{key: table, file: table.csv, title: 一覧, profile: profile.yaml, terms: CC0}]
"""
_COMMON = """\
genre: table
levels: {name: 施策, column: 施策, forms: "{number} {name}"}
columns: {name: 事業名, code: 番号, departments: 所管課, description: 事業内容}
departments: {above: "　"}
"""
_FORMS = {
    "a row for each of six years": _COMMON
    + "amounts: {column: 決算額, kind: settlement, years: {column: 年度}, unit: 千円}\n",
    "a row for each project, with one sum": _COMMON
    + 'amounts: {column: "{year}決算", kind: settlement, unit: 千円}\n',
}


def measure(folder: Path, rows: int, rounds: int) -> Iterator[str]:
    """One table: a CSV file of so many rows in two forms, from the file to N-Quads."""
    figures = []
    for form, profile in _FORMS.items():
        place = folder / "tables"
        projects = _write(place, profile, rows)
        answers = [_run(place, projects) for _ in range(rounds)]
        name = f"{rows:,} rows, {form}"
        for at, (what, unit, target) in enumerate(_said(name)):
            figures.append(alone(what, unit, [answer[at] for answer in answers], target))
        shutil.rmtree(place)
    yield table("The table reader, a process of its own each time", figures)


def _said(name: str) -> Iterator[tuple[str, str, Target | None]]:
    """What the figures of one run are; on a busy machine only the processor's time says what one core needs."""
    yield f"{name}: read", "s", None
    yield "read and written", "s", None
    yield "of that, processor", "s", Target.at_most(60, " s")
    yield "peak memory", "MB", Target.at_most(1000, " MB")


def _run(place: Path, projects: int) -> list[float]:
    program = [sys.executable, "-c", _ONE_PROCESS, str(place)]
    top = str(Path(__file__).parents[1])
    answer = subprocess.run(program, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": top})
    *figures, found = map(float, answer.stdout.split())
    if found != projects:
        raise RuntimeError(f"{found:.0f} projects were read, not {projects}")
    return figures


def _write(place: Path, profile: str, rows: int) -> int:
    """A folder with such a table; how many projects it has."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "municipality.yaml").write_text(_MUNICIPALITY, "utf-8")
    (place / "profile.yaml").write_text(profile, "utf-8")
    long = "年度" in profile
    projects = rows // len(_YEARS) if long else rows
    with (place / "table.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "施策",
                "番号",
                "事業名",
                "所管課",
                "事業内容",
                *(["年度", "決算額"] if long else ["令和6年度決算"]),
            ]
        )
        for number in range(projects):
            said = [
                f"{number % 40 + 1} 施策その{number % 40 + 1}",
                number + 1,
                f"地域{number}支援事業",
                f"企画部　政策{number % 90}課",
                "だれもが安心して暮らせるよう、相談や支援の体制を整える。",
            ]
            if long:
                writer.writerows([*said, year, f"{at:,}"] for year, at in product(_YEARS, [number * 37 + 1]))
            else:
                writer.writerow([*said, f"{number * 37 + 1:,}"])
    return projects
