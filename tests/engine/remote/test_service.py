"""The whole service with a remote engine behind it."""

import httpx

from keikaku.engine.remote.push import push
from keikaku.release import Release
from keikaku.web.settings import Settings
from remote_servers import VirtuosoServer
from serving import serving

JSON = "application/sparql-results+json"


def test_a_service_on_a_virtuoso_that_ends_says_so_and_goes_on_when_it_is_back(tmp_path, shipped_releases):
    server = VirtuosoServer(tmp_path / "server")
    server.start()
    try:
        store = server.store()
        push(Release.current(shipped_releases), store)
        store.close()
        # What is not in a checkpoint is in the transaction log, and comes back from there.
        settings = Settings(shipped_releases, port=0, engines=(server.endpoint,), cache_bytes=0)
        with (
            serving(settings) as port,
            httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"Accept": JSON}, timeout=60) as client,
        ):
            ask = {"query": "ASK { ?s ?p ?o }"}
            assert client.get("/sparql", params=ask).json()["boolean"] is True
            server.kill()
            down = client.get("/sparql", params={"query": "ASK { ?s ?p 1 }"})
            assert down.status_code == 503
            assert down.headers["content-type"] == "application/problem+json"
            assert int(down.headers["retry-after"]) > 0
            assert client.get("/health").status_code == 200
            assert client.get("/ready").status_code == 503
            server.start()
            assert any(client.get("/ready").status_code == 200 for _ in range(5_000))
            assert client.get("/sparql", params=ask).json()["boolean"] is True
    finally:
        server.kill()
