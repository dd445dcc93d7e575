"""SPARQL requests as SPARQLWrapper makes them: method, parameters, encoding, agent."""

import urllib.request
from collections.abc import Iterable

from SPARQLWrapper import POST, SPARQLWrapper

from keikaku import __version__

AGENT = f"keikaku/{__version__}"


class SparqlRequest(SPARQLWrapper):
    """A query or update for an endpoint, by POST with a form, as any endpoint takes it at any length.

    `form` is the keyword of the query's form, or any of an update. It is given because SPARQLWrapper would find it
    out with regular expressions that take quadratic time on some texts, and these come from strangers.
    """

    def __init__(
        self, endpoint: str, text: str, form: str, accept: str, parameters: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._form = form.upper()
        super().__init__(endpoint, agent=AGENT)
        self.setQuery(text)
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.addCustomHttpHeader("Accept", accept)
        for name, value in parameters:
            self.addParameter(name, value)

    def authorized(self, header: str | None) -> urllib.request.Request:
        """The request to send, with an Authorization header if there is one.

        SPARQLWrapper's own `query()` would send it through urllib: a new connection each time, redirects and proxies
        followed, and Digest by an opener that it installs for the whole process.
        """
        if header:
            self.addCustomHttpHeader("Authorization", header)
        request: urllib.request.Request = self._createRequest()
        return request

    def _parseQueryType(self, _query: str) -> str:
        return self._form
