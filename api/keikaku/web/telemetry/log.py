"""Logs: one line per event, as JSON for machines or as text for a terminal; never a query's text unless asked for."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any, Literal

from keikaku.web.telemetry.exchange import Exchange

LogFormat = Literal["text", "json"]

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_REQUESTS = logging.getLogger("keikaku.request")


def set_up_logs(format: LogFormat | None, file: Path | None) -> None:
    """Send every log line of this process to standard error, or to a file that may be rotated by moving it.

    Without a format, a terminal gets text and everything else JSON.
    """
    handler = logging.StreamHandler() if file is None else WatchedFileHandler(file, encoding="utf-8")
    is_terminal = file is None and sys.stderr.isatty()
    handler.setFormatter(
        TextFormatter() if (format or ("text" if is_terminal else "json")) == "text" else JsonFormatter()
    )
    # What no line shows need not be found out for each.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("keikaku", "uvicorn"):
        logging.getLogger(name).setLevel(logging.INFO)


def log_exchange(exchange: Exchange, with_query: bool) -> None:
    """The one line of a request."""
    level = logging.INFO if (exchange.status or 0) < 500 else logging.WARNING
    if _REQUESTS.isEnabledFor(level):
        # Made here, the record does not look through the stack for who made it.
        record = logging.LogRecord(_REQUESTS.name, level, __file__, 0, "request", None, None)
        record.facts = facts(exchange, with_query)
        _REQUESTS.handle(record)


def facts(exchange: Exchange, with_query: bool = False) -> dict[str, Any]:
    """What is known of an exchange, without what does not apply; seconds to the tenth of a millisecond."""
    known = {
        "id": exchange.id,
        "method": exchange.method,
        "path": exchange.path,
        "status": exchange.status,
        "outcome": exchange.outcome,
        "problem": exchange.problem,
        "query_hash": exchange.query_hash,
        "form": exchange.form,
        "format": exchange.format,
        "duration": round(exchange.duration, 4),
        "first_byte": None if exchange.first_byte is None else round(exchange.first_byte, 4),
        "rows": exchange.rows,
        "bytes": exchange.bytes,
        "client": exchange.client,
        "worker": exchange.worker,
        "target": exchange.target or None if with_query else None,
        "query": exchange.query if with_query else None,
    }
    return {name: value for name, value in known.items() if value is not None}


class JsonFormatter(logging.Formatter):
    """One JSON object per line: `time` (UTC), `level`, `logger`, `event`, and the facts of the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_facts_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return _ENCODER.encode(line)


class TextFormatter(logging.Formatter):
    """The local time, the event and its facts, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the exception if there was one."""
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        found = dict(_facts_of(record))
        words = _request_words(found) if record.name == _REQUESTS.name else record.getMessage()
        level = "" if record.levelno <= logging.INFO else f"{record.levelname.lower()}: "
        rest = " ".join(
            f"{name}={value!r}" if " " in str(value) else f"{name}={value}" for name, value in found.items()
        )
        line = f"{time} {level}{words} {rest}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _request_words(found: dict[str, Any]) -> str:
    """The facts of a request that are read first; they are taken out of those found."""
    status, method, path = (found.pop(name, "-") for name in ("status", "method", "path"))
    duration, outcome = found.pop("duration"), found.pop("outcome")
    return f"{status} {method} {path} {outcome} {duration * 1000:.1f}ms"


def _facts_of(record: logging.LogRecord) -> Mapping[str, Any]:
    found: Mapping[str, Any] = getattr(record, "facts", {})
    return found
