"""All that is derived from the plans' graphs: links, topics, their code lists, and the cube of amounts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from keikaku.link.code_lists import code_list_quads
from keikaku.link.cofog import Cofog
from keikaku.link.cube import cube_quads
from keikaku.link.graph import Projects
from keikaku.link.linkset import read_candidates, read_decisions
from keikaku.link.quads import link_quads
from keikaku.link.topic import read_curated, topic_quads
from keikaku.rdf import Iris


def derived_quads(quads: Iterable[Quad], data: Path, iris: Iris) -> Iterator[Quad]:
    """The graphs derived from the quads of plans and municipalities and from `data`/links and `data`/topics.

    The same quads and files give the same graphs; a Problem for a file that cannot be read.
    """
    projects = Projects.of(quads, iris)
    works = list(projects.works())
    links, topics = data / "links", data / "topics"
    yield from code_list_quads()
    yield from link_quads(read_candidates(links), read_decisions(links), works, iris)
    cofog = Cofog()
    yield from topic_quads(works, read_curated(topics / "curated.csv"), cofog, iris)
    divisions: dict[NamedNode, str] = {}
    for work in works:
        if guess := cofog.guess(work):
            divisions[iris.id("project", work.municipality, work.plan, work.key)] = guess.group.split(".")[0]
    yield from cube_quads(projects, divisions, iris)
