"""A map without a map server: the neighbourhoods drawn as calm ground, the ideas as pins. The list beside it says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

import htpy as h
from markupsafe import Markup

from components.drawn import drawn_once
from components.frame import to
from components.ideas import told
from locales import _, language, ngettext, number
from models.ideas import IdeaPoint
from models.organisations import Neighbourhood
from models.translated import Told

MOST_PINS = 30
MOST_TITLES = 5      # of a pin that stands for several ideas
MARGIN = .14         # of the ground around the outermost neighbourhoods
SHAPE = .66          # width to height of the ground: a phone held upright, a column beside a list
EDGE = .04           # of the ground where a pin would be cut
PIN = (.085, .06)    # how near two pins may stand, as parts of width and height

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What part of the world is drawn: degrees become parts of width and height, both 0 to 1 from the upper left."""

    south: float
    north: float
    west: float
    east: float

    def place(self, latitude: float, longitude: float) -> Corner | None:
        """Where a point is drawn, or None if it is not on this ground."""
        x, y = (longitude - self.west) / (self.east - self.west), (self.north - latitude) / (self.north - self.south)
        return (x, y) if EDGE < x < 1 - EDGE and EDGE < y < 1 - EDGE else None


@dataclass(frozen=True, slots=True)
class Pin:
    """Ideas close to each other."""

    x: float
    y: float
    ideas: tuple[IdeaPoint, ...]


def idea_map(neighbourhoods: Sequence[Neighbourhood], points: Sequence[IdeaPoint]) -> Markup | None:
    """The map of a list of ideas; None where there is nothing to draw."""
    located = [(near.name, near.latitude, near.longitude) for near in neighbourhoods
               if near.latitude is not None and near.longitude is not None]
    ground = ground_of([where for _name, *where in located] or [(point.latitude, point.longitude) for point in points])
    if ground is None:
        return None
    return _drawn(ground, tuple((name.told(language()), place) for name, *where in located if (place := ground.place(*where))),
                  tuple(points))


@drawn_once(keep=64)
def _drawn(ground: Ground, names: tuple[tuple[Told, Corner], ...], points: tuple[IdeaPoint, ...]) -> h.Element:
    pins = gather(ground, points)
    mine = any(point.supported for pin in pins for point in pin.ideas)
    return h.section("#map.map.stay", aria_label=_("Map of the ideas"))[
        drawn_ground(tuple(place for _name, place in names)),
        (_place_name(name, *place) for name, place in names),
        (_pin(pin) for pin in pins),
        h.p(".mapnote")[_("Yellow: where your support went")] if mine else None]


def ground_of(points: Iterable[Sequence[float]]) -> Ground | None:
    """The ground that holds these (latitude, longitude) with a margin, in the shape of the drawing and true in proportion."""
    points = list(points)
    if not points:
        return None
    latitudes, longitudes = zip(*points, strict=True)
    shrink = cos(radians(sum(latitudes) / len(latitudes)))   # a degree of longitude is shorter than one of latitude
    height = max(max(latitudes) - min(latitudes), .004)
    width = max((max(longitudes) - min(longitudes)) * shrink, .004 * SHAPE)
    height = max(height, width / SHAPE) * (1 + 2 * MARGIN)
    middle, centre = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
    half = height * SHAPE / shrink / 2
    return Ground(middle - height / 2, middle + height / 2, centre - half, centre + half)


def gather(ground: Ground, points: Iterable[IdeaPoint]) -> list[Pin]:
    """Pins that do not cover each other, at most thirty: ideas close together share one."""
    placed = [(place, point) for point in points if (place := ground.place(point.latitude, point.longitude))]
    near = 1.0
    while True:
        pins: list[tuple[Corner, list[IdeaPoint]]] = []
        for (x, y), point in placed:
            beside = next((held for (px, py), held in pins if abs(px - x) < PIN[0] * near and abs(py - y) < PIN[1] * near), None)
            if beside is None:
                pins.append(((x, y), [point]))
            else:
                beside.append(point)
        if len(pins) <= MOST_PINS:
            return [Pin(x, y, tuple(held)) for (x, y), held in sorted(pins, key=lambda pin: pin[0][1])]
        near *= 1.3


def _at(x: float, y: float) -> str:
    return f"--x:{x * 100:.1f}%;--y:{y * 100:.1f}%"


def _place_name(name: Told, x: float, y: float) -> h.Element:
    return told(name, "span", "spot", style=_at(x, y), aria_hidden="true")


def _pin(pin: Pin) -> h.Element:
    """One idea is a link; several open the list of their titles."""
    yellow = "you" if any(point.supported for point in pin.ideas) else None
    if len(pin.ideas) == 1:
        return h.a(class_=["pin", yellow], href=to(f"/ideas/{pin.ideas[0].id}"), style=_at(pin.x, pin.y))[
            h.span[h.span(aria_hidden="true")["1"], told(pin.ideas[0].title, "span", "away")]]
    more = len(pin.ideas) - MOST_TITLES
    return h.details(class_=["cluster", pin.x > .5 and "leftwards", pin.y > .6 and "upwards"], name="pins",
                     style=_at(pin.x, pin.y))[
        h.summary(class_=["pin", yellow])[h.span[_numbered(len(pin.ideas))]],
        h.ul(".plain")[
            (h.li[told(point.title, "a", href=to(f"/ideas/{point.id}"))] for point in pin.ideas[:MOST_TITLES]),
            h.li(".meta")[ngettext("{count} more in the list", "{count} more in the list", more)] if more > 0 else None]]


def _numbered(count: int) -> h.Node:
    return [h.span(aria_hidden="true")[number(count)], h.span(".away")[ngettext("{count} idea", "{count} ideas", count)]]


# ── The ground ────────────────────────────────────────────────────────────────────────────────────

@lru_cache(maxsize=256)
def drawn_ground(places: tuple[Corner, ...]) -> Markup:
    """Each neighbourhood is the land nearer to it than to any other. It stretches with its box, so pins stay true."""
    cells = ("L".join(f"{x * 100:.1f} {y * 100:.1f}" for x, y in _cell(place, places)) for place in dict.fromkeys(places))
    path = "".join(f"M{cell}Z" for cell in cells if cell) or "M0 0H100V100H0Z"
    return Markup(h.svg(viewBox="0 0 100 100", preserveAspectRatio="none", aria_hidden="true")[h.path(".land", d=path)])


def _cell(place: Corner, places: Iterable[Corner]) -> list[Corner]:
    """The part of the square nearest to this place, cut by the middle line to each other place."""
    cell: list[Corner] = [(-.02, -.02), (1.02, -.02), (1.02, 1.02), (-.02, 1.02)]
    for other in places:
        if other == place:
            continue
        normal = (other[0] - place[0], other[1] - place[1])
        limit = (other[0] ** 2 + other[1] ** 2 - place[0] ** 2 - place[1] ** 2) / 2
        kept: list[Corner] = []
        for start, end in zip(cell, [*cell[1:], *cell[:1]], strict=True):
            here, there = (corner[0] * normal[0] + corner[1] * normal[1] - limit for corner in (start, end))
            if here <= 0:
                kept.append(start)
            if here * there < 0:
                part = here / (here - there)
                kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
        cell = kept
    return cell
