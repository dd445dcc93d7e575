"""`python -m keikaku.web.extracts RELEASE FOLDER`: make everything, in a process that takes nobody's time."""

import os
import sys
from pathlib import Path

from keikaku.engine.box import die_with_parent
from keikaku.release.release import Release
from keikaku.web.extracts.listing import FILES, write_listing
from keikaku.web.extracts.parts import write_parts
from keikaku.web.extracts.solutions import Solutions
from keikaku.web.extracts.tables.writing import write_tables
from keikaku.web.search.index import write_index
from keikaku.web.search.items import facet_names, items


def main(release: Path, folder: Path) -> None:
    """Write the extracts of a release into a folder that is not there yet."""
    (folder / FILES).mkdir(parents=True)
    solutions = Solutions(Release.open(release))
    write_index(folder / "search.sqlite", items(solutions), facet_names(solutions))
    write_tables(folder / FILES / "tables", solutions, solutions.release.manifest)
    write_parts(folder / FILES / "parts", solutions)
    write_listing(folder)


if __name__ == "__main__":
    die_with_parent(int(sys.argv[3]))
    os.nice(10)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
