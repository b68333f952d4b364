"""Pictures as an editor gives them to the composer, and what is in it then."""

import io
import re
from urllib.parse import urlsplit

from django.conf import settings
from PIL import Image as PillowImage

#: Where the composer sends them.
UPLOADS = re.compile(r"/pictures/$")
#: Puts files, and what else is given by type, where a browser would.
DROP = """(element, {files, type}) => {
    const data = new DataTransfer();
    for (const {name, mimeType, bytes} of files) {
        const content = new Uint8Array(bytes);
        data.items.add(new File([content], name, {type: mimeType}));
    }
    element.dispatchEvent(new DragEvent(type, {
        dataTransfer: data, bubbles: true, cancelable: true,
    }));
}"""


def draw(colour):
    buffer = io.BytesIO()
    PillowImage.new("RGB", (64, 48), colour).save(buffer, "PNG")
    return buffer.getvalue()


def as_file(name, colour="teal", mime_type="image/png"):
    content = draw(colour) if colour else b"Dear colleagues,"
    return {"name": name, "mimeType": mime_type, "buffer": content}


def drop(element, *files, kind="drop"):
    files = [{**file, "bytes": list(file["buffer"]), "buffer": None} for file in files]
    element.evaluate(DROP, {"files": files, "type": kind})


def choose(page, *files):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add pictures…").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(list(files))


def get_alt_texts(page):
    return page.get_by_label("Alt text")


def get_types(page):
    """Types of the blocks in the composer, in their order."""
    return page.evaluate(
        "document.getElementById('body-root').rootBlock.children.map((c) => c.type)"
    )


def get_titles(page):
    """Titles of the pictures in the composer, in their order."""
    return page.evaluate(
        "document.getElementById('body-root').rootBlock.getState()"
        ".filter(({type}) => type === 'image').map(({value}) => value.image.image.title)"
    )


def serve_media(page):
    """Public files, as the web server in front of the site would serve them."""

    def answer(route):
        name = urlsplit(route.request.url).path.removeprefix(settings.MEDIA_URL)
        route.fulfill(path=settings.MEDIA_ROOT / name)

    page.context.route(re.compile(r"/media/"), answer)
