"""HTTP/1.1 as a server speaks it (RFC 9112): bytes of a connection come in, ASGI calls and their answers go through."""
