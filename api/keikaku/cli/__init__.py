"""The commands: read, check, build, serve, query, release."""

from keikaku.cli.main import main

__all__ = ["main"]
