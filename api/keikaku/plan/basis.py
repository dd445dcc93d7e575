"""On what a statement of the plan rests."""

from enum import StrEnum


class Basis(StrEnum):
    """Printed so in the document, inferred by the reader on evidence, or settled by a person, who corrected or confirmed it."""

    PRINTED = "printed"
    INFERRED = "inferred"
    CORRECTED = "corrected"
