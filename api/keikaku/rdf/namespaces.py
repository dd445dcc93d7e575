"""The namespaces of Keikaku's graphs (model: docs/model.md)."""

from pyoxigraph import NamedNode


class Namespace(str):
    """A namespace IRI whose attributes are its terms: `MP.Plan`, `SKOS.broader`."""

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        # Remembered, so that the next time Python finds it without asking here.
        node = self.__dict__[name] = NamedNode(self + name)
        return node

    def term(self, name: str) -> NamedNode:
        """The term for a name that is no Python attribute, or that `str` has taken (`title`, `format`)."""
        return NamedNode(self + name)


MP = Namespace("https://w3id.org/keikaku/ontology#")

QB = Namespace("http://purl.org/linked-data/cube#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("http://schema.org/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
TIME = Namespace("http://www.w3.org/2006/time#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
VOID = Namespace("http://rdfs.org/ns/void#")
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")

# The UN's own IRIs of the Sustainable Development Goals and their targets.
SDG = Namespace("http://metadata.un.org/sdg/")

# Code lists are the same for every publisher, so they do not move with the base of the data.
CODE = Namespace("https://w3id.org/keikaku/code/")

PREFIXES: dict[str, str] = {
    "mp": MP,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "dqv": DQV,
    "foaf": FOAF,
    "oa": OA,
    "org": ORG,
    "prov": PROV,
    "schema": SCHEMA,
    "sd": SD,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "time": TIME,
    "vcard": VCARD,
    "void": VOID,
    "xkos": XKOS,
    "plan-type": CODE + "plan-type/",
    "amount-kind": CODE + "amount-kind/",
    "amount-status": CODE + "amount-status/",
    "basis": CODE + "basis/",
    "value-kind": CODE + "value-kind/",
    "link-status": CODE + "link-status/",
    "severity": CODE + "severity/",
    "reliability": CODE + "reliability/",
    "assertion": CODE + "assertion/",
    "marker": CODE + "marker/",
    "sdg": SDG,
}
