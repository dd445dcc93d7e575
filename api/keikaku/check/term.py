"""Terms as Oxigraph has them and as rdflib has them."""

import pyoxigraph as ox
import rdflib
from rdflib.term import Identifier, Node

from keikaku.check.report import Term

_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


def rdflib_term(term: Term) -> Identifier:
    """A term as rdflib has it, its lexical form untouched."""
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal(language=str(language)):
            return rdflib.Literal(term.value, lang=language)
    datatype = None if term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def ox_term(node: Node) -> Term:
    """A term as Oxigraph has it."""
    match node:
        case rdflib.URIRef():
            return ox.NamedNode(str(node))
        case rdflib.BNode():
            return ox.BlankNode(str(node))
        case rdflib.Literal(language=str(language)):
            return ox.Literal(str(node), language=language)
        case rdflib.Literal(datatype=rdflib.URIRef() as datatype):
            return ox.Literal(str(node), datatype=ox.NamedNode(str(datatype)))
    return ox.Literal(str(node))


def property_(node: Node) -> ox.NamedNode:
    """A property as Oxigraph has it."""
    return ox.NamedNode(str(node))
