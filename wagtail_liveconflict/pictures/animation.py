"""Animated GIF for readers: the same frames, without what programs wrote beside them."""

from wagtail.images.models import Filter
from willow.image import GIFImageFile

from .metadata import clean


class CleanAnimation(Filter):
    """Of what Pillow makes there would be the first frame alone. The file of the library
    is none for readers: it is clean only where the site has all of them cleaned."""

    SPEC = "original|format-gif"

    def __init__(self):
        super().__init__(self.SPEC)

    def run(self, image, output, source=None):
        if source is None:
            with image.open_file() as file:
                content = file.read()
        else:
            content = source.read()
        output.write(clean(content, "strip_everything").content)
        return GIFImageFile(output)
