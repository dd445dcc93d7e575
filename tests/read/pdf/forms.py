"""The sheet of an invented city, after the genre of 事務事業評価 with boxes, and its profile."""

from read.pdf.drawing import Drawing

SHEET = """\
genre: pdf-sheet
era: 令和
columns:
  code: NO.
  name: 事務事業名
  departments: 担当部署名
  description: 事業内容
  period: 実施期間
  sdgs: 関連するSDGsのゴール
levels:
  - {name: 施策の柱, column: 総合計画の体系 > 施策の柱}
  - {name: 施策, column: 総合計画の体系 > 施策名称}
amounts:
  - {column: "事業費Ａ > {year} > 決算", kind: settlement, unit: 千円}
  - {column: "事業費Ａ > {year} > 予算", kind: budget, unit: 千円}
indicators:
  - name: 成果指標の内容
    unit: 単位
    values:
      - {column: "{year} > 実績", kind: actual}
      - {column: "{year} > 見込", kind: target}
find: {options: 関連するSDGsのゴール}
"""

MEASURED = ("R５年度\n実　績", "R６年度\n見　込", "R６年度\n実　績")
GOALS = {
    3: "すべての人に健康と福祉を",
    4: "質の高い教育をみんなに",
    6: "安全な水とトイレを世界中に",
    11: "住み続けられるまちづくりを",
}


def sheet(drawing: Drawing, *, code: str = "1", name: str = "環境学習推進事業", department: str = "環境政策課",
          amounts: tuple[str, str, str, str] = ("5,690", "5,691", "5,700", "5,692"), goals: tuple[int, ...] = (4, 11),
          cost_label: str = "事 業 費 Ａ", top: float = 40) -> None:  # fmt: skip
    """One sheet from `top` down; the amounts are 令和4年度決算, 5年度決算, 6年度予算, 6年度決算."""
    d, y = drawing, top
    d.words(440, y, "NO.")
    d.box(470, y - 2, 550, y + 14, code)
    d.table(40, y + 20, [80, 180, 80, 170], [["担当部署名", department, "事務事業名", name]])
    d.table(
        40, y + 50, [60, 60, 140, 120, 130],
        [
            ["総合計画\nの体系", "施策の柱", "①価値を高めるまちづくり", "国土強靭化\n※該当のみ", ""],
            [None, "施策名称", "①「環境共創」のまちづくり", None, ""],
        ],
    )  # fmt: skip
    d.box(40, y + 105, 120, y + 140, "実施期間", size=9)
    d.words(42, y + 118, "（計画期間である令和5～9年度の間で設定）", 3.5)
    d.box(120, y + 105, 260, y + 140)
    for x, words in (
        (122, "令和"),
        (146, "5"),
        (160, "年度"),
        (184, "～"),
        (200, "令和"),
        (222, "9"),
        (236, "年度"),
    ):
        d.words(x, y + 118, words, 8)
    d.box(260, y + 105, 320, y + 140, "事業内容")
    d.box(320, y + 105, 550, y + 140, "環境を学ぶ取組を支え\nる。")
    d.box(40, y + 145, 120, y + 195, "関連するSDGｓの\nゴール\n※ １つ以上に○")
    for index, (goal, words) in enumerate(GOALS.items()):
        left, upper = 120 + 215 * (index % 2), y + 145 + 25 * (index // 2)
        d.box(left, upper, left + 20, upper + 25, "○" if goal in goals else "")
        d.box(left + 20, upper, left + 215, upper + 25, f"{goal} {words}")
    d.words(40, y + 200, "（４）事業費等(千円単位)")
    d.table(
        40, y + 212, [20, 50, 54, 54, 54, 54, 80, 24, 40, 40, 40],
        [
            ["区　分", "<", "Ｒ４年度", "R５年度", "R６年度", "<", "成果指標の内容", "単位", "目標値", "<", "<"],
            [None, "<", "決 算", "決 算", "予 算", "決 算", None, None, *MEASURED],
            [cost_label, "<", *amounts, "講座の数", "回", "27", "28", "-"],
            ["財\n\n源", "一般財源", "5,000", "5,000", "5,000", "5,000", "", "", "", "", ""],
            [None, "その他", "690", "691", "700", "692", "成果指標の達成状況", "<", "順調", "<", "<"],
        ],
    )  # fmt: skip
