from keikaku.check import check, text


def test_a_report_in_japanese(report):
    assert (
        text(report, "ja")
        == """\
■ 違反（直るまで公開できません）

data/142042-kamakura/計画.txt 161行 「広報事業」: 「社会福祉啓発事業」と事業コードが同じです。
    見つかったもの: 0-1-1-2
    きまり: 事業コードは計画の中でただ一つ。 [project-code-unique]
    すること: 両方のコードを文書で確かめてください。文書の誤りなら、訂正（corrections.yaml）に記してください。

data/142042-kamakura/計画.txt 261行 「社会福祉啓発事業」: 「広報事業」と事業コードが同じです。
    見つかったもの: 0-1-1-2
    きまり: 事業コードは計画の中でただ一つ。 [project-code-unique]
    すること: 両方のコードを文書で確かめてください。文書の誤りなら、訂正（corrections.yaml）に記してください。

■ 警告（確かめてください）

data/142042-kamakura/計画.txt 261行 「社会福祉啓発事業」: 平成27年度（2015年度）の工程がありません。
    見つかったもの: 相談室の開設、相談室の運営
    きまり: 重点事業には、計画のどの年度にも工程がある。 [priority-step-each-year]
    すること: 文書の工程表を確かめてください。その年度の欄が空いていれば、このままでかまいません。

■ 注記

data/142042-kamakura/計画.txt 215行 工程の年度は並びから推定しました。
    きまり: 読み取りの注記。 [doubt-note]
    すること: 参考のための注記です。することはありません。

不適合: 違反 2 件、警告 1 件、注記 1 件
"""
    )


def test_a_report_in_english(report):
    lines = text(report, "en").splitlines()
    assert lines[2:6] == [
        "data/142042-kamakura/計画.txt, line 161 “広報事業”: “社会福祉啓発事業” has the same code.",
        "    Found: 0-1-1-2",
        "    Rule: A project's code is unique in its plan. [project-code-unique]",
        "    What to do: Check both codes in the document."
        " If it is the document's own error, settle it in corrections.yaml.",
    ]
    assert lines[-1] == "Not valid: 2 violation(s), 1 warning(s), 1 note(s)"


def test_a_valid_plan_has_a_summary_only(broken):
    assert text(check(broken(""), {}), "ja") == "適合: 違反 0 件、警告 0 件、注記 0 件\n"


def test_what_is_missing_is_said_to_be_missing(broken):
    data = broken("DELETE WHERE { <project/142042/early/koho> mp:department ?department }")
    assert "    Found: nothing\n" in text(check(data, {}), "en")


def test_a_label_cannot_move_the_cursor_or_start_a_line(broken):
    data = broken("""
        DELETE WHERE { <project/142042/early/koho> mp:department ?department } ;
        DELETE WHERE { <project/142042/early/koho> rdfs:label ?label } ;
        INSERT DATA { <project/142042/early/koho> rdfs:label "広報\\n違反 0 件\\u001B[2J事業"@ja }
    """)
    words = text(check(data, {}), "ja")
    assert "「広報 違反 0 件 [2J事業」" in words
    assert "\x1b" not in words
