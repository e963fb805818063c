"""Stored pictures at their addresses. A picture’s name is the hash of its content, so browsers may keep it for good."""

from nicegui import app
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components.document import visit_of
from models.database import in_pool, reading
from models.files import MEDIA_TYPE, read_picture
from models.ideas import shows_picture
from models.refusals import Gone, Refusal

KEPT = "public, max-age=31536000, immutable"
HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Content-Disposition": "inline",
            "Cross-Origin-Resource-Policy": "same-origin"}


@app.get("/files/{name}.webp", include_in_schema=False)
async def picture(request: Request, name: str) -> Response:
    return await in_pool(picture_response, request, name)


def picture_response(request: Request, name: str) -> Response:
    """The picture called `{hash}-{size}`. One that only hidden ideas show is for those who work here."""
    file_hash, _dash, size = name.partition("-")
    kept = KEPT
    try:
        content = read_picture(file_hash, size)
        with reading() as session:
            public = shows_picture(session, file_hash)
        if not public:
            person = visit_of(request, "en").person
            if person is None or not person.staff:
                raise Gone("This picture was taken away.")
            kept = "no-store"
    except Refusal as refusal:
        return PlainTextResponse(refusal.sentence, refusal.status, {"Cache-Control": "no-store"})
    return Response(content, media_type=MEDIA_TYPE, headers={**HARMLESS, "Cache-Control": kept})
