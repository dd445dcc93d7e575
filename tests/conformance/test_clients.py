"""Clients that others wrote, asking the running service as their users do."""

import csv
import io
import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
import requests
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlconnector import SPARQLConnector
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from live_service import Service
from requirement import is_missing

# rdflib 7.6 warns of its own parsers.
pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")

CLIENTS = Path(__file__).parent / "clients"
MP = Namespace("https://w3id.org/keikaku/ontology#")
# The two priority projects of the README.
PROJECTS = [["0-1-1-1", "地域コミュニティー推進事業"], ["0-1-1-2", "社会福祉啓発事業"]]
PRIORITY = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
# 重点事業の名前
SELECT ?code ?name WHERE {{
  ?project a <{MP.PriorityProject}> ; skos:notation ?code ; rdfs:label ?name .
}} ORDER BY ?code"""
CONSTRUCT = f"CONSTRUCT {{ ?p a ?type }} WHERE {{ ?p a <{MP.PriorityProject}> ; a ?type }}"
DATA_1 = "http://kasei.us/2009/09/sparql/data/data1.rdf"


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def program(name: str, package: str) -> str:
    """Where a program is; `package` is the Debian package that has it."""
    return shutil.which(name) or is_missing(f"{name} is not installed (Debian: apt-get install {package})")


METHODS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


def wrapper(
    service: Service, text: str, format: str, method: str = GET, way: str = URLENCODED
) -> SPARQLWrapper:
    asked = SPARQLWrapper(service.endpoint)
    asked.setQuery(text)
    asked.setReturnFormat(format)
    asked.setMethod(method)
    asked.setRequestMethod(way)
    return asked


class TestSparqlWrapper:
    """SPARQLWrapper, in every return format that it has."""

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_select_as_json(self, service: Service, method: str, way: str) -> None:
        answer = wrapper(service, PRIORITY, JSON, method, way).queryAndConvert()
        rows = answer["results"]["bindings"]
        assert [[row["code"]["value"], row["name"]["value"]] for row in rows] == PROJECTS

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_select_as_xml(self, service: Service, method: str, way: str) -> None:
        document = wrapper(service, PRIORITY, XML, method, way).queryAndConvert()
        literals = [node.firstChild.data for node in document.getElementsByTagName("literal")]
        assert literals == [value for row in PROJECTS for value in row]

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_select_as_csv(self, service: Service, method: str, way: str) -> None:
        assert table(wrapper(service, PRIORITY, CSV, method, way).queryAndConvert()) == PROJECTS

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_select_as_tsv(self, service: Service, method: str, way: str) -> None:
        lines = wrapper(service, PRIORITY, TSV, method, way).queryAndConvert().decode().splitlines()
        assert lines == ["?code\t?name", *(f'"{code}"\t"{name}"@ja' for code, name in PROJECTS)]

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_ask(self, service: Service, method: str, way: str) -> None:
        assert wrapper(service, "ASK {}", JSON, method, way).queryAndConvert()["boolean"] is True
        document = wrapper(service, "ASK {}", XML, method, way).queryAndConvert()
        assert document.getElementsByTagName("boolean")[0].firstChild.data == "true"

    @pytest.mark.parametrize(("method", "way"), METHODS)
    @pytest.mark.parametrize("format", [XML, RDFXML, JSONLD, TURTLE, N3])
    def test_construct(self, service: Service, format: str, method: str, way: str) -> None:
        found = wrapper(service, CONSTRUCT, format, method, way).queryAndConvert()
        graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert len(list(graph.subjects(RDF.type, MP.PriorityProject))) == len(PROJECTS)

    @pytest.mark.parametrize("format", [XML, RDFXML, JSONLD, TURTLE, N3])
    def test_describe(self, service: Service, format: str) -> None:
        found = wrapper(service, f"DESCRIBE <{DATA_1}>", format).queryAndConvert()
        graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
        assert list(graph.subjects()) == [URIRef(DATA_1)]

    @pytest.mark.parametrize(("method", "way"), METHODS)
    def test_datasets(self, service: Service, method: str, way: str) -> None:
        asked = wrapper(service, "SELECT ?s { ?s a ?type }", JSON, method, way)
        asked.addDefaultGraph(DATA_1)
        rows = asked.queryAndConvert()["results"]["bindings"]
        assert [row["s"]["value"] for row in rows] == [DATA_1]

    def test_a_bad_query(self, service: Service) -> None:
        with pytest.raises(QueryBadFormed):
            wrapper(service, "SELECT * { oops }", JSON).query()


class TestRdflib:
    """rdflib's remote store, its connector, its SERVICE, and its parser on the names of things."""

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    @pytest.mark.parametrize("format", ["xml", "json", "csv", "tsv"])
    def test_store_selects(self, service: Service, format: str, method: str) -> None:
        graph = Graph(SPARQLStore(service.endpoint, returnFormat=format, method=method))
        assert [[str(value) for value in row] for row in graph.query(PRIORITY)] == PROJECTS

    @pytest.mark.parametrize("format", ["xml", "json"])
    def test_store_keeps_languages(self, service: Service, format: str) -> None:
        graph = Graph(SPARQLStore(service.endpoint, returnFormat=format))
        assert [row[1] for row in graph.query(PRIORITY)] == [Literal(name, lang="ja") for _, name in PROJECTS]

    def test_store_as_a_graph(self, service: Service) -> None:
        graph = Graph(SPARQLStore(service.endpoint))
        assert len(set(graph.subjects(RDF.type, MP.PriorityProject))) == len(PROJECTS)
        assert (URIRef(DATA_1), RDF.type, URIRef("http://xmlns.com/foaf/0.1/Document")) in graph
        assert (URIRef(DATA_1), RDF.type, MP.Plan) not in graph

    def test_store_asks(self, service: Service) -> None:
        graph = Graph(SPARQLStore(service.endpoint))
        assert graph.query("ASK {}").askAnswer is True
        assert graph.query("ASK { FILTER(false) }").askAnswer is False

    def test_store_constructs(self, service: Service) -> None:
        found = Graph(SPARQLStore(service.endpoint)).query(CONSTRUCT).graph
        assert found is not None
        assert len(list(found.subjects(RDF.type, MP.PriorityProject))) == len(PROJECTS)

    def test_store_of_one_graph(self, service: Service) -> None:
        graph = Graph(SPARQLStore(service.endpoint), identifier=URIRef(DATA_1))
        assert [str(row[0]) for row in graph.query("SELECT ?s { ?s a ?type }")] == [DATA_1]

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_connector(self, service: Service, method: str) -> None:
        found = SPARQLConnector(service.endpoint, method=method).query(PRIORITY)
        assert [[str(value) for value in row] for row in found] == PROJECTS

    def test_service(self, service: Service) -> None:
        prologue, select, rest = PRIORITY.partition("SELECT ?code ?name WHERE {")
        text = f"{prologue}{select} SERVICE <{service.endpoint}> {{ {rest.replace('}', '} }')}"
        assert [[str(value) for value in row] for row in Graph().query(text)] == PROJECTS

    @pytest.mark.parametrize("address", ["/void", "/dcat", "/sparql", "/ontology", "/data?default"])
    def test_parser_reads_an_address(self, service: Service, address: str) -> None:
        assert len(Graph().parse(service.url + address)) > 0

    def test_parser_follows_a_name_to_its_document(self, service: Service) -> None:
        project = next(iter(Graph(SPARQLStore(service.endpoint)).subjects(RDF.type, MP.PriorityProject)))
        address = str(project).replace("https://w3id.org/keikaku", service.url)
        assert (project, RDF.type, MP.PriorityProject) in Graph().parse(address)


