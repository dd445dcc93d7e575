"""What a page says to search engines, in schema.org's words (JSON-LD in the page)."""

from collections.abc import Sequence

from starlette.requests import Request

from keikaku.language import Language
from keikaku.web.pages.reader import Link


def page_data(
    request: Request, name: str, iri: str, crumbs: Sequence[Link], language: Language
) -> dict[str, object]:
    """A web page about a thing, and the breadcrumbs that lead to it."""
    home = str(request.url.replace(path="/", query=""))
    places = [(link.text, str(request.url.replace(path=link.href, query=""))) for link in crumbs if link.href]
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": name,
        "inLanguage": language,
        "url": str(request.url.replace(query="")),
        "about": {"@id": iri, "name": name},
        "isPartOf": {"@type": "WebSite", "url": home},
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": text, "item": address}
                for position, (text, address) in enumerate([("Keikaku", home), *places], 1)
            ],
        },
    }
