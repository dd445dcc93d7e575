from decimal import Decimal

import pytest

from keikaku.plan import Amount, AmountKind, AmountStatus
from keikaku.rdf.amount import label


def amount(status: AmountStatus, printed: str, unit: str, first: int, last: int) -> Amount:
    value = Decimal(1) if status is AmountStatus.STATED else None
    return Amount(AmountKind.BUDGET, status, value, printed, unit, first, last, ())


@pytest.mark.parametrize(
    ("given", "ja", "en"),
    [
        (
            amount(AmountStatus.STATED, "３，０００", "千円", 2024, 2024),
            "予算額 ３，０００千円（2024年度）",
            "budget ３，０００ thousand yen (FY2024)",
        ),
        (
            amount(AmountStatus.STATED, "2.5", "億円", 2019, 2022),
            "予算額 2.5億円（2019–2022年度）",
            "budget 2.5 hundred million yen (FY2019–2022)",
        ),
        (
            amount(AmountStatus.STATED, "0", "円", 2024, 2024),
            "予算額 0円（2024年度）",
            "budget 0 yen (FY2024)",
        ),
        (amount(AmountStatus.DASH, "-", "千円", 2024, 2024), "予算額 －（2024年度）", "budget – (FY2024)"),
        (
            amount(AmountStatus.BLANK, "", "千円", 2024, 2024),
            "予算額 空欄（2024年度）",
            "budget blank (FY2024)",
        ),
        (
            amount(AmountStatus.UNDECIDED, "未定", "", 2024, 2024),
            "予算額 未定（2024年度）",
            "budget undecided (FY2024)",
        ),
    ],
)
def test_an_amount_is_named_by_kind_figure_and_years(given: Amount, ja: str, en: str) -> None:
    assert label(given) == (ja, en)
