"""HTTP: the SPARQL protocol, linked-data pages, graphs and dumps of the current release."""

from keikaku.web.application import create_app
from keikaku.web.server import serve
from keikaku.web.settings import Settings

__all__ = ["Settings", "create_app", "serve"]
