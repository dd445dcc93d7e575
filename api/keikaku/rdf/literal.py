"""Literals in the lexical form that the store keeps, so that what is written is what is read back."""

import re
from datetime import date as Date
from decimal import Decimal

from pyoxigraph import Literal

from keikaku.language import Text
from keikaku.problem import Problem
from keikaku.rdf.namespaces import XSD

# XML 1.0 section 2.2 has no way to write these, not even as a reference; RDF/XML is one of our forms.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def ja(text: str) -> Literal:
    """A published text, verbatim, as Japanese; Problem for a character that XML cannot carry."""
    return Literal(_writable(text), language="ja")


def in_both(text: Text) -> tuple[Literal, Literal]:
    """Words of our own, in Japanese and in English."""
    return Literal(_writable(text.ja), language="ja"), Literal(_writable(text.en), language="en")


def string(value: str) -> Literal:
    """A plain string: a code, a printed figure, a name of no language."""
    return Literal(_writable(value))


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal) -> Literal:
    """An xsd:decimal without exponent, trailing zeros or a negative zero."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=XSD.decimal)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


def date(value: Date) -> Literal:
    """An xsd:date without a time zone."""
    return Literal(value.isoformat(), datatype=XSD.date)


def size(value: int) -> Literal:
    """A number of bytes as DCAT 3 types it (section 6.8.11): xsd:nonNegativeInteger."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def hexadecimal(value: str) -> Literal:
    """A checksum as SPDX types it: xsd:hexBinary."""
    return Literal(value, datatype=XSD.hexBinary)


def year(value: int) -> Literal:
    """An xsd:gYear."""
    return Literal(f"{value:04}", datatype=XSD.gYear)


def _writable(text: str) -> str:
    if found := _NOT_IN_XML.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise Problem(
            Text(
                f"{text!r} に XML で書けない文字 {code} があります。", f"{text!r} has {code}, unfit for XML."
            ),
            advice=Text("文書からその文字を除いてください。", "Remove that character from the document."),
        )
    return text
