"""`python -m bench`: every measurement; `python -m bench NAME [options]`: one of them."""

import argparse
import tempfile
from pathlib import Path

from bench import build, endpoint, link, pdf, read, shapes
from bench.figure import busy, machine

_MEASUREMENTS = {
    "endpoint": endpoint,
    "shapes": shapes,
    "build": build,
    "read": read,
    "pdf": pdf,
    "link": link,
}


def main() -> None:
    """Print the tables that docs/benchmarks.md keeps."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(tempfile.gettempdir()) / "keikaku-bench",
        help="where stores are kept from one run to the next",
    )
    chosen = parser.add_subparsers(dest="name", metavar="NAME")
    for name, module in _MEASUREMENTS.items():
        module.options(chosen.add_parser(name, help=(module.__doc__ or "").splitlines()[0]))
    arguments = parser.parse_args()
    print(machine())
    for name in [arguments.name] if arguments.name else _MEASUREMENTS:
        own = arguments if arguments.name else parser.parse_args([name])
        arguments.folder.mkdir(parents=True, exist_ok=True)
        for text in _MEASUREMENTS[name].measure(arguments.folder, own):
            print(text, flush=True)
        print(f"\n({name}: {busy()})", flush=True)


if __name__ == "__main__":
    main()
