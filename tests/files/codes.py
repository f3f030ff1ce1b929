"""A code read back from paper: the page is painted and its squares are held against those of a text."""

import segno

WIDE, BORDER = 28, 2
PER_MM = 8


def shows_code(page, text: str) -> bool:
    """Whether a page of a PDF shows the code of exactly this text, 28 mm wide at the left of its lines."""
    picture = page.to_image(resolution=25.4 * PER_MM).original.convert("1")
    squares = list(segno.make_qr(text, error="m").matrix)
    side = WIDE * PER_MM / (len(squares) + 2 * BORDER)
    left = (35 if page.width > page.height else 28) * PER_MM + BORDER * side
    tops = range(picture.height - round(side * len(squares)))
    return any(_matches(picture, squares, left, top, side) for top in tops)


def _matches(picture, squares, left, top, side) -> bool:
    places = ((left + (x + 0.5) * side, top + (y + 0.5) * side, dark) for y, row in enumerate(squares) for x, dark in enumerate(row))
    return all((picture.getpixel((int(x), int(y))) == 0) == bool(dark) for x, y, dark in places)
