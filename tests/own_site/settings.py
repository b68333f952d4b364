"""Settings of a site with a page type, blocks and templates of its own."""

from pathlib import Path

from tests.servers.settings import *  # noqa: F403
from tests.servers.settings import TEMPLATES

TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
LIVECONFLICT_BASE_TEMPLATE = "testapp/base.html"
LIVECONFLICT_UPDATE_BLOCKS = "tests.own_site.blocks.OurUpdateBlock"
