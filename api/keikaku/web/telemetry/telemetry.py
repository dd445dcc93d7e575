"""What becomes of the facts of an exchange: a line in the log, numbers in the metrics, a span in the trace."""

from keikaku.web.settings import Settings
from keikaku.web.telemetry.client import ClientNames
from keikaku.web.telemetry.exchange import Exchange
from keikaku.web.telemetry.log import log_exchange
from keikaku.web.telemetry.metrics import Metrics
from keikaku.web.telemetry.tracing import Tracing


class Telemetry:
    """The three ways of one service, and how it names its clients."""

    def __init__(self, settings: Settings) -> None:
        self.metrics, self.tracing = Metrics(), Tracing.from_environment()
        self.clients = ClientNames(settings.log_clients)
        self._with_queries = settings.log_queries

    def over(self, exchange: Exchange) -> None:
        """An exchange has ended, one way or another."""
        log_exchange(exchange, self._with_queries)
        self.metrics.count(exchange)
