import pyoxigraph as ox
import pytest

from keikaku.engine.formats import GRAPHS, RESULTS, formats_for


@pytest.mark.parametrize("known", RESULTS, ids=lambda known: known.name)
def test_the_engine_knows_each_format_of_results_by_its_media_type(known):
    found = ox.QueryResultsFormat.from_media_type(known.media_type)
    assert found == ox.QueryResultsFormat.from_extension(known.extension)


@pytest.mark.parametrize("known", GRAPHS, ids=lambda known: known.name)
def test_the_engine_knows_each_format_of_graphs_by_its_media_type(known):
    found = ox.RdfFormat.from_media_type(known.media_type)
    assert found == ox.RdfFormat.from_extension(known.extension)


def test_each_form_has_formats_with_names_of_their_own():
    assert formats_for("select") == formats_for("ask") == RESULTS
    assert formats_for("construct") == formats_for("describe") == GRAPHS
    names = [known.name for known in (*RESULTS, *GRAPHS)]
    assert len(names) == len(set(names))
