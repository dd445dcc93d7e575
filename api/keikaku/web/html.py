"""Pages as HTML: Jinja templates, everything escaped, in the reader's language."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from keikaku.language import Language, Text
from keikaku.web.caching import REVALIDATE, vary_by
from keikaku.web.negotiation import language_of
from keikaku.web.serialisation import FORMAT_NAMES
from keikaku.web.service import service_of
from keikaku.web.static_files import static_address

_TEMPLATES = Environment(
    loader=PackageLoader("keikaku.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The page that a template makes of its context; `t(ja, en)`, `path(…)`, `static(…)` and `language` are there."""
    language = language_of(request)
    page = _TEMPLATES.get_template(template).render(
        language=language,
        t=_texts(language),
        path=_paths(request),
        switch=_switch(request, language),
        names=FORMAT_NAMES,
        static=static_address,
        chosen_language=request.query_params.get("lang") and language,
        **context,
    )
    response = HTMLResponse(page, status, headers)
    response.headers["content-language"] = language
    vary_by(response.headers, "Accept-Language")
    return response


def page_headers(request: Request) -> dict[str, str]:
    """The headers of a page that depends on nothing but its address, the language and the release."""
    tag = service_of(request).tag("page", request.url.path, str(request.url.query), language_of(request))
    return {"etag": tag, "cache-control": REVALIDATE, "vary": "Accept, Accept-Language"}


def _texts(language: Language) -> Callable[..., str]:
    def text(ja: str | Text, en: str = "") -> str:
        return (ja if isinstance(ja, Text) else Text(ja, en)).in_(language)

    return text


def _paths(request: Request) -> Callable[[str], str]:
    """Links within the site keep a language that was chosen by hand."""
    chosen = request.query_params.get("lang")

    def path(target: str) -> str:
        if not chosen:
            return target
        address, hash_sign, fragment = target.partition("#")
        joiner = "&" if "?" in address else "?"
        return f"{address}{joiner}{urlencode({'lang': chosen})}{hash_sign}{fragment}"

    return path


def _switch(request: Request, language: Language) -> str:
    """The same page in the other language."""
    others = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    return "?" + urlencode([*others, ("lang", "en" if language == "ja" else "ja")])
