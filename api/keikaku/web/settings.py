"""How the service is set up: one frozen record, every field said in words."""

from dataclasses import dataclass, field
from pathlib import Path

from keikaku.engine.limits import Limits
from keikaku.web.telemetry.client import ClientNaming
from keikaku.web.telemetry.log import LogFormat


@dataclass(frozen=True, slots=True)
class Settings:
    """What `create_app` and `serve` need to know; `keikaku serve` fills it from its options.

    `releases`: the folder of releases; its `current` link says which one is served.
    `base`: the start of the data's IRIs, which this service answers for on whatever host it runs.
    `host`, `port`: where to listen; port 0 takes any free one.
    `limits`: the most that a query may cost; a client can only lower it.
    `engines`: SPARQL endpoints that hold the release and answer in the place of its own store.
    `engine_product`: what they are, if their Server header does not tell (see `engine.remote.products`).
    `body_bytes`: the largest request body that is read.
    `body_seconds`: the longest time in which a client may send a body.
    `table_rows`: how many solutions a results page shows; the data formats give them all.
    `list_items`: how many incoming links a page lists per property; the count is always whole.
    `keep_alive`: seconds for which an idle connection is kept, and in which the head of a request must arrive.
    `cache`: the folder of kept answers; None is `.cache` among the releases.
    `cache_bytes`: how much of the disk they may take; 0 keeps none.
    `shutdown`: seconds that running queries get to finish after SIGTERM.
    `trusted_proxies`: addresses or networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    `log_format`: None is text on a terminal and JSON elsewhere. `log_file`: None is standard error.
    `log_queries`: whether the text of queries is logged. `log_clients`: how clients are named in the logs.
    `admin`: host and port of a listener of its own for metrics, health and readiness; None is no such listener.
    `admin_token`: who sends it gets the metrics from the public port; None is nobody.
    """

    releases: Path
    base: str = "https://w3id.org/keikaku/"
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    engines: tuple[str, ...] = ()
    engine_product: str | None = None
    body_bytes: int = 1 << 20
    body_seconds: float = 30.0
    table_rows: int = 1_000
    list_items: int = 100
    keep_alive: int = 15
    cache: Path | None = None
    cache_bytes: int = 256 << 20
    shutdown: int = 10
    trusted_proxies: tuple[str, ...] = ()
    log_format: LogFormat | None = None
    log_file: Path | None = None
    log_queries: bool = False
    log_clients: ClientNaming = "hashed"
    admin: tuple[str, int] | None = None
    admin_token: str | None = field(default=None, repr=False)

    @property
    def cache_folder(self) -> Path:
        """Where kept answers are."""
        return self.cache or self.releases / ".cache"
