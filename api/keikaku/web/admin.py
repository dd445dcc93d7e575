"""What only operators may see: the metrics, on a listener of its own or for who has the token."""

import hmac

from fastapi import APIRouter, FastAPI
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request
from starlette.responses import Response

from keikaku.web import health
from keikaku.web.methods import not_found
from keikaku.web.service import service_of

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics_by_token(request: Request) -> Response:
    """The metrics for who sends the operator's token (RFC 6750, 2.1); for everyone else there is nothing here."""
    expected = f"Bearer {service_of(request).settings.admin_token}"
    if not hmac.compare_digest(request.headers.get("authorization", "").encode("latin-1"), expected.encode()):
        raise not_found(request.url.path)
    return await metrics(request)


async def metrics(request: Request) -> Response:
    """All metrics, in the format that Prometheus asks for."""
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    content = encode(request.app.state.telemetry.metrics.registry)
    return Response(content, headers={"content-type": content_type, "cache-control": "no-store"})


def create_admin_app(public: FastAPI) -> FastAPI:
    """Metrics, health and readiness of the service, for an address that only operators reach."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    app.state = public.state
    app.add_api_route("/metrics", metrics)
    app.include_router(health.router)
    return app
