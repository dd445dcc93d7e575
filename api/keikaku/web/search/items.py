"""What can be found: projects, policies, statements, plans, departments, municipalities; and by what it is filtered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from keikaku.web.extracts.solutions import Row, Solutions

_SDG = "http://metadata.un.org/sdg/"
_BANDS = (0, 10**6, 10**7, 10**8, 10**9)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that can be found: what it is called, what is said of it, and the values by which it can be filtered.

    `also` is found by, but not shown: codes, readings. `yen` is the largest amount stated.
    """

    iri: str
    kind: str
    name: str
    name_en: str
    text: str = ""
    also: str = ""
    city: str = ""
    plan: str = ""
    policy: str = ""
    departments: str = ""
    yen: int | None = None
    facets: dict[str, list[str]] = field(default_factory=dict)


def items(solutions: Solutions) -> Iterator[Item]:
    """Everything that can be found, the kinds that people look for most first."""
    plans = _plans(solutions)
    yield from _projects(solutions, plans)
    yield from _policies(solutions, plans)
    yield from _statements(solutions, plans)
    yield from _plan_items(solutions, plans)
    yield from _departments(solutions)
    yield from _municipalities(solutions)


def facet_names(solutions: Solutions) -> Iterator[tuple[str, str, str, str]]:
    """What values of facets are called: the facet, the value, Japanese, English."""
    used = (
        ("city", "?plan mp:municipality ?x ."),
        ("prefecture", "?plan mp:municipality/mp:prefecture ?x ."),
        ("sdg", f"?any dcterms:subject ?x . FILTER(STRSTARTS(STR(?x), '{_SDG}'))"),
        ("marker", "?any mp:marker ?x ."),
        ("type", "?any mp:planType ?x ."),
    )
    for facet, pattern in used:
        for iri, (ja, en) in solutions.labels(pattern).items():
            yield facet, _key(iri), ja, en


@dataclass(frozen=True, slots=True)
class _Plan:
    city: str
    facets: dict[str, list[str]]


def _plans(solutions: Solutions) -> dict[str, _Plan]:
    prefectures = solutions.lists("?x mp:prefecture ?p", "p")
    cities = solutions.lists("?x a mp:Plan ; mp:municipality ?city", "city")
    types = solutions.lists("?x a mp:Plan ; mp:planType ?type", "type")
    years = _periods(solutions, "mp:Plan")
    found = {}
    for plan, (city, *_) in cities.items():
        facets = {
            "city": [_key(city)],
            "prefecture": [_key(iri) for iri in prefectures.get(city, [])],
            "type": [_key(iri) for iri in types.get(plan, [])],
            "year": years.get(plan, []),
        }
        found[plan] = _Plan(city, facets)
    return found


def _projects(solutions: Solutions, plans: dict[str, _Plan]) -> Iterator[Item]:
    departments = solutions.lists(
        "?x a mp:Project ; (mp:department|mp:supportingDepartment)/rdfs:label ?name . FILTER(LANG(?name) = 'ja')",
        "name",
    )
    steps = solutions.lists("?x a mp:Project ; mp:step/rdfs:label ?step", "step")
    years = _merged(
        solutions.lists("?x a mp:Project ; (mp:amount|mp:step)/mp:fiscalYear/mp:year ?year", "year"),
        _periods(solutions, "mp:Project"),
    )
    topics = _topics(solutions)
    markers = solutions.lists("?x a mp:Project ; mp:marker ?marker", "marker")
    priority = solutions.lists("?x a mp:PriorityProject ; a ?kind", "kind")
    yen = _yen(solutions)
    query = """SELECT ?x ?label ?plan ?policy ?description ?goal ?code WHERE {
        ?x a mp:Project ; rdfs:label ?label ; dcterms:isPartOf ?plan . FILTER(LANG(?label) = 'ja')
        OPTIONAL { ?x mp:policy/rdfs:label ?policy FILTER(LANG(?policy) = 'ja') }
        OPTIONAL { ?x dcterms:description ?description } OPTIONAL { ?x mp:goal ?goal }
        OPTIONAL { ?x skos:notation ?code } } ORDER BY ?x"""
    for row in _first_of_each(solutions.rows(query)):
        iri, plan = row["x"], plans.get(row["plan"])
        if plan is None:
            continue
        marks = [*(["priority"] if iri in priority else []), *(_key(m) for m in markers.get(iri, []))]
        own = {"year": years.get(iri) or plan.facets["year"], "sdg": topics.get(iri, []), "marker": marks}
        said = [row.get("goal", ""), row.get("description", ""), *steps.get(iri, [])]
        yield Item(
            iri,
            "project",
            row["label"],
            row["label"],
            text="\n".join(filter(None, said)),
            also=row.get("code", ""),
            city=plan.city,
            plan=row["plan"],
            policy=row.get("policy", ""),
            departments="、".join(departments.get(iri, [])),
            yen=yen.get(iri),
            facets=plan.facets | own | {"money": [band(yen.get(iri))]},
        )


