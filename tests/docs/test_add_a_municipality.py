"""docs/add-a-municipality.md, followed literally: its files are written, its commands run, its answers given."""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
import yaml

from live_service import KEIKAKU, live_service

GUIDE = (Path(__file__).parents[2] / "docs" / "add-a-municipality.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"


class Block(NamedTuple):
    """A fenced block, with the name of the file that it is."""

    file: str
    language: str
    text: str


BLOCKS = [
    Block(*found)
    for found in re.findall(r"(?:^`([\w./-]+)`\n\n)?^```(\w+)\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
]


def block(language: str) -> str:
    """The one block of a language."""
    (found,) = [each.text for each in BLOCKS if each.language == language]
    return found


def run(command: str, folder: Path) -> None:
    """Runs a block of commands as a planner would type them."""
    path = f"{KEIKAKU.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "KEIKAKU_LANG": "en"}
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the guide was followed up to the release."""
    folder = tmp_path_factory.mktemp("planner")
    for each in BLOCKS:
        if each.file.endswith("profile.yaml"):
            draft = (folder / each.file).read_text("utf-8")
            assert yaml.safe_load(draft) == yaml.safe_load(each.text), draft
            assert "甲野太郎" not in draft
        elif each.file:
            (folder / each.file).write_text(each.text, "utf-8")
        elif each.language == "sh" and not each.text.startswith(("keikaku serve", "curl")):
            run(each.text, folder)
    return folder


def test_nothing_is_doubtful_and_nobody_is_named(planned: Path) -> None:
    (plan,) = yaml.safe_load_all((planned / "reading.yaml").read_text("utf-8"))
    assert [each["name"] for each in plan["projects"]] == [
        "こども食堂支援事業",
        "子育て相談事業",
        "避難所整備事業",
    ]
    assert [each["project"] for each in plan["listings"]] == ["102"]
    assert {each["severity"] for each in plan["doubts"]} == {"note"}
    assert not re.search("甲野|乙山|丙川", (planned / "reading.yaml").read_text("utf-8"))


def test_the_release_answers_as_the_guide_says(planned: Path) -> None:
    (command,) = [each.text for each in BLOCKS if each.text.startswith("keikaku serve")]
    assert command.split()[2:] == ["--releases", "releases", "--port", urlsplit(ADDRESS).netloc.split(":")[1]]
    (address,) = re.findall(rf"^curl .*{re.escape(ADDRESS)}(\S+)$", GUIDE, re.MULTILINE)
    with live_service(planned / "releases") as running:
        assert "こども食堂支援事業" in answer(running.url + address, "text/turtle")
        question = urlencode({"query": block("sparql")})
        assert answer(f"{running.url}/sparql?{question}", "text/csv").split() == block("text").split()


def answer(address: str, accepted: str) -> str:
    """What stands at an address, wherever it redirects to."""
    with urlopen(Request(address, headers={"Accept": accepted}), timeout=20) as reply:
        return str(reply.read().decode())
