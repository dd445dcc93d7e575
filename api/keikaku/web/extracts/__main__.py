"""`python -m keikaku.web.extracts RELEASE FOLDER`: make everything, in a process that takes nobody's time."""

import sys
from pathlib import Path

from keikaku.release.release import Release
from keikaku.web.extracts.solutions import Solutions
from keikaku.web.search.index import write_index
from keikaku.web.search.items import facet_names, items


def main(release: Path, folder: Path) -> None:
    """Write the extracts of a release into a folder that is not there yet."""
    folder.mkdir(parents=True)
    solutions = Solutions(Release.open(release))
    write_index(folder / "search.sqlite", items(solutions), facet_names(solutions))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
