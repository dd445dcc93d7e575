import pytest

from keikaku.read.text.template import Template, first_match


@pytest.mark.parametrize(
    ("printed", "text", "found"),
    [
        ("（{number}） {name}", "（１） 市民自治", {"number": "１", "name": "市民自治"}),
        ("（{number}） {name}", "(1)市民自治", {"number": "1", "name": "市民自治"}),
        ("{number}．{name}", "５．地域福祉の推進", {"number": "５", "name": "地域福祉の推進"}),
        ("{number}．{name}", "５. 地域福祉の推進", {"number": "５", "name": "地域福祉の推進"}),
        ("第{number}章 {name}", "第三章　暮らし", {"number": "三", "name": "暮らし"}),
        ("第{number}章 {name}", "第 Ⅱ 章暮らし", {"number": "Ⅱ", "name": "暮らし"}),
        ("政策{number} {name}", "政策２－１　移住", {"number": "２－１", "name": "移住"}),
        ("政策{number} {name}", "政策2.1 移住", {"number": "2.1", "name": "移住"}),
        ("{mark} {text}", "⑴ 地域コミュニティ", {"mark": "⑴", "text": "地域コミュニティ"}),
        ("{mark} {text}", "①子育て", {"mark": "①", "text": "子育て"}),
        ("{mark} {text}", "㈠ 子育て", {"mark": "㈠", "text": "子育て"}),
        ("{kana} {text}", "ア がん検診", {"kana": "ア", "text": "がん検診"}),
        ("{kana}．{text}", "イ．がん検診", {"kana": "イ", "text": "がん検診"}),
        ("・{text}", "・ 道を直します。", {"text": "道を直します。"}),
        (
            "合計（{count}ヵ年）：{amount}",
            "合計(３ヵ年):1,425 百万円",
            {"count": "３", "amount": "1,425 百万円"},
        ),
        ("－{page}－", "－ 12 －", {"page": "12"}),
        ("◆重点事業", "◆ 重 点 事 業", {}),
    ],
)
def test_what_a_template_finds(printed: str, text: str, found: dict[str, str]) -> None:
    assert Template(printed).match(text) == found


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("（{number}） {name}", "（一） "),
        ("（{number}） {name}", "（A） 市民自治"),
        ("{number} {name}", "10年後の姿"),
        ("{number} {name}", "１市民自治"),
        ("{kana} {text}", "アンケートを行います。"),
        ("{mark} {text}", "1 子育て"),
        ("◆重点事業", "◆重点事業の概要"),
        ("{text}。", "。"),
        ("・{text}", "・" + "あ" * 5_000),
    ],
)
def test_what_is_another_form(printed: str, text: str) -> None:
    assert Template(printed).match(text) is None


def test_the_first_form_that_fits() -> None:
    forms = (Template("第{number}章 {name}"), Template("{name}"))
    assert first_match(forms, "第１章 暮らし") == {"number": "１", "name": "暮らし"}
    assert first_match(forms, "暮らし") == {"name": "暮らし"}
    assert first_match((), "暮らし") is None


def test_the_placeholders_of_a_template() -> None:
    assert Template("（{number}） {name}").placeholders == {"number", "name"}
    assert Template("◆重点事業").placeholders == set()


@pytest.mark.parametrize(
    "text",
    ["1" * 4_999, "1-" * 2_499 + "あ", "（" * 4_999, "一 " * 2_499, " ".join("あ" * 2_000), "あ（" * 2_499],
)
def test_no_form_takes_long_on_any_line(text: str) -> None:
    # Each of these would never end if a form could be matched in more ways than there are characters.
    forms = (
        "{number} {name}（{text}）：{amount}",
        "{name} {number} {text}",
        "（{number}）（{name}）（{amount}）",
    )
    for printed in forms:
        Template(printed).match(text)
