import pytest
from hypothesis import given
from hypothesis import strategies as st

from keikaku.engine.tokens import Unescaped, tokens


def texts(query: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("<http://e/#a>#b", [("iri", "<http://e/#a>")]),
        ("?a<?b", [("variable", "?a"), ("sign", "<"), ("variable", "?b")]),
        ('"a\\"b" \'c#d\'', [("string", '"a\\"b"'), ("string", "'c#d'")]),
        ('"""a "b" ""c\n""" x', [("string", '"""a "b" ""c\n"""'), ("word", "x")]),
        ("'''it's '' # '''#'", [("string", "'''it's '' # '''")]),
        ("\"\" ''", [("string", '""'), ("string", "''")]),
        (
            "ex:a\\'b ex:c%20\\#d :e _:f :",
            [("name", n) for n in ("ex:a\\'b", "ex:c%20\\#d", ":e", "_:f", ":")],
        ),
        (
            "service:service ?service @service",
            [("name", "service:service"), ("variable", "?service"), ("tag", "@service")],
        ),
        ("-1.5e-3 +2 .5 1.", [("number", n) for n in ("-1.5e-3", "+2", ".5", "1.")]),
        (
            "?a||?b&&!?c",
            [
                ("variable", "?a"),
                ("sign", "||"),
                ("variable", "?b"),
                ("sign", "&&"),
                ("sign", "!"),
                ("variable", "?c"),
            ],
        ),
        ("日本:計画 SELECT*", [("name", "日本:計画"), ("word", "SELECT"), ("sign", "*")]),
    ],
)
def test_tokens_of_sparql_1_1_section_19_8(query, expected):
    assert texts(query) == expected


@given(st.text(st.sampled_from("<>'\"\\#{}()?:aU\n u0041"), max_size=60))
def test_every_text_has_tokens_and_none_overlap(query):
    assert sum(len(token.text) for token in tokens(query)) <= len(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("S\\u0045LECT * {}", "SELECT * {}"),
        ("ASK { ?\\U00008A08 ex\\u003Aa 1 }", "ASK { ?計 ex:a 1 }"),
        (
            "ASK { ?s ?p '\\u0041' , <http://\\u0041> } # \\u0041",
            "ASK { ?s ?p '\\u0041' , <http://\\u0041> } # \\u0041",
        ),
        (
            "ASK \\u007B \\u007D \\u0022 \\uD800 \\U00110000 \\u00",
            "ASK \\u007B \\u007D \\u0022 \\uD800 \\U00110000 \\u00",
        ),
    ],
)
def test_codepoint_escapes_are_resolved_where_the_engine_does_not_section_19_2(query, expected):
    assert Unescaped(query).text == expected


def test_places_are_those_of_the_original():
    unescaped = Unescaped("ASK {\n ?\\u0061b \\U0000003Fc !")
    assert unescaped.text == "ASK {\n ?ab ?c !"
    assert unescaped.place(1, 3) == (1, 3)
    assert unescaped.place(2, 2) == (2, 2)
    assert unescaped.place(2, 4) == (2, 9)
    assert unescaped.place(2, 9) == (2, 23)
