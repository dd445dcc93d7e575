"""Who we are to a remote engine: said by the environment alone, never by an address or an option."""

import os
import urllib.request
from base64 import b64encode
from dataclasses import dataclass, field
from http.client import HTTPMessage

from keikaku.language import Text
from keikaku.problem import Problem


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (HTTP Basic or Digest, as the server asks), a bearer token, or neither."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, prefix: str) -> "Credentials":
        """What stands in `{prefix}_USER` and `{prefix}_PASSWORD`, or in `{prefix}_TOKEN`; Problem for half of it."""
        user, password, token = (
            os.environ.get(f"{prefix}_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")
        )
        if bool(user) != bool(password) or (user and token):
            raise Problem(
                Text(
                    f"{prefix}_USER と {prefix}_PASSWORD を両方、または {prefix}_TOKEN だけを設定してください。",
                    f"set both {prefix}_USER and {prefix}_PASSWORD, or {prefix}_TOKEN alone.",
                )
            )
        return cls(user, password, token)

    def header(self) -> str | None:
        """The Authorization header to send unasked: a token, or Basic (RFC 7617); None without credentials."""
        if self.token:
            return f"Bearer {self.token}"
        if self.user:
            return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        return None

    def answer(self, request: urllib.request.Request, headers: HTTPMessage) -> str | None:
        """The Authorization header that answers a server's Digest challenge (RFC 7616), if it made one."""
        challenges = headers.get_all("WWW-Authenticate", [])
        digest = next((text for text in challenges if text.lower().startswith("digest ")), None)
        if not digest or not self.user:
            return None
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, self.user, self.password)
        fields = urllib.request.parse_keqv_list(
            [part for part in urllib.request.parse_http_list(digest.partition(" ")[2]) if part]
        )
        answered = urllib.request.HTTPDigestAuthHandler(passwords).get_authorization(request, fields)
        return f"Digest {answered}" if answered else None
