"""Japanese numbers, years, amounts and codes: strings to values."""
