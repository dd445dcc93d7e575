"""What facets and their values are called."""

from keikaku.language import Language, Text
from keikaku.web.search.index import Value

TITLES = {
    "kind": Text("種類", "Kind"),
    "city": Text("自治体", "Municipality"),
    "prefecture": Text("都道府県", "Prefecture"),
    "year": Text("年度", "Fiscal year"),
    "sdg": Text("SDGs", "SDG"),
    "marker": Text("印", "Marker"),
    "money": Text("金額(最大の年)", "Money (largest amount)"),
    "type": Text("計画の種別", "Type of plan"),
}
KINDS = {
    "project": Text("事業", "project"),
    "policy": Text("政策・施策", "policy"),
    "statement": Text("施策の本文", "statement"),
    "plan": Text("計画", "plan"),
    "department": Text("部署", "department"),
    "municipality": Text("自治体", "municipality"),
}
_MONEY = {
    "none": Text("記載なし", "not stated"),
    "0": Text("100万円未満", "below 1 million yen"),
    "1000000": Text("100万円以上1千万円未満", "1 to 10 million yen"),
    "10000000": Text("1千万円以上1億円未満", "10 to 100 million yen"),
    "100000000": Text("1億円以上10億円未満", "100 million to 1 billion yen"),
    "1000000000": Text("10億円以上", "1 billion yen and more"),
}
_NUMBERED = ("year", "sdg", "money")


def called(facet: str, value: Value, language: Language) -> str:
    """What a value is called."""
    if facet == "kind" and value.value in KINDS:
        return KINDS[value.value].in_(language)
    if facet == "money" and value.value in _MONEY:
        return _MONEY[value.value].in_(language)
    if facet == "marker" and value.value == "priority":
        return Text("重点事業", "priority").in_(language)
    if facet == "year":
        return f"{value.value}年度" if language == "ja" else f"FY{value.value}"
    return Text(value.ja, value.en).in_(language)


def in_order(facet: str, values: list[Value]) -> list[Value]:
    """Years, goals and amounts in their own order; all else by how many there are."""
    if facet in _NUMBERED:
        return sorted(values, key=lambda value: int(value.value) if value.value.isdecimal() else -1)
    return sorted(values, key=lambda value: (-value.count, value.value))
