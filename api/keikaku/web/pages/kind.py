"""Which page suits which kind of thing."""

from pyoxigraph import NamedNode

from keikaku.rdf.namespaces import MP, SCHEMA
from keikaku.web.pages import (
    correspondence,
    department,
    document,
    fiscal_year,
    municipality,
    plan,
    policy,
    project,
    resource,
)
from keikaku.web.pages.page import Page

_PAGES = {
    MP.Municipality: municipality.PAGE,
    MP.Plan: plan.PAGE,
    MP.Policy: policy.PAGE,
    MP.Department: department.PAGE,
    MP.Correspondence: correspondence.PAGE,
    MP.Project: project.PAGE,
    MP.FiscalYear: fiscal_year.PAGE,
    SCHEMA.DigitalDocument: document.PAGE,
}


def page_for(types: list[NamedNode]) -> Page:
    """The page made for one of these classes, or else the one for anything."""
    return next((page for kind, page in _PAGES.items() if kind in types), resource.PAGE)
