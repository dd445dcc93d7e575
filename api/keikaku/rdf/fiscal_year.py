"""Fiscal years as a graph: 1 April to 31 March, with every era form in which they are printed."""

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Quad, Triple

from keikaku.japanese import era_labels, first_day, last_day
from keikaku.language import Text
from keikaku.rdf import literal
from keikaku.rdf.description import about, in_graph
from keikaku.rdf.iri import Iris
from keikaku.rdf.literal import in_both, ja
from keikaku.rdf.namespaces import MP, RDF, RDFS, TIME


def fiscal_year_quads(years: Iterable[int], iris: Iris) -> Iterator[Quad]:
    """The graph `id/graph/fiscal-year` of these years; each meets the next one that is among them."""
    return in_graph(iris.fiscal_year_graph, _triples(sorted(set(years)), iris))


def _triples(years: list[int], iris: Iris) -> Iterator[Triple]:
    for year in years:
        first, last = first_day(year), last_day(year)
        eras = era_labels(year)
        yield from about(
            iris.fiscal_year(year),
            (RDF.type, MP.FiscalYear),
            (RDFS.label, in_both(Text(f"{year}年度（{eras[0]}）", f"FY{year}"))),
            (MP.year, literal.year(year)),
            (TIME.hasBeginning, iris.day(first.isoformat())),
            (TIME.hasEnd, iris.day(last.isoformat())),
            (TIME.intervalMeets, iris.fiscal_year(year + 1) if year + 1 in years else None),
            (MP.eraLabel, map(ja, eras)),
        )
        for day in (first, last):
            yield from _day(day, iris)


def _day(day: date, iris: Iris) -> Iterator[Triple]:
    label = Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B %Y}")
    yield from about(
        iris.day(day.isoformat()),
        (RDF.type, TIME.Instant),
        (RDFS.label, in_both(label)),
        (TIME.inXSDDate, literal.date(day)),
    )
