"""Captions of a video from the site's own address: browsers take them from no other
(https://html.spec.whatwg.org/multipage/media.html#sourcing-out-of-band-text-tracks),
wherever the site stores its documents."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.views.decorators.http import require_safe

from ..blocks.media_files import (
    LARGEST_CAPTIONS,
    find_private,
    get_document_model,
    get_ending,
    is_captions,
    read_start,
)
from .feeds import LARGEST_ID
from .shared_response import SharedResponse

#: Seconds, so that captions that were put right are soon seen.
MAX_AGE = 60


@require_safe
def captions(request, document_id: int):
    """A document in WebVTT, out of a collection that everybody may look into; 404 for
    any other."""
    content = _read(document_id)
    if content is None:
        raise Http404
    response = SharedResponse(content, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _read(document_id) -> bytes | None:
    model = get_document_model()
    if model is None or document_id > LARGEST_ID:
        return None
    document = model.objects.filter(pk=document_id).first()
    if document is None or get_ending(document) != "vtt" or find_private([document]):
        return None
    try:
        content = read_start(document, LARGEST_CAPTIONS + 1)
    except ValidationError:
        return None
    is_right = len(content) <= LARGEST_CAPTIONS and is_captions(content)
    return content if is_right else None