def _policies(solutions: Solutions, plans: dict[str, _Plan]) -> Iterator[Item]:
    topics = _topics(solutions)
    query = """SELECT ?x ?label ?plan ?above ?code WHERE {
        ?x a mp:Policy ; rdfs:label ?label ; skos:inScheme ?plan . FILTER(LANG(?label) = 'ja')
        OPTIONAL { ?x skos:broader/rdfs:label ?above FILTER(LANG(?above) = 'ja') }
        OPTIONAL { ?x skos:notation ?code } } ORDER BY ?x"""
    for row in _first_of_each(solutions.rows(query)):
        if plan := plans.get(row["plan"]):
            yield Item(
                row["x"],
                "policy",
                row["label"],
                row["label"],
                also=row.get("code", ""),
                city=plan.city,
                plan=row["plan"],
                policy=row.get("above", ""),
                facets=plan.facets | {"sdg": topics.get(row["x"], [])},
            )


def _statements(solutions: Solutions, plans: dict[str, _Plan]) -> Iterator[Item]:
    query = """SELECT ?x ?text ?plan ?policy WHERE {
        ?owner mp:statement ?x ; skos:inScheme ?plan ; rdfs:label ?policy . FILTER(LANG(?policy) = 'ja')
        ?x rdf:value ?text } ORDER BY ?x"""
    for row in _first_of_each(solutions.rows(query)):
        if plan := plans.get(row["plan"]):
            short = row["text"] if len(row["text"]) <= 60 else f"{row['text'][:59]}…"
            yield Item(
                row["x"],
                "statement",
                short,
                short,
                text=row["text"],
                city=plan.city,
                plan=row["plan"],
                policy=row["policy"],
                facets=plan.facets,
            )


def _plan_items(solutions: Solutions, plans: dict[str, _Plan]) -> Iterator[Item]:
    for iri, (ja, en) in solutions.labels("?x a mp:Plan .").items():
        if plan := plans.get(iri):
            yield Item(iri, "plan", ja, en, city=plan.city, plan=iri, facets=plan.facets)


def _departments(solutions: Solutions) -> Iterator[Item]:
    pattern = "?x a mp:Department ; org:subOrganizationOf*/org:unitOf ?city"
    cities = solutions.lists(pattern, "city")
    prefectures = solutions.lists("?x mp:prefecture ?p", "p")
    above = solutions.lists(
        "?x org:subOrganizationOf/rdfs:label ?above . FILTER(LANG(?above) = 'ja')", "above"
    )
    for iri, (ja, en) in solutions.labels("?x a mp:Department .").items():
        if city := cities.get(iri, [""])[0]:
            facets = {"city": [_key(city)], "prefecture": [_key(p) for p in prefectures.get(city, [])]}
            yield Item(
                iri, "department", ja, en, city=city, departments="、".join(above.get(iri, [])), facets=facets
            )


def _municipalities(solutions: Solutions) -> Iterator[Item]:
    readings = solutions.lists("?x a mp:Municipality ; skos:altLabel ?reading", "reading")
    codes = solutions.lists("?x a mp:Municipality ; dcterms:identifier ?code", "code")
    prefectures = solutions.lists("?x a mp:Municipality ; mp:prefecture ?p", "p")
    with_plans = {
        city for cities in solutions.lists("?x mp:municipality ?city", "city").values() for city in cities
    }
    for iri, (ja, en) in solutions.labels("?x a mp:Municipality .").items():
        facets = {"prefecture": [_key(p) for p in prefectures.get(iri, [])]}
        if iri in with_plans:
            facets["city"] = [_key(iri)]
        also = " ".join([*readings.get(iri, []), *codes.get(iri, []), en])
        yield Item(iri, "municipality", ja, en, also=also, city=iri, facets=facets)


def band(yen: int | None) -> str:
    """The lower bound of the band in which an amount lies; `none` where no amount is stated."""
    return "none" if yen is None else str(max(bound for bound in _BANDS if bound <= max(yen, 0)))


def _topics(solutions: Solutions) -> dict[str, list[str]]:
    """The SDG goals of things, those of targets too."""
    pattern = f"?x dcterms:subject ?topic . MINUS {{ ?x a mp:Classification }} FILTER(STRSTARTS(STR(?topic), '{_SDG}'))"
    found = solutions.lists(pattern, "topic")
    return {
        thing: list(dict.fromkeys(topic.removeprefix(_SDG).partition(".")[0] for topic in topics))
        for thing, topics in found.items()
    }


def _yen(solutions: Solutions) -> dict[str, int]:
    query = "SELECT ?x (MAX(?value) AS ?yen) { ?x a mp:Project ; mp:amount/schema:value ?value } GROUP BY ?x"
    return {row["x"]: int(float(row["yen"])) for row in solutions.rows(query) if "yen" in row}


def _periods(solutions: Solutions, kind: str) -> dict[str, list[str]]:
    """Every year from the first to the last."""
    query = (
        f"SELECT ?x ?first ?last {{ ?x a {kind} ; "
        "mp:firstFiscalYear/mp:year ?first ; mp:lastFiscalYear/mp:year ?last }"
    )
    return {
        row["x"]: [str(year) for year in range(int(row["first"]), int(row["last"]) + 1)]
        for row in solutions.rows(query)
    }


def _merged(*parts: dict[str, list[str]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for thing, values in part.items():
            found[thing].update(values)
    return {thing: sorted(values) for thing, values in found.items()}


def _first_of_each(rows: Iterable[Row]) -> Iterator[Row]:
    """One row for each `?x`, whatever has two values of something."""
    seen: set[str] = set()
    for row in rows:
        if row["x"] not in seen:
            seen.add(row["x"])
            yield row


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
