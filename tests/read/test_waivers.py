from datetime import date
from pathlib import Path

import pytest

from keikaku.language import Text
from keikaku.plan.waiver import Waiver
from keikaku.problem import Place, Problem
from keikaku.read.waivers import load_waivers

GOOD = """
waivers:
  - rule: amount-as-printed
    things:
      - amount/142042/plan/project/1/budget-2024
      - document/142042/plan#row=12
    by: 企画課
    date: 2026-11-22
    why:
      ja: 文書のとおり。
      en: As printed.
"""


def test_a_folder_without_the_file_waives_nothing(tmp_path: Path) -> None:
    assert load_waivers(tmp_path) == ()


def test_each_thing_is_a_waiver_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD, "utf-8")
    common = ("企画課", date(2026, 11, 22), Text("文書のとおり。", "As printed."))
    assert load_waivers(tmp_path) == (
        Waiver("amount-as-printed", "amount/142042/plan/project/1/budget-2024", *common, Place(str(path), 5)),
        Waiver("amount-as-printed", "document/142042/plan#row=12", *common, Place(str(path), 6)),
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    by: 企画課\n", "", 3),
        ("      ja: 文書のとおり。\n", "", 9),
        ("rule: amount-as-printed", "rule: Amount As Printed", 3),
        ("document/142042/plan#row=12", "https://example.org/", 6),
        ("2026-11-22", "yesterday", 8),
        ("things:", "thing:", 4),
    ],
)
def test_a_waiver_says_who_when_and_why(tmp_path: Path, old: str, new: str, line: int) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(Problem) as caught:
        load_waivers(tmp_path)
    assert caught.value.place in (Place(str(path), line=line), Place(str(path), line=3))
