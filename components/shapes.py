"""The drawn parts of the design: petal, mark, project cover, commune grid, council seats.

Colours come from the tokens through CSS classes, so every drawing follows the theme and the commune's brand.
"""
import math
import random

TILE = 60
MOODS = {  # which shapes a project's cover is made of
    'leaf': ('leaf', 'leaf', 'leaf', 'quarter', 'blank', 'lens'),
    'move': ('half', 'half', 'leaf', 'stripe', 'circle', 'blank'),
    'budget': ('circle', 'quarter', 'half', 'leaf', 'dot', 'blank'),
    'people': ('circle', 'half', 'leaf', 'iris', 'blank', 'dot'),
    'water': ('wave', 'wave', 'quarter', 'leaf', 'blank', 'dot'),
}
COMMUNES = {  # postcode: (column, row) on the 5 × 5 grid; 1000 is two rows high (class "tall")
    1083: (2, 1), 1090: (3, 1), 1030: (4, 1), 1140: (5, 1),
    1082: (1, 2), 1081: (2, 2), 1000: (3, 2), 1210: (4, 2), 1200: (5, 2),
    1070: (1, 3), 1080: (2, 3), 1040: (4, 3), 1150: (5, 3),
    1190: (2, 4), 1060: (3, 4), 1050: (4, 4), 1160: (5, 4),
    1180: (3, 5), 1170: (4, 5),
}


def petal(x1, y1, x2, y2, width=1.0):
    """Path of a leaf from one point to the other: two arcs, a quarter circle each; width > 1 is slimmer."""
    r = math.hypot(x2 - x1, y2 - y1) / math.sqrt(2) * width
    return f'M{x1:g} {y1:g}A{r:.4g} {r:.4g} 0 0 1 {x2:g} {y2:g}A{r:.4g} {r:.4g} 0 0 1 {x1:g} {y1:g}Z'


def mark():
    """The five-petal iris. Our own drawing, not the Region's emblem."""
    sides = petal(3, 7, 24, 28), petal(45, 7, 24, 28)
    falls = petal(24, 28, 7, 45), petal(24, 28, 41, 45)
    return (f'<svg viewBox="0 0 48 48" aria-hidden="true"><path fill="var(--brand)" d="{"".join(sides)}"/>'
            f'<path fill="var(--ink)" stroke="var(--paper)" stroke-width="2" d="{petal(24, 1, 24, 30, 1.02)}"/>'
            f'<path fill="var(--brand-mid)" d="{"".join(falls)}"/>'
            f'<path fill="var(--accent)" d="{petal(24, 31, 24, 46, .95)}"/></svg>')


def cover(slug, mood='leaf', columns=6, rows=2):
    """A field of shapes for a project. Same slug, same field; one yellow shape, never two."""
    pick = random.Random(slug)
    kinds, parts, previous = MOODS[mood], [], None
    cells = [(x, y) for y in range(rows) for x in range(columns)]
    sunny = pick.choice([cell for cell in cells if 0 < cell[0] < columns - 1] or cells)
    for cell in cells:
        x, y = cell[0] * TILE, cell[1] * TILE
        ground = pick.choice(['', '', '', 'b', 'c', 'a'])
        if cell == sunny:
            ground = pick.choice(['', 'd'])
        clash = {'a': 'ad', 'd': 'ad'}.get(ground, ground)
        ink = pick.choice([c for c in 'aabcd' if c not in clash])
        kind = previous = pick.choice([k for k in kinds if k != previous])
        if cell == sunny:
            ink, kind = 'y', 'leaf' if mood == 'leaf' else pick.choice(['leaf', 'circle'])
        if ground:
            parts.append(f'<rect class="{ground}" x="{x}" y="{y}" width="{TILE}" height="{TILE}"/>')
        if kind != 'blank':
            parts.append(f'<path class="{ink}" d="{shape(kind, x, y, pick)}"/>')
    return (f'<svg class="cover" viewBox="0 0 {columns * TILE} {rows * TILE}" preserveAspectRatio="xMidYMid slice" '
            f'aria-hidden="true">{"".join(parts)}</svg>')


def shape(kind, x, y, pick):
    """Path of one shape in the tile at (x, y)."""
    t, X, Y, cx, cy = TILE, x + TILE, y + TILE, x + TILE / 2, y + TILE / 2
    flip, corner = pick.random() < .5, pick.randrange(4)
    circle = lambda r: f'M{cx - r:g} {cy:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z'
    if kind == 'leaf':
        return petal(x, y, X, Y) if flip else petal(X, y, x, Y)
    if kind == 'lens':
        return petal(cx, y, cx, Y)
    if kind == 'iris':
        return petal(x, y, cx, cy) + petal(X, y, cx, cy) + petal(cx, cy, x, Y) + petal(cx, cy, X, Y)
    if kind == 'quarter':
        turn = [(x, y), (X, y), (X, Y), (x, Y)]
        (ax, ay), (bx, by), (ex, ey) = turn[corner], turn[(corner + 1) % 4], turn[corner - 1]
        return f'M{ax} {ay}L{bx} {by}A{t} {t} 0 0 1 {ex} {ey}Z'
    if kind == 'half':
        edge, sweep = (y, 0) if flip else (Y, 1)
        return f'M{x} {edge}A{t / 2:g} {t / 2:g} 0 0 {sweep} {X} {edge}Z'
    if kind == 'stripe':
        return ''.join(f'M{x} {y + i * t / 6:g}h{t}v{t / 12:g}h{-t}Z' for i in range(6))
    if kind == 'wave':
        a, b = t / 4, t / 2
        return ''.join(f'M{x} {y + i * t / 3 + t / 6:g}q{a:g} {-a:g} {b:g} 0t{b:g} 0v{t / 9:g}q{-a:g} {a:g} {-b:g} 0t{-b:g} 0Z'
                       for i in range(3))
    return circle(t / 2 if kind == 'circle' else t / 5)


def seats(classes, rings=((14, 70, 82), (21, 158, 88))):
    """Petals in the round, one per member, coloured by class; rings are (seats, inner radius, petal length)."""
    paths, queue = [], iter(classes)
    for ring, (count, radius, length) in enumerate(rings):
        for i in range(count):
            turn = 2 * math.pi * (i + ring / 2) / count - math.pi / 2
            near, far = ([round(280 + r * f(turn), 1) for f in (math.cos, math.sin)] for r in (radius, radius + length))
            paths.append(f'<path class="{next(queue)}" d="{petal(*near, *far, .94)}"/>')
    return f'<svg class="seats" viewBox="26 26 508 508" role="img">{"".join(paths)}</svg>'
