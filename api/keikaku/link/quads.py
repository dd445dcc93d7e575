"""Links as RDF: a graph for each pair of municipalities, which is also described as a VoID linkset."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Triple

from keikaku.language import Text
from keikaku.link.linkset import Candidate, Decision, Relation
from keikaku.link.reference import Directory, Reference
from keikaku.link.work import Work
from keikaku.rdf import Iris
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.literal import boolean, decimal, in_both, ja, string
from keikaku.rdf.namespaces import CODE, MP, PROV, RDF, RDFS, SKOS, VOID, XSD
from keikaku.read.key import name_key

_PROPERTIES = {
    Relation.EXACT: SKOS.exactMatch,
    Relation.CLOSE: SKOS.closeMatch,
    Relation.BROAD: SKOS.broadMatch,
    Relation.NARROW: SKOS.narrowMatch,
    Relation.RELATED: SKOS.relatedMatch,
}
_METHODS = {
    "lexical": Text("語と文字による照合", "matching by words and characters"),
    "embedding": Text("語と文の埋め込みによる照合", "matching by words and sentence embeddings"),
}
_BY_HAND = "person"


@dataclass(frozen=True, slots=True)
class _Said:
    """What is held of two works: by a method, or (decided) by a person."""

    source: Work
    target: Work
    candidate: Candidate | None
    decision: Decision | None

    @property
    def pair(self) -> tuple[str, str]:
        return self.source.municipality, self.target.municipality

    @property
    def relation(self) -> Relation:
        return self.decision.relation if self.decision else Relation.CLOSE

    @property
    def status(self) -> str:
        if not self.decision:
            return "candidate"
        return "accepted" if self.decision.accepted else "rejected"

    @property
    def method(self) -> str:
        return self.candidate.method if self.candidate else _BY_HAND

    @property
    def confidence(self) -> Decimal:
        return self.candidate.confidence if self.candidate else Decimal(1)

    @property
    def on(self) -> date:
        said = self.decision or self.candidate
        return said.on if said else date.min


def link_quads(
    candidates: Iterable[Candidate], decisions: Iterable[Decision], works: Iterable[Work], iris: Iris
) -> Iterator[Quad]:
    """The correspondences of all linksets; those whose projects are no longer there are left out (see `lost`)."""
    linksets: defaultdict[tuple[str, str], list[_Said]] = defaultdict(list)
    for said in _said(candidates, decisions, Directory(works)):
        linksets[said.pair].append(said)
    for pair, those in sorted(linksets.items()):
        yield from in_graph(iris.link_graph(*pair), _linkset(pair, those, iris))


def lost(
    candidates: Iterable[Candidate], decisions: Iterable[Decision], works: Iterable[Work]
) -> list[Candidate | Decision]:
    """The links of which a project is not in the data: its document is not there, or its name and key changed."""
    directory = Directory(works)
    everything: list[Candidate | Decision] = [*candidates, *decisions]
    return [each for each in everything if not _ends(each.source, each.target, directory)]


def _said(
    candidates: Iterable[Candidate], decisions: Iterable[Decision], directory: Directory
) -> Iterator[_Said]:
    proposed = {ends: each for each in candidates if (ends := _ends(each.source, each.target, directory))}
    decided = {ends: each for each in decisions if (ends := _ends(each.source, each.target, directory))}
    for ends in sorted(
        {**proposed, **decided}, key=lambda ends: [(w.municipality, w.plan, w.key) for w in ends]
    ):
        yield _Said(*ends, proposed.get(ends), decided.get(ends))


def _ends(source: Reference, target: Reference, directory: Directory) -> tuple[Work, Work] | None:
    one, other = directory.find(source), directory.find(target)
    return (one, other) if one and other else None


def _linkset(pair: tuple[str, str], those: list[_Said], iris: Iris) -> Iterator[Triple]:
    names = [those[0].source.municipality_name, those[0].target.municipality_name]
    yield from about(
        iris.linkset(*pair),
        (RDF.type, VOID.Linkset),
        (
            RDFS.label,
            in_both(
                Text(
                    f"{names[0]}と{names[1]}の事業の対応",
                    f"links between the projects of municipalities {pair[0]} and {pair[1]}",
                )
            ),
        ),
        (VOID.subjectsTarget, iris.dataset("municipality", pair[0])),
        (VOID.objectsTarget, iris.dataset("municipality", pair[1])),
        (VOID.linkPredicate, {_PROPERTIES[each.relation] for each in those if each.status == "accepted"}),
    )
    agents: dict[NamedNode, Text] = {}
    for said in those:
        found_by = _agents(said, iris)
        agents.update(found_by)
        yield from _correspondence(said, list(found_by), iris)
    for agent, name in sorted(agents.items(), key=lambda pair: pair[0].value):
        software = agent.value.startswith(iris.id("agent", "method").value)
        kind = PROV.SoftwareAgent if software else PROV.Person
        yield from about(agent, (RDF.type, kind), (RDFS.label, in_both(name)))


def _agents(said: _Said, iris: Iris) -> dict[NamedNode, Text]:
    found = {}
    if said.candidate:
        found[iris.id("agent", "method", said.method)] = _METHODS[said.method]
    if said.decision:
        found[iris.id("person", name_key(said.decision.by))] = Text(said.decision.by, said.decision.by)
    return found


def _correspondence(said: _Said, agents: list[NamedNode], iris: Iris) -> Iterator[Triple]:
    source, target = (
        iris.id("project", each.municipality, each.plan, each.key) for each in (said.source, said.target)
    )
    property_ = _PROPERTIES[said.relation]
    yield from about(
        iris.correspondence(
            f"{said.source.municipality}/{said.source.plan}/{said.source.key}",
            f"{said.target.municipality}/{said.target.plan}/{said.target.key}",
        ),
        (RDF.type, MP.Correspondence),
        (RDFS.label, in_both(_label(said.source, said.target))),
        (MP.term("from"), source),
        (MP.to, target),
        (MP.relation, property_),
        (MP.method, string(said.method)),
        (MP.confidence, decimal(said.confidence)),
        (MP.status, CODE.term(f"link-status/{said.status}")),
        (MP.sharedWord, [ja(word) for word in said.candidate.shared] if said.candidate else None),
        (MP.everywhere, boolean(said.candidate.everywhere) if said.candidate else None),
        (RDFS.comment, ja(said.decision.why) if said.decision and said.decision.why else None),
        (PROV.wasAttributedTo, agents),
        (PROV.generatedAtTime, Literal(f"{said.on.isoformat()}T00:00:00Z", datatype=XSD.dateTime)),
    )
    if said.status == "accepted":
        yield Triple(source, property_, target)


def _label(source: Work, target: Work) -> Text:
    return Text(
        f"{source.municipality_name}「{source.name}」と{target.municipality_name}「{target.name}」",
        f"{source.name} ({source.municipality}) and {target.name} ({target.municipality})",
    )
