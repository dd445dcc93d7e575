"""How the service is set up: one frozen record, every field said in words."""

from dataclasses import dataclass, field
from pathlib import Path

from keikaku.engine.limits import Limits


@dataclass(frozen=True, slots=True)
class Settings:
    """What `create_app` and `serve` need to know; `keikaku serve` fills it from its options.

    `releases`: the folder of releases; its `current` link says which one is served.
    `base`: the start of the data's IRIs, which this service answers for on whatever host it runs.
    `host`, `port`: where to listen; port 0 takes any free one.
    `limits`: the most that a query may cost; a client can only lower it.
    `body_bytes`: the largest request body that is read.
    `body_seconds`: the longest time in which a client may send a body.
    `table_rows`: how many solutions a results page shows; the data formats give them all.
    `list_items`: how many incoming links a page lists per property; the count is always whole.
    `keep_alive`: seconds for which an idle connection is kept, and in which the head of a request must arrive.
    `shutdown`: seconds that running queries get to finish after SIGTERM.
    """

    releases: Path
    base: str = "https://w3id.org/keikaku/"
    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = field(default_factory=Limits)
    body_bytes: int = 1 << 20
    body_seconds: float = 30.0
    table_rows: int = 1_000
    list_items: int = 100
    keep_alive: int = 15
    shutdown: int = 10
