"""What the operators' documents promise is there: tests, metrics, outcomes, files, and pinned installation."""

import configparser
import re
from pathlib import Path

import pytest

from keikaku.cli.setting import LIMITS, SERVICE
from keikaku.web import Settings, create_app

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")
THREATS = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
NAMED_TESTS = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", THREATS)))


@pytest.mark.parametrize(("path", "name"), NAMED_TESTS, ids=[name for _, name in NAMED_TESTS])
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    text = (ROOT / "tests" / path).read_text("utf-8")
    assert re.search(rf"^ *(async )?def {name}\(", text, re.MULTILINE)


def test_every_defence_names_a_test() -> None:
    defended = THREATS.partition("## What is defended")[2].partition("## What is not defended")[0]
    rows = [line for line in defended.splitlines() if line.startswith("| ") and not line.endswith("| test |")]
    assert len(rows) > 30
    assert [row for row in rows if "::test_" not in row] == []


def test_every_metric_is_described_and_the_other_way_round(shipped_releases: Path) -> None:
    app = create_app(Settings(shipped_releases))
    registry = app.state.telemetry.metrics.registry
    names = {family.name for family in registry.collect() if family.name.startswith("keikaku")}
    section = OPERATIONS.partition("## Metrics")[2].partition("Alerts that")[0]
    described = {name.removesuffix("_total") for name in re.findall(r"`(keikaku\w+)`", section)}
    assert described == {"keikaku_info" if name == "keikaku" else name for name in names}


def test_alerts_ask_for_metrics_that_there_are() -> None:
    section = OPERATIONS.partition("Alerts that")[2].partition("## ")[0]
    described = OPERATIONS.partition("## Metrics")[2].partition("Alerts that")[0]
    asked = {name.removesuffix("_bucket") for name in re.findall(r"\bkeikaku_\w+", section)}
    assert asked
    assert [name for name in asked if f"`{name}`" not in described] == []


def test_the_unit_sets_what_there_is_to_set() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment]
    text = (ROOT / "deploy" / "keikaku.service").read_text("utf-8")
    unit.read_string(text)
    assert unit["Service"]["KillMode"] == "mixed"
    shutdown = next(setting for setting in SERVICE if setting.field == "shutdown")
    assert int(unit["Service"]["TimeoutStopSec"]) > int(shutdown.default) + 2
    known = {"KEIKAKU_RELEASES", *(setting.variable for setting in (*SERVICE, *LIMITS))}
    assert set(re.findall(r"KEIKAKU_\w+", text)) <= known


def test_the_container_installs_only_what_is_pinned() -> None:
    installs = re.findall(r"pip install ([^\\\n]*)", CONTAINER)
    assert installs
    assert all("--require-hashes" in line or "--no-deps" in line for line in installs)
    known = {"KEIKAKU_RELEASES", *(setting.variable for setting in (*SERVICE, *LIMITS))}
    assert set(re.findall(r"KEIKAKU_\w+", CONTAINER)) <= known
    copied = re.search(r"COPY (requirements/.*) requirements/", CONTAINER)
    assert copied
    assert all((ROOT / name).exists() for name in copied[1].split())
