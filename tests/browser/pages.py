"""The pages that are looked at: one of each kind."""

PAGES = {
    "home": "/",
    "search": "/search?q=%E7%A6%8F%E7%A5%89",
    "browse": "/browse",
    "municipality": "/doc/municipality/142042",
    "plan": "/doc/plan/142042/implementation-2014",
    "project": "/doc/project/142042/implementation-2014/0-1-1-1",
    "step": "/doc/step/142042/implementation-2014/0-1-1-1/2014/1",
    "year": "/doc/fiscal-year/2014",
    "document": "/doc/document/142042/implementation-2014-civic-autonomy",
    "concept": "/doc/code/plan-type/implementation-plan",
    "editor": "/sparql",
    "queries": "/queries/",
    "query": "/queries/steps-timeline",
    "map": "/queries/municipalities",
    "dumps": "/dumps/",
    "ontology": "/ontology",
    "missing": "/doc/nothing",
}