def test_oxigraph_service(service: Service) -> None:
    """pyoxigraph's SERVICE, from another process."""
    text = f"SELECT ?s {{ SERVICE <{service.endpoint}> {{ GRAPH <{DATA_1}> {{ ?s a ?type }} }} }}"
    script = "import pyoxigraph, sys; print([row[0].value for row in pyoxigraph.Store().query(sys.argv[1])])"
    assert run(sys.executable, "-c", script, text).strip() == str([DATA_1])


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_httpx(service: Service, method: str) -> None:
    fields = {"params" if method == "GET" else "data": {"query": PRIORITY}}
    answer = httpx.request(method, service.endpoint, headers={"accept": "text/csv"}, **fields)
    assert table(answer.content) == PROJECTS


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_requests(service: Service, method: str) -> None:
    fields = {"params" if method == "GET" else "data": {"query": PRIORITY, "format": "csv"}}
    assert table(requests.request(method, service.endpoint, timeout=20, **fields).content) == PROJECTS


CURL = {
    "GET": ["-G", "--data-urlencode", "query@-"],
    "form": ["--data-urlencode", "query@-"],
    "direct": ["-H", "Content-Type: application/sparql-query", "--data-binary", "@-"],
    "compressed": ["--compressed", "--data-urlencode", "query@-"],
    "HTTP/1.0": ["--http1.0", "--data-urlencode", "query@-"],
    "HTTP/2 offered": ["--http2", "--data-urlencode", "query@-"],
    "100-continue": ["-H", "Expect: 100-continue", "--data-urlencode", "query@-"],
    "chunked": ["-H", "Transfer-Encoding: chunked", "--data-urlencode", "query@-"],
}  # fmt: skip


