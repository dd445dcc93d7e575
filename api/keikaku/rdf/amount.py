"""Amounts of money as triples."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from keikaku.language import Text
from keikaku.plan import Amount, AmountKind, AmountStatus
from keikaku.rdf.description import Value, about
from keikaku.rdf.iri import PlanIris
from keikaku.rdf.literal import boolean, decimal, in_both, ja, string
from keikaku.rdf.namespaces import CODE, MP, PROV, RDF, RDFS, SCHEMA
from keikaku.rdf.quality import quality_of

_KINDS = {
    AmountKind.ESTIMATE: Text("推計事業費", "estimated cost"),
    AmountKind.PLAN: Text("計画額", "planned amount"),
    AmountKind.BUDGET: Text("予算額", "budget"),
    AmountKind.REVISED_BUDGET: Text("予算現額", "revised budget"),
    AmountKind.SETTLEMENT: Text("決算額", "settled amount"),
}
_NOT_STATED = {
    AmountStatus.DASH: Text("－", "–"),
    AmountStatus.BLANK: Text("空欄", "blank"),
    AmountStatus.UNDECIDED: Text("未定", "undecided"),
    AmountStatus.INCLUDED: Text("内数", "included elsewhere"),
}
_UNITS_EN = {
    "円": " yen",
    "千円": " thousand yen",
    "万円": " ten thousand yen",
    "百万円": " million yen",
    "億円": " hundred million yen",
}


def amounts_of(
    owner: tuple[str, ...], amounts: Iterable[Amount], iris: PlanIris
) -> tuple[NamedNode, Iterable[Value]]:
    """The statement `mp:amount` that a plan, policy or project makes about its amounts."""
    return MP.amount, [iris.amount(owner, amount.key) for amount in amounts]


def amount_triples(owner: tuple[str, ...], amounts: Iterable[Amount], iris: PlanIris) -> Iterator[Triple]:
    """The amounts of an owner: `("plan",)`, `("policy", key)` or `("project", key)`."""
    for amount in amounts:
        personnel = amount.includes_personnel
        yield from about(
            iris.amount(owner, amount.key),
            (RDF.type, MP.Amount),
            (RDFS.label, in_both(label(amount))),
            (SCHEMA.value, decimal(amount.value) if amount.value is not None else None),
            (SCHEMA.currency, string("JPY")),
            (MP.amountKind, CODE.term(f"amount-kind/{amount.kind}")),
            (MP.amountStatus, CODE.term(f"amount-status/{amount.status}")),
            *_years(amount, iris),
            (MP.publishedValue, string(amount.published_value)),
            (MP.publishedUnit, string(amount.published_unit)),
            (MP.basis, CODE.term(f"basis/{amount.basis}")),
            (MP.includesPersonnel, boolean(personnel) if personnel is not None else None),
            (RDFS.comment, ja(amount.note) if amount.note else None),
            quality_of(amount, iris),
            (PROV.wasDerivedFrom, map(iris.source, amount.sources)),
        )


def label(amount: Amount) -> Text:
    """`推計事業費 1,425百万円（2014–2016年度）`, `estimated cost 1,425 million yen (FY2014–2016)`."""
    kind, first, last = _KINDS[amount.kind], amount.first_fiscal_year, amount.last_fiscal_year
    years = f"{first}" if first == last else f"{first}–{last}"
    figure = _NOT_STATED.get(amount.status) or _figure(amount.published_value, amount.published_unit)
    return Text(f"{kind.ja} {figure.ja}（{years}年度）", f"{kind.en} {figure.en} (FY{years})")


def _figure(value: str, unit: str) -> Text:
    return Text(value + unit, value + _UNITS_EN.get(unit, unit))


def _years(amount: Amount, iris: PlanIris) -> Iterator[tuple[NamedNode, Value]]:
    first, last = iris.fiscal_year(amount.first_fiscal_year), iris.fiscal_year(amount.last_fiscal_year)
    if first == last:
        yield MP.fiscalYear, first
    else:
        yield MP.firstFiscalYear, first
        yield MP.lastFiscalYear, last
