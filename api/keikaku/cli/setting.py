"""The settings of the service as options of `keikaku serve` and as variables of the environment.

One row for each field of `web.settings.Settings` and `engine.limits.Limits`; docs/operations.md has the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from keikaku.engine.limits import MEBIBYTE

if TYPE_CHECKING:
    from keikaku.web.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

ADMIN_TOKEN = "KEIKAKU_ADMIN_TOKEN"  # noqa: S105  # the variable's name; other users see options, so it is none


class Address(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """HOST:PORT; an IPv6 host may stand in brackets."""

    name = "host:port"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Host and port."""
        host, colon, port = str(value).rpartition(":")
        if not (colon and host and port.isdecimal() and int(port) < 1 << 16):
            self.fail(f"{value} is not HOST:PORT.", param, ctx)
        return host.removeprefix("[").removesuffix("]"), int(port)


class Network(click.ParamType):  # type: ignore[type-arg]
    """An IP address or network; never a wildcard."""

    name = "network"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address or network as it was written."""
        try:
            ip_network(str(value))
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        return str(value)


class Addresses(click.ParamType):  # type: ignore[type-arg]
    """One URL or several, with commas between them."""

    name = "url[,url…]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The URLs."""
        if isinstance(value, tuple):
            return value
        urls = tuple(url.strip() for url in str(value).split(","))
        if not all(url.startswith(("http://", "https://")) for url in urls):
            self.fail(f"{value} is not a list of http or https URLs.", param, ctx)
        return urls


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its field, its option, the default as it is typed, and what is typed for one unit of the field."""

    field: str
    option: str
    type: "click.ParamType[Any]"
    default: str
    help: str
    unit: int = 1

    @property
    def variable(self) -> str:
        """Its variable in the environment."""
        return "KEIKAKU_" + self.option.removeprefix("--").replace("-", "_").upper()


_POSITIVE = click.IntRange(min=1)
_SECONDS = click.FloatRange(min=0, min_open=True)
_WHOLE_SECONDS = click.IntRange(min=0)

LIMITS = (
    Setting("concurrent", "--workers", _POSITIVE, "8", "Queries that run at once, each in a worker process."),
    Setting(
        "concurrent_per_client",
        "--per-client",
        _POSITIVE,
        "half of --workers",
        "Queries of one client at once.",
    ),
    Setting("queue", "--queue", click.IntRange(min=0), "128", "Queries that may wait for a place."),
    Setting("seconds", "--timeout", _SECONDS, "10", "Seconds that a query may compute."),
    Setting(
        "answer_seconds",
        "--answer-timeout",
        _SECONDS,
        "300",
        "Seconds for a whole answer, slow readers included.",
    ),
    Setting("memory", "--memory", _POSITIVE, "1024", "MiB that a query may take.", MEBIBYTE),
    Setting("rows", "--rows", _POSITIVE, "1000000", "Solutions or triples in an answer."),
    Setting("bytes", "--bytes", _POSITIVE, "1073741824", "Bytes of an answer."),
    Setting("query_bytes", "--query-bytes", _POSITIVE, "524288", "Bytes of a query's text."),
    Setting("nesting", "--nesting", _POSITIVE, "200", "Depth of brackets in a query."),
    Setting("operators", "--operators", _POSITIVE, "2000", "Operators, patterns and keywords in a query."),
)

SERVICE = (
    Setting("host", "--host", click.STRING, "127.0.0.1", "Address to listen on."),
    Setting("port", "--port", click.IntRange(0, 65535), "8000", "Port to listen on; 0 takes any free one."),
    Setting("engines", "--engine", Addresses(), "the release's own store", "SPARQL endpoints that answer."),
    Setting("engine_product", "--engine-product", click.STRING, "as it says of itself", "What --engine is."),
    Setting("body_bytes", "--body-bytes", _POSITIVE, "1048576", "Bytes of a request's body."),
    Setting("body_seconds", "--body-timeout", _SECONDS, "30", "Seconds in which a body must arrive."),
    Setting("table_rows", "--table-rows", _POSITIVE, "1000", "Solutions that a results page shows."),
    Setting("list_items", "--list-items", _POSITIVE, "100", "Incoming links that a page lists per property."),
    Setting(
        "keep_alive",
        "--keep-alive",
        _POSITIVE,
        "15",
        "Seconds for an idle connection, and for a request's head.",
    ),
    Setting(
        "cache",
        "--cache",
        click.Path(file_okay=False, path_type=Path),
        ".cache among the releases",
        "Folder of kept answers.",
    ),
    Setting(
        "cache_bytes",
        "--cache-size",
        click.IntRange(min=0),
        "256",
        "MiB that kept answers may take; 0 keeps none.",
        MEBIBYTE,
    ),
    Setting("shutdown", "--shutdown", _WHOLE_SECONDS, "10", "Seconds that queries get to end after SIGTERM."),
    Setting(
        "log_format",
        "--log-format",
        click.Choice(["text", "json"]),
        "text on a terminal, else json",
        "Form of the log.",
    ),
    Setting(
        "log_file",
        "--log-file",
        click.Path(dir_okay=False, path_type=Path),
        "standard error",
        "File for the log.",
    ),
    Setting(
        "log_clients",
        "--log-clients",
        click.Choice(["none", "hashed", "address"]),
        "hashed",
        "How the log names clients.",
    ),
    Setting("log_queries", "--log-queries", click.BOOL, "false", "Log the text of queries too."),
    Setting("admin", "--admin", Address(), "none", "HOST:PORT for metrics, health and readiness."),
    Setting(
        "trusted_proxies",
        "--trusted-proxy",
        Network(),
        "none",
        "Proxy whose X-Forwarded-For is believed; repeatable.",
    ),
)
_REPEATABLE = frozenset({"trusted_proxies"})
_FLAGS = frozenset({"log_queries"})
_ALSO_IN = {"host": "HOST", "port": "PORT"}


def service_settings(command: F) -> F:
    """Give a command all options above; what the user leaves out is None or empty."""
    for setting in reversed((*SERVICE, *LIMITS)):
        also = _ALSO_IN.get(setting.field)
        command = click.option(
            setting.option,
            setting.field,
            type=setting.type,
            envvar=[setting.variable, also] if also else setting.variable,
            multiple=setting.field in _REPEATABLE,
            is_flag=setting.field in _FLAGS,
            default=None,
            help=f"{setting.help} [default: {setting.default}]",
        )(command)
    return command


def settings_of(releases: Path, base: str, token: str | None, given: dict[str, Any]) -> "Settings":
    """The settings that a user gave, and the defaults of the fields for the rest."""
    from keikaku.engine.limits import Limits
    from keikaku.web.settings import Settings

    limits = _given(LIMITS, given)
    if "concurrent" in limits:
        limits.setdefault("concurrent_per_client", max(1, limits["concurrent"] // 2))
    return Settings(
        releases, base, limits=Limits(**limits), admin_token=token or None, **_given(SERVICE, given)
    )


def _given(settings: tuple[Setting, ...], given: dict[str, Any]) -> dict[str, Any]:
    """By field what was typed, in the field's own unit."""
    found = {setting: given.get(setting.field) for setting in settings}
    return {
        setting.field: value if setting.unit == 1 else value * setting.unit
        for setting, value in found.items()
        if value is not None and value != ()
    }
