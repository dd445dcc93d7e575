"""A corpus as a release that can be served, made once and kept: its store, its manifest and nothing else."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Store

from bench.corpus import Corpus
from keikaku import rdf
from keikaku.rdf import DEFAULT_BASE, Iris
from keikaku.release.manifest import MANIFEST, Manifest
from keikaku.release.release import CURRENT, STORE


def served(corpus: Corpus, folder: Path) -> Path:
    """The folder of releases whose current one holds the corpus.

    Without checks and dumps (`bench build` measures those), so that millions of statements need no memory.
    """
    releases = folder / f"corpus-{corpus.plans}-{corpus.projects}-{_sources()}"
    if not (releases / CURRENT).exists():
        place = releases / "corpus"
        place.mkdir(parents=True)
        store = Store(str(place / STORE))
        store.bulk_extend(corpus.quads(Iris()))
        store.optimize()
        store.flush()
        del store
        (place / "void.ttl").touch()
        (place / MANIFEST).write_bytes(_manifest().to_json())
        (releases / CURRENT).symlink_to(place.name)
    return releases


def _manifest() -> Manifest:
    return Manifest(
        id="corpus",
        digest="",
        issued=date(2026, 1, 1),
        base=DEFAULT_BASE,
        software="bench",
        description="",
        graphs={},
        files={},
    )


def _sources() -> str:
    """Names the code that the corpus comes from, so that another one makes another corpus."""
    files = [Path(__file__).with_name("corpus.py"), *sorted(Path(rdf.__file__).parent.glob("*.py"))]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
