"""Japanese numbers, years, amounts and codes: strings to values."""

from keikaku.japanese.amount import (
    AmountForm,
    NotAnAmount,
    NotAUnit,
    ParsedAmount,
    find_amount,
    find_unit,
    parse_amount,
    unit_factor,
)
from keikaku.japanese.era import ERAS, Era, NotAnEra, era_labels, era_named, western_year
from keikaku.japanese.fiscal_year import (
    FiscalYears,
    NotAFiscalYear,
    find_fiscal_years,
    first_day,
    last_day,
    parse_fiscal_years,
)
from keikaku.japanese.municipality_code import (
    NotACorporateNumber,
    NotAMunicipalityCode,
    check_digit,
    corporate_number_check_digit,
    parse_corporate_number,
    parse_municipality_code,
)
from keikaku.japanese.unreadable import Unreadable
from keikaku.japanese.width import key_text, plain, plain_with_offsets

__all__ = [
    "ERAS",
    "AmountForm",
    "Era",
    "FiscalYears",
    "NotACorporateNumber",
    "NotAFiscalYear",
    "NotAMunicipalityCode",
    "NotAUnit",
    "NotAnAmount",
    "NotAnEra",
    "ParsedAmount",
    "Unreadable",
    "check_digit",
    "corporate_number_check_digit",
    "era_labels",
    "era_named",
    "find_amount",
    "find_fiscal_years",
    "find_unit",
    "first_day",
    "key_text",
    "last_day",
    "parse_amount",
    "parse_corporate_number",
    "parse_fiscal_years",
    "parse_municipality_code",
    "plain",
    "plain_with_offsets",
    "unit_factor",
    "western_year",
]
