"""What the graphs of plans say of projects, as far as linking, topics and the cube need it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from keikaku.link.work import Work
from keikaku.rdf import Iris
from keikaku.rdf.namespaces import DCTERMS, MP, ORG, RDF, RDFS, SCHEMA, SKOS

_ASKED = frozenset(
    {
        RDF.type,
        RDFS.label,
        DCTERMS.isPartOf,
        DCTERMS.identifier,
        DCTERMS.description,
        DCTERMS.subject,
        MP.municipality,
        MP.policy,
        MP.department,
        MP.amount,
        MP.amountKind,
        MP.fiscalYear,
        MP.firstFiscalYear,
        MP.lastFiscalYear,
        ORG.subOrganizationOf,
        SKOS.broader,
        SKOS.notation,
        SCHEMA.value,
    }
)
_Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects of some graphs, each with its IRI; ask for what is said of any thing by its predicate."""

    iris: Iris
    _said: dict[tuple[NamedNode, NamedNode], list[_Term]]
    all: tuple[NamedNode, ...]

    @classmethod
    def of(cls, quads: Iterable[Quad], iris: Iris) -> "Projects":
        """From the quads of plans and municipalities."""
        said: defaultdict[tuple[NamedNode, NamedNode], list[_Term]] = defaultdict(list)
        for quad in quads:
            if quad.predicate not in _ASKED:
                continue
            thing, value = quad.subject, quad.object
            if isinstance(thing, NamedNode) and isinstance(value, NamedNode | Literal):
                said[thing, quad.predicate].append(value)
        projects = sorted(
            {
                thing
                for (thing, predicate), kinds in said.items()
                if predicate == RDF.type and MP.Project in kinds
            },
            key=lambda project: project.value,
        )
        return cls(iris, dict(said), tuple(projects))

    def nodes(self, thing: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The things that a predicate leads to, sorted."""
        found = [each for each in self._said.get((thing, predicate), ()) if isinstance(each, NamedNode)]
        return sorted(set(found), key=lambda node: node.value)

    def node(self, thing: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """The first of the things that a predicate leads to, if there is one."""
        return next(iter(self.nodes(thing, predicate)), None)

    def text(self, thing: NamedNode, predicate: NamedNode = RDFS.label) -> str | None:
        """The Japanese or plain literal of a predicate, if there is one."""
        for each in self._said.get((thing, predicate), ()):
            if isinstance(each, Literal) and each.language in (None, "ja"):
                return each.value
        return None

    def above(self, thing: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
        """The thing, and those above it by a predicate, each once."""
        seen = set[NamedNode]()
        at: NamedNode | None = thing
        while at and at not in seen:
            seen.add(at)
            yield at
            at = self.node(at, predicate)

    def works(self) -> Iterator[Work]:
        """The projects as linking sees them."""
        for project in self.all:
            plan = self.node(project, DCTERMS.isPartOf)
            municipality = self.node(plan, MP.municipality) if plan else None
            if not municipality:
                continue
            code, key, rest = self.path(project)
            policy = self.node(project, MP.policy)
            yield Work(
                municipality=code,
                municipality_name=self.text(municipality) or code,
                plan=key,
                key=rest,
                name=self.text(project) or "",
                code=self.text(project, SKOS.notation),
                departments=tuple(self._departments(project)),
                policies=tuple(filter(None, map(self.text, self.above(policy, SKOS.broader))))
                if policy
                else (),
                description=self.text(project, DCTERMS.description),
            )

    def path(self, project: NamedNode) -> tuple[str, str, str]:
        """Municipality, plan and key of a project, from its IRI."""
        code, plan, key = project.value.removeprefix(f"{self.iris.base}id/project/").split("/", 2)
        return code, plan, key

    def _departments(self, project: NamedNode) -> Iterator[str]:
        for department in self.nodes(project, MP.department):
            names = [self.text(each) for each in self.above(department, ORG.subOrganizationOf)]
            yield from (name for name in reversed(names) if name)
