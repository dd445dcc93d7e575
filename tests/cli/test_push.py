"""`keikaku release push`, as it is typed."""

from pathlib import Path

from click.testing import CliRunner

from keikaku.cli import main
from keikaku.release import Release
from remote_servers import OxigraphServer


def test_a_release_is_pushed_and_then_nothing_is_sent(tmp_path: Path, shipped_releases: Path) -> None:
    server = OxigraphServer(tmp_path / "server")
    server.start()
    try:
        command = ["release", "push", server.endpoint, "--releases", str(shipped_releases), "--lang", "en"]
        first, second = (CliRunner().invoke(main, command) for _ in range(2))
    finally:
        server.kill()
    release = Release.current(shipped_releases)
    graphs = len(release.manifest.graphs)
    assert first.exit_code == second.exit_code == 0
    assert f"holds release {release.id} (graphs: {graphs} sent, 0 kept, 0 dropped)" in first.output
    assert f"(graphs: 0 sent, {graphs} kept, 0 dropped)" in second.output


def test_an_endpoint_that_is_not_there_is_a_clear_problem(shipped_releases: Path) -> None:
    command = [
        "release",
        "push",
        "http://127.0.0.1:9/sparql",
        "--releases",
        str(shipped_releases),
        "--lang",
        "en",
    ]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "Error: http://127.0.0.1:9/sparql cannot be used" in result.output
