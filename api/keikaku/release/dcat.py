"""The release as a DCAT 3 catalogue: the dataset, its plans in series, and a distribution for each dump."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from keikaku.language import Text
from keikaku.rdf import literal
from keikaku.rdf.description import Value, about
from keikaku.rdf.literal import in_both, string
from keikaku.rdf.namespaces import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SCHEMA, SPDX, VCARD
from keikaku.release.catalogued import CataloguedPlan
from keikaku.release.dump import Dump
from keikaku.release.edition import CC_BY, DESCRIPTION, RIGHTS, TITLE, Edition

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_GOVERNMENT = NamedNode("http://publications.europa.eu/resource/authority/data-theme/GOVE")
_LANGUAGES = tuple(
    NamedNode(f"http://publications.europa.eu/resource/authority/language/{code}") for code in ("JPN", "ENG")
)
_PROTOCOL = NamedNode("https://www.w3.org/TR/sparql11-protocol/")

Statements = Iterable[tuple[NamedNode, Value | Iterable[Value] | None]]


def dcat_triples(edition: Edition) -> Iterator[Triple]:
    """The catalogue with all that it lists (DCAT 3, sections 6.3 to 6.12)."""
    yield from _catalog(edition)
    yield from _service(edition)
    yield from _publisher(edition)
    yield from _terms(edition)
    yield from _whole(edition)
    for dump in edition.dumps:
        yield from _distribution(dump, edition)
    for plan in edition.plans:
        yield from _plan(plan, edition)
    for code, plans in groupby(edition.plans, key=lambda plan: plan.code):
        yield from _series(code, next(plans), edition)


def _catalog(edition: Edition) -> Iterator[Triple]:
    parts = [edition.part(plan.graph) for plan in edition.plans]
    series = {_series_of(plan, edition) for plan in edition.plans}
    return about(
        edition.iris.id("catalog"),
        (RDF.type, DCAT.Catalog),
        *_titled(Text("計画 Keikaku の目録", "The catalogue of Keikaku")),
        *_published(edition),
        (DCTERMS.language, _LANGUAGES),
        (FOAF.homepage, NamedNode(edition.iris.base)),
        (DCAT.dataset, [edition.whole, *parts, *series]),
        (DCAT.service, _service_of(edition)),
    )


def _service(edition: Edition) -> Iterator[Triple]:
    return about(
        _service_of(edition),
        (RDF.type, DCAT.DataService),
        *_titled(Text("SPARQL エンドポイント", "SPARQL endpoint")),
        (DCTERMS.publisher, edition.publisher),
        (DCTERMS.conformsTo, _PROTOCOL),
        (DCAT.endpointURL, edition.endpoint),
        (DCAT.endpointDescription, edition.endpoint),
        (DCAT.servesDataset, [edition.whole, *(edition.part(plan.graph) for plan in edition.plans)]),
    )


def _publisher(edition: Edition) -> Iterator[Triple]:
    name = Text(f"{edition.iris.base} の運用者", f"the operator of {edition.iris.base}")
    yield from about(
        edition.publisher,
        (RDF.type, FOAF.Agent),
        (RDFS.label, in_both(name)),
        (FOAF.term("name"), in_both(name)),
        (FOAF.homepage, NamedNode(edition.iris.base)),
    )
    yield from about(
        _contact(edition),
        (RDF.type, VCARD.Organization),
        (RDFS.label, in_both(name)),
        (VCARD.fn, in_both(name)),
        (VCARD.hasURL, NamedNode(edition.iris.base)),
    )


def _terms(edition: Edition) -> Iterator[Triple]:
    return about(
        edition.terms,
        (RDF.type, DCTERMS.LicenseDocument),
        (RDFS.label, in_both(Text("利用条件", "terms of use"))),
        (RDFS.comment, in_both(RIGHTS)),
        (RDFS.seeAlso, CC_BY),
    )


def _whole(edition: Edition) -> Iterator[Triple]:
    return about(
        edition.whole,
        (RDF.type, DCAT.Dataset),
        *_titled(TITLE),
        (DCTERMS.description, in_both(DESCRIPTION)),
        *_published(edition),
        *_versioned(edition),
        (DCTERMS.language, _LANGUAGES),
        (DCTERMS.spatial, sorted({plan.municipality for plan in edition.plans}, key=str)),
        (DCTERMS.hasPart, [edition.part(plan.graph) for plan in edition.plans]),
        (DCAT.distribution, [_distribution_of(dump, edition) for dump in edition.dumps]),
    )


def _plan(plan: CataloguedPlan, edition: Edition) -> Iterator[Triple]:
    part = edition.part(plan.graph)
    period = NamedNode(f"{part.value}#period")
    first, last = plan.first_day.value, plan.last_day.value
    titles = [_dataset_title(title, plan) for title in plan.titles]
    yield from about(
        part,
        (RDF.type, DCAT.Dataset),
        (DCTERMS.term("title"), titles),
        (DCTERMS.description, in_both(_plan_description(plan))),
        *_published(edition),
        *_versioned(edition),
        (DCTERMS.language, _LANGUAGES[0]),
        (DCTERMS.isPartOf, edition.whole),
        (DCTERMS.spatial, plan.municipality),
        (DCTERMS.temporal, period),
        (DCTERMS.source, plan.documents),
        (SCHEMA.about, plan.plan),
        (PROV.wasDerivedFrom, plan.documents),
        (DCAT.inSeries, _series_of(plan, edition)),
    )
    yield from about(
        period,
        (RDF.type, DCTERMS.PeriodOfTime),
        (RDFS.label, in_both(Text(f"{first} から {last} まで", f"{first} to {last}"))),
        (DCAT.startDate, plan.first_day),
        (DCAT.endDate, plan.last_day),
    )


def _series(code: str, plan: CataloguedPlan, edition: Edition) -> Iterator[Triple]:
    name = plan.municipality_name
    return about(
        _series_of(plan, edition),
        (RDF.type, DCAT.DatasetSeries),
        *_titled(Text(f"{name}の計画", f"The plans of the municipality {code}")),
        *_published(edition),
        (DCTERMS.spatial, plan.municipality),
    )


def _distribution(dump: Dump, edition: Edition) -> Iterator[Triple]:
    node = _distribution_of(dump, edition)
    checksum = NamedNode(f"{node.value}#checksum")
    media_type = _MEDIA_TYPES + dump.syntax.media_type
    yield from about(
        node,
        (RDF.type, DCAT.Distribution),
        (RDFS.label, string(dump.name)),
        (DCTERMS.term("title"), string(dump.name)),
        (DCTERMS.issued, literal.date(edition.issued)),
        (DCTERMS.license, edition.terms),
        (DCTERMS.rights, in_both(RIGHTS)),
        (DCAT.accessURL, NamedNode(f"{edition.iris.base}dumps/")),
        (DCAT.downloadURL, edition.download(dump)),
        (DCAT.mediaType, NamedNode(media_type)),
        (DCAT.compressFormat, NamedNode(f"{_MEDIA_TYPES}application/gzip") if dump.gzipped else None),
        (DCAT.byteSize, literal.size(dump.file.size)),
        (SPDX.checksum, checksum),
    )
    yield from about(
        checksum,
        (RDF.type, SPDX.Checksum),
        (RDFS.label, string(f"SHA-256 {dump.name}")),
        (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (SPDX.checksumValue, literal.hexadecimal(dump.file.sha256)),
    )


def _titled(title: Text) -> Statements:
    return (RDFS.label, in_both(title)), (DCTERMS.term("title"), in_both(title))


def _published(edition: Edition) -> Statements:
    return (
        (DCTERMS.publisher, edition.publisher),
        (DCAT.contactPoint, _contact(edition)),
        (DCTERMS.issued, literal.date(edition.issued)),
        (DCTERMS.modified, literal.date(edition.issued)),
        (DCTERMS.license, edition.terms),
        (DCTERMS.rights, in_both(RIGHTS)),
        (DCAT.theme, _GOVERNMENT),
    )


def _versioned(edition: Edition) -> Statements:
    return ((DCAT.version, string(edition.id)),)


def _dataset_title(title: Literal, plan: CataloguedPlan) -> Literal:
    if title.language == "ja" and plan.municipality_name not in title.value:
        return literal.ja(f"{plan.municipality_name} {title.value}")
    return title


def _plan_description(plan: CataloguedPlan) -> Text:
    first, last = int(plan.first_day.value[:4]), int(plan.last_day.value[:4]) - 1
    return Text(
        f"「{plan.titles[0].value}」（{first}–{last}年度）の施策、事業、年次工程、事業費。",
        f"Policies, projects, yearly steps and costs of a plan for the fiscal years {first}–{last}.",
    )


def _contact(edition: Edition) -> NamedNode:
    return NamedNode(f"{edition.publisher.value}#contact")


def _service_of(edition: Edition) -> NamedNode:
    return edition.iris.id("service", "sparql")


def _distribution_of(dump: Dump, edition: Edition) -> NamedNode:
    return edition.iris.id("distribution", dump.name)


def _series_of(plan: CataloguedPlan, edition: Edition) -> NamedNode:
    return edition.iris.dataset(plan.code)
