"""Indicators and their values as triples."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import Indicator, IndicatorValue, ValueKind
from keikaku.rdf.description import Value, about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import decimal, in_both, ja, string
from keikaku.rdf.namespaces import CODE, MP, PROV, RDF, RDFS

_KINDS = {
    ValueKind.BASELINE: Text("基準値", "baseline"),
    ValueKind.TARGET: Text("目標値", "target"),
    ValueKind.ACTUAL: Text("実績値", "actual value"),
}


def indicators_of(
    owner: tuple[str, ...], indicators: Iterable[Indicator], iris: PlanIris
) -> tuple[NamedNode, Iterable[Value]]:
    """The statement `mp:indicator` that a policy or project makes about its indicators."""
    return MP.indicator, [iris.indicator(owner, indicator.key) for indicator in indicators]


def indicator_triples(
    owner: tuple[str, ...], indicators: Iterable[Indicator], iris: PlanIris
) -> Iterator[Triple]:
    """The indicators of an owner, `("policy", key)` or `("project", key)`, with their values."""
    for indicator in indicators:
        values = {value: iris.indicator_value(owner, indicator.key, value.key) for value in indicator.values}
        yield from about(
            iris.indicator(owner, indicator.key),
            (RDF.type, MP.Indicator),
            (RDFS.label, ja(indicator.name)),
            (MP.unit, string(indicator.unit) if indicator.unit else None),
            (MP.indicatorValue, values.values()),
            (PROV.wasDerivedFrom, map(iris.source, indicator.sources)),
        )
        for value, subject in values.items():
            yield from _value(value, subject, indicator.unit or "", iris)


def _value(value: IndicatorValue, subject: NamedNode, unit: str, iris: PlanIris) -> Iterator[Triple]:
    kind, year = _KINDS[value.kind], value.fiscal_year
    figure = value.published_value + unit if value.value is not None else value.published_value
    return about(
        subject,
        (RDF.type, MP.IndicatorValue),
        (RDFS.label, in_both(Text(f"{kind.ja} {figure}（{year}年度）", f"{kind.en} {figure} (FY{year})"))),
        (RDF.value, decimal(value.value) if value.value is not None else None),
        (MP.publishedValue, string(value.published_value)),
        (MP.valueKind, CODE.term(f"value-kind/{value.kind}")),
        (MP.fiscalYear, iris.fiscal_year(year)),
    )
