"""Write data/interface/land.json, the outlines of the land under the map of meetings, from Natural Earth.

Run by hand: `npm pack world-atlas@2.0.2`, unpack it, `python tools/derive_land.py package/land-110m.json`.
Natural Earth (1:110m, version 4.1.0) is in the public domain; world-atlas, which carries it as TopoJSON, is under
the ISC licence. Land only: a border drawn is a border claimed, and the map has no need of one.
"""

import json
import math
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "data" / "interface" / "land.json"
SOUTHERNMOST = -60.0  # Antarctica lies below; nobody meets there, and it takes a fifth of the picture
COARSE = 0.2  # degrees; half a pixel of a world 900 pixels wide
SOURCE = "Natural Earth 1:110m land, version 4.1.0, public domain; by way of world-atlas 2.0.2 (ISC)"
Point = tuple[float, float]


def main(source: Path) -> None:
    """Reads the TopoJSON file `source` and writes TARGET: rings of longitude and latitude in tenths of a degree."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_degrees(topology, arc) for arc in topology["arcs"]]
    rings = [
        _ring(arcs, numbers)
        for geometry in topology["objects"]["land"]["geometries"]
        for polygon in geometry["arcs"]
        for numbers in polygon  # the outer ring and those of its lakes: the Caspian Sea
    ]
    whole = [piece for ring in rings for piece in _unrolled(ring)]
    kept = [ring for ring in whole if max(point[1] for point in ring) > SOUTHERNMOST]
    tenths = [[round(10 * value) for point in _simplified(ring) for value in point] for ring in kept]
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in tenths if len(ring) >= 6)
    TARGET.write_text(f'{{"source": {json.dumps(SOURCE)}, "rings": [\n{lines}\n]}}\n', encoding="utf-8")


def _degrees(topology: dict[str, Any], arc: list[list[int]]) -> list[Point]:
    """The points of an arc, which TopoJSON keeps as whole steps from one to the next."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = zip(*(accumulate(axis) for axis in zip(*arc, strict=True)), strict=True)
    return [(x * wide + left, y * high + low) for x, y in steps]


def _ring(arcs: list[list[Point]], numbers: list[int]) -> list[Point]:
    """Arcs one after the other; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for number in numbers:
        points += (arcs[number] if number >= 0 else arcs[~number][::-1])[1 if points else 0 :]
    return points


def _unrolled(ring: list[Point]) -> list[list[Point]]:
    """A ring that crosses the 180th meridian, as one that runs on beyond it, and again on the other side."""
    turns, points = 0.0, []
    for place, (x, y) in enumerate(ring):
        step = x - ring[place - 1][0] if place else 0.0
        turns += -360.0 if step > 180 else 360.0 if step < -180 else 0.0
        points.append((x + turns, y))
    east, west = max(x for x, _ in points), min(x for x, _ in points)
    shifts = [0.0, *([-360.0] if east > 180 else []), *([360.0] if west < -180 else [])]
    return [[(x + shift, y) for x, y in points] for shift in shifts]


def _simplified(line: list[Point]) -> list[Point]:
    """Without the points that lie within COARSE of the line (Douglas and Peucker, 1973)."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def away(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)) / length

    if len(line) < 3:
        return line
    farthest = max(range(1, len(line) - 1), key=lambda place: away(line[place]))
    if away(line[farthest]) <= COARSE:
        return [line[0], line[-1]]
    return _simplified(line[: farthest + 1])[:-1] + _simplified(line[farthest:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
