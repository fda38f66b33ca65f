"""Icons as a host sees them: from the data: URI to the outline that is filled."""
import re
import urllib.parse
import xml.etree.ElementTree

SVG = "{http://www.w3.org/2000/svg}"
URI = re.compile(r"data:image/svg\+xml,(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")  # RFC 3986: pchar and "/"


def document(uri):
    assert URI.fullmatch(uri), uri
    root = xml.etree.ElementTree.fromstring(urllib.parse.unquote(uri.partition(",")[2], errors="strict"))
    assert root.tag == SVG + "svg", root.tag
    return root


def corners(data):
    """The points of a path of lines and quadratic curves (their control points too), as one list for each subpath."""
    at, start, found = (0.0, 0.0), (0.0, 0.0), []
    for command, written in re.findall(r"([MmLlHhVvQqZz])([^MmLlHhVvQqZz]*)", data):
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", written)]
        assert re.fullmatch(r"[-\d.,]*", written), f"{written!r} in {data!r}"
        step = {"H": 1, "V": 1, "Z": 0, "Q": 4}.get(command.upper(), 2)
        assert (not numbers) if not step else (numbers and len(numbers) % step == 0), f"{command}{written} in {data}"
        if command in "Zz":
            at = start
        for first in range(0, len(numbers), step or 1):
            x, y = at if command.islower() else (0.0, 0.0)
            group = numbers[first:first + step]
            if command in "Hh":
                points = [(x + group[0], at[1])]
            elif command in "Vv":
                points = [(at[0], y + group[0])]
            else:
                points = [(x + group[i], y + group[i + 1]) for i in range(0, step, 2)]
            at = points[-1]
            if command in "Mm" and first == 0:
                found.append([])
                start = at
            found[-1].extend(points)
    assert "".join(re.findall(r"[MmLlHhVvQqZz][^MmLlHhVvQqZz]*", data)) == data, data
    return found


def winding(outline, x, y):
    """How often the closed outline goes round the point."""
    count = 0
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1]):
        if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            count += 1 if y1 > y0 else -1
    return count


def covered(data, size=8, steps=4):
    """The part of the square that the path fills, by points between its lines."""
    outlines = corners(data)
    spots = [(i + 0.5) / steps for i in range(size * steps)]
    return sum(1 for x in spots for y in spots if sum(winding(each, x, y) for each in outlines) != 0) / len(spots) ** 2
