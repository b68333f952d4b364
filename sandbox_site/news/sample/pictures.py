"""The drawings of the sample newsroom: scenes and maps of places that do not exist.

`PICTURES` maps a short key to the title, the alt text and the function that draws it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from . import interiors, maps, scenes

CREDIT = "The Ternwell Post (drawing)"


@dataclass(frozen=True)
class Picture:
    title: str
    alt_text: str
    draw: Callable[[], Image.Image]


PICTURES = {
    "bridge": Picture(
        "The Halmeret bridge before the strike",
        "Drawing of a stone bridge with five arches over a wide river, hills behind it.",
        scenes.bridge,
    ),
    "broken-bridge": Picture(
        "The Halmeret bridge, middle span damaged",
        "Drawing of a stone bridge over a river. The parapet of its middle arch is broken "
        "away and part of the roadway hangs towards the water.",
        scenes.broken_bridge,
    ),
    "council": Picture(
        "The council building in Halmeret",
        "Drawing of a council building with six columns and a clock tower on an empty square.",
        scenes.council,
    ),
    "dam": Picture(
        "The Sarrel dam",
        "Drawing of a dam with five closed gates between two slopes; the river below it is low.",
        scenes.dam,
    ),
    "power-lines": Picture(
        "Power lines above Halmeret",
        "Drawing of three pylons on a ridge at dusk, above a town in which no window is lit.",
        scenes.power_lines,
    ),
    "lorry": Picture(
        "A relief lorry on the towpath road",
        "Drawing of a single covered lorry on a road between poplars.",
        scenes.lorry,
    ),
    "winter-road": Picture(
        "Lorries on a road in snow",
        "Drawing of a row of lorries standing on a mountain road in snow.",
        scenes.winter_road,
    ),
    "customs-shed": Picture(
        "The customs shed at the western end of the bridge",
        "Drawing of a bare room with three windows on the river and a long table with "
        "six empty chairs.",
        interiors.customs_shed,
    ),
    "ferry": Picture(
        "The ferry Saint-Aubry at anchor",
        "Drawing of a flat ferry with lit windows at anchor in the middle of a river at dusk.",
        scenes.ferry,
    ),
    "mill-street": Picture(
        "Mill Street, Halmeret",
        "Drawing of a row of six houses on a riverside street; two have boarded windows.",
        scenes.mill_street,
    ),
    "town-map": Picture(
        "Map of Halmeret: the three streets told to leave",
        "Map of Halmeret. Mill Street, Tannery Lane and Quay Street, next to the bridge, are "
        "marked. The school on Chapel Hill is marked as the shelter.",
        maps.town,
    ),
    "region-map": Picture(
        "Map of the Ilvane valley",
        "Map: the river Ilvane runs from the Sarrel dam in the north past Verbodil, Halmeret "
        "and Tamrush to Kharmil. Peltria lies west of it, Ossamir east.",
        maps.region,
    ),
    "gauge": Picture(
        "River level at Halmeret, hour by hour",
        "Line chart of the river level at Halmeret. It stays between 2.1 and 2.2 metres; the "
        "flood mark is at 4 metres.",
        maps.gauge,
    ),
}
