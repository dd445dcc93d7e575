"""`keikaku profile`: what it says on standard output, and of files that are none."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from invented_table import separated
from keikaku.cli import main

ROWS = [["事業名", "所管課", "令和6年度決算（千円）"], ["甲事業", "保育課", "5"]]


@pytest.mark.parametrize(("language", "said"), [("ja", "下書き"), ("en", "Drafted by")])
def test_a_draft_in_the_language_asked_for(tmp_path: Path, language: str, said: str) -> None:
    file = tmp_path / "projects.csv"
    file.write_bytes(separated(ROWS))
    result = CliRunner().invoke(main, ["profile", str(file), "--lang", language])
    assert result.exit_code == 0
    assert said in result.output.splitlines()[0]
    assert yaml.safe_load(result.output) == {
        "genre": "table",
        "header": 1,
        "columns": {"name": "事業名", "departments": "所管課"},
        "amounts": [{"column": "{year}決算(千円)", "kind": "settlement"}],
    }


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["profile", str(tmp_path / "none.csv"), "--lang", "en"])
    assert result.exit_code == 2
    assert "cannot be opened" in result.output


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("議事録\n本日は晴天なり。\n", "utf-8")
    result = CliRunner().invoke(main, ["profile", str(file), "--lang", "en"])
    assert result.exit_code == 2
    assert "no header" in result.output
