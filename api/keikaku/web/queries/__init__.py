"""Saved queries: as pages with a form, and as an API with a described address for each."""

from fastapi import APIRouter

from keikaku.web.queries import api, page

router = APIRouter()
router.include_router(page.router)
router.include_router(api.router)
