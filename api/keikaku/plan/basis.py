"""On what a statement of the plan rests."""

from enum import StrEnum


class Basis(StrEnum):
    """Printed so in the document, inferred by the reader on evidence, or settled (corrected, confirmed) by a person."""

    PRINTED = "printed"
    INFERRED = "inferred"
    CORRECTED = "corrected"
