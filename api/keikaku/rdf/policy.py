"""Levels, policies and their statements as triples."""

from collections.abc import Iterator

from pyoxigraph import Triple

from keikaku.language import Text
from keikaku.plan import Level, Policy, Statement
from keikaku.rdf.amount import amount_triples, amounts_of
from keikaku.rdf.classification import printed
from keikaku.rdf.description import about
from keikaku.rdf.indicator import indicator_triples, indicators_of
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import in_both, integer, ja, string
from keikaku.rdf.namespaces import DCTERMS, MP, PROV, RDF, RDFS, SKOS, XKOS


def level_triples(level: Level, iris: PlanIris) -> Iterator[Triple]:
    """A level of the plan by the city's own name for it."""
    return about(
        iris.level(level.depth),
        (RDF.type, XKOS.ClassificationLevel),
        (RDFS.label, in_both(Text(level.name, f"level {level.depth}"))),
        (XKOS.depth, integer(level.depth)),
        (DCTERMS.isPartOf, iris.plan),
    )


def policy_triples(policy: Policy, iris: PlanIris) -> Iterator[Triple]:
    """A policy with its statements, amounts, indicators and printed topics."""
    owner = ("policy", policy.key)
    subject = iris.policy(policy.key)
    yield from about(
        subject,
        (RDF.type, MP.Policy),
        (RDFS.label, ja(policy.name)),
        (SKOS.prefLabel, ja(policy.name)),
        (SKOS.inScheme, iris.plan),
        (SKOS.broader, iris.policy(policy.broader)) if policy.broader else (SKOS.topConceptOf, iris.plan),
        (SKOS.notation, string(policy.notation) if policy.notation else None),
        (MP.level, iris.level(policy.depth)),
        (MP.statement, [iris.statement(policy.key, statement.order) for statement in policy.statements]),
        amounts_of(owner, policy.amounts, iris),
        indicators_of(owner, policy.indicators, iris),
        (PROV.wasDerivedFrom, map(iris.source, policy.sources)),
    )
    for statement in policy.statements:
        yield from _statement(statement, policy, iris)
    yield from amount_triples(owner, policy.amounts, iris)
    yield from indicator_triples(owner, policy.indicators, iris)
    yield from printed(subject, policy.subjects, iris)


def _statement(statement: Statement, policy: Policy, iris: PlanIris) -> Iterator[Triple]:
    label = Text(
        f"{policy.name} {statement.number or statement.order}",
        f"statement {statement.order} of policy {policy.notation or policy.key}",
    )
    return about(
        iris.statement(policy.key, statement.order),
        (RDF.type, MP.Statement),
        (RDFS.label, in_both(label)),
        (RDF.value, ja(statement.text)),
        (MP.order, integer(statement.order)),
        (SKOS.notation, string(statement.number) if statement.number else None),
        (PROV.wasDerivedFrom, map(iris.source, statement.sources)),
    )