@pytest.mark.parametrize("arguments", CURL.values(), ids=CURL)
def test_curl(service: Service, arguments: list[str]) -> None:
    command = [
        program("curl", "curl"),
        "-sS",
        "--fail",
        "-H",
        "Accept: text/csv",
        *arguments,
        service.endpoint,
    ]
    done = subprocess.run(command, input=PRIORITY.encode(), capture_output=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert table(done.stdout) == PROJECTS


def test_curl_sees_a_failure(service: Service) -> None:
    command = [program("curl", "curl"), "-sS", "--fail", f"{service.endpoint}?{urlencode({'query': 'oops'})}"]
    assert subprocess.run(command, capture_output=True, timeout=20, check=False).returncode == 22


@pytest.fixture(scope="session")
def npm_clients(pytestconfig: pytest.Config) -> Path:
    """The JavaScript clients, installed as their lock says, once for all runs of these tests."""
    npm = program("npm", "npm")
    version = sha256((CLIENTS / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = pytestconfig.cache.mkdir(f"npm-clients-{version}")
    if not (folder / "installed").exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(CLIENTS / name, folder / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
        if done.returncode != 0:
            is_missing(f"the JavaScript clients could not be installed: {done.stderr.decode()}")
        (folder / "installed").touch()
    return folder


@pytest.mark.parametrize("client", ["comunica", "fetch-sparql-endpoint", "sparql-http-client"])
def test_javascript(service: Service, npm_clients: Path, client: str) -> None:
    script = Path(shutil.copy(CLIENTS / f"{client}.mjs", npm_clients))
    assert json.loads(run(program("node", "nodejs"), script, service.endpoint, PRIORITY)) == PROJECTS


def test_php(service: Service) -> None:
    """EasyRdf."""
    php = program("php", "php-cli")
    if not Path("/usr/share/php/EasyRdf").exists():
        is_missing("EasyRdf is not installed (Debian: apt-get install php-easyrdf)")
    assert json.loads(run(php, CLIENTS / "easyrdf.php", service.endpoint, PRIORITY)) == PROJECTS


def test_perl(service: Service) -> None:
    """RDF::Query::Client."""
    perl = program("perl", "perl")
    if (
        subprocess.run([perl, "-MRDF::Query::Client", "-e1"], capture_output=True, check=False).returncode
        != 0
    ):
        is_missing("RDF::Query::Client is not installed (Debian: apt-get install librdf-query-client-perl)")
    assert json.loads(run(perl, CLIENTS / "query_client.pl", service.endpoint, PRIORITY)) == PROJECTS


def test_java(service: Service) -> None:
    """java.net.http."""
    java = program("java", "default-jdk-headless")
    if "jdk.compiler" not in run(java, "--list-modules"):
        is_missing("Java has no compiler (Debian: apt-get install default-jdk-headless)")
    assert table(run(java, CLIENTS / "Java.java", service.endpoint, PRIORITY).encode()) == PROJECTS
