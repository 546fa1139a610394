"""Draws the micrographs of the quickstart dataset: four kinds of specimen, a few classes each.

Everything is a function of a numpy random generator. A drawing is a dict with the pixels
(`image`, uint8, two or three dimensions), `boxes` and `polygons` (lists or None).
"""

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

# ---------------------------------------------------------------- noise and shapes


def size(rng, low=112, high=137):
    return int(rng.integers(low, high)), int(rng.integers(low, high))


def noise(rng, shape, sigma):
    """Smooth noise of mean 0 and deviation 1; `sigma` is its length, a number or one per axis."""
    field = gaussian_filter(rng.standard_normal(shape), sigma, mode="wrap")
    return (field - field.mean()) / (field.std() + 1e-9)


def cloud(rng, shape, sigma, octaves=3):
    """Fractal noise: each octave half as long and half as strong."""
    field = sum(noise(rng, shape, max(sigma / 2**k, 0.5)) / 2**k for k in range(octaves))
    return field / field.std()


def grain(rng, shape, length, across, angle):
    """Noise that is `length` long along `angle` and `across` wide: fibres."""
    h, w = shape
    side = int(np.hypot(h, w)) + 4
    field = noise(rng, (side, side), (across, length))
    y, x = np.mgrid[:h, :w] - np.array([h / 2, w / 2])[:, None, None]
    c, s = np.cos(angle), np.sin(angle)
    return map_coordinates(field, [side / 2 - s * x + c * y, side / 2 + c * x + s * y], order=1, mode="wrap")


def grid(shape):
    return np.mgrid[: shape[0], : shape[1]].astype(float)


def edge(distance, width=0.7):
    """1 inside (negative distance), 0 outside, soft at the border."""
    return 1 / (1 + np.exp(np.clip(distance / width, -30, 30)))


class Blob:
    """An ellipse with an uneven outline; distances are about in pixels, negative inside."""

    def __init__(self, rng, cx, cy, a, b=None, angle=None, rough=0.06):
        self.cx, self.cy, self.a, self.b = cx, cy, a, b or a
        self.angle = rng.uniform(0, np.pi) if angle is None else angle
        self.waves = [(k, rng.normal(0, rough / k**0.7), rng.uniform(0, 6.3)) for k in (2, 3, 4, 5)]

    def local(self, y, x):
        c, s = np.cos(self.angle), np.sin(self.angle)
        return c * (x - self.cx) + s * (y - self.cy), -s * (x - self.cx) + c * (y - self.cy)

    def distance(self, y, x):
        u, v = self.local(y, x)
        theta = np.arctan2(v / self.b, u / self.a)
        radius = 1 + sum(a * np.cos(k * theta + p) for k, a, p in self.waves)
        return (np.hypot(u / self.a, v / self.b) - radius) * min(self.a, self.b)

    def window(self, shape, margin=4):
        r = max(self.a, self.b) * 1.3 + margin
        y0, y1 = max(0, int(self.cy - r)), min(shape[0], int(self.cy + r) + 1)
        x0, x1 = max(0, int(self.cx - r)), min(shape[1], int(self.cx + r) + 1)
        return (slice(y0, y1), slice(x0, x1)) if y1 > y0 and x1 > x0 else None

    def mask(self, shape, width=0.7):
        """(window, soft mask, distances) or None where the blob lies outside."""
        at = self.window(shape)
        if at is None:
            return None
        y, x = np.mgrid[at].astype(float)
        d = self.distance(y, x)
        return at, edge(d, width), d

    def box(self, name, shape):
        c, s = np.cos(self.angle), np.sin(self.angle)
        dx, dy = np.hypot(self.a * c, self.b * s), np.hypot(self.a * s, self.b * c)
        x1, y1 = max(0, self.cx - dx), max(0, self.cy - dy)
        x2, y2 = min(shape[1], self.cx + dx), min(shape[0], self.cy + dy)
        points = {"x1": round(x1, 1), "y1": round(y1, 1), "x2": round(x2, 1), "y2": round(y2, 1)}
        return {"className": name, "points": points}

    def polygon(self, name, shape, corners=16):
        t = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        r = 1 + sum(a * np.cos(k * t + p) for k, a, p in self.waves)
        u, v = self.a * r * np.cos(t), self.b * r * np.sin(t)
        c, s = np.cos(self.angle), np.sin(self.angle)
        x = np.clip(self.cx + c * u - s * v, 0, shape[1])
        y = np.clip(self.cy + s * u + c * v, 0, shape[0])
        return {"className": name, "points": [round(float(p), 1) for xy in zip(x, y) for p in xy]}


def scatter(rng, shape, spacing, keep=1.0, border=6):
    """Points on a jittered hexagonal grid: crowded, never regular, hardly ever on one another."""
    points = []
    for row, y in enumerate(np.arange(-border, shape[0] + border, spacing * 0.87)):
        for x in np.arange(-border + (row % 2) * spacing / 2, shape[1] + border, spacing):
            if rng.random() < keep:
                points.append((x + rng.normal(0, spacing * 0.2), y + rng.normal(0, spacing * 0.2)))
    return points


def shading(rng, shape, strength):
    """Uneven illumination: a tilt and a vignette round 1."""
    y, x = grid(shape)
    y, x = y / shape[0] - 0.5, x / shape[1] - 0.5
    tilt = rng.normal(0, strength, 2)
    return 1 + tilt[0] * x + tilt[1] * y - rng.uniform(0.3, 1.5) * strength * (x * x + y * y)


def levels(image, step):
    """To uint8 in steps, as an 8-bit camera with read-out bits to spare does; keeps the PNG small."""
    return np.clip(np.round(image / step) * step, 0, 255).astype(np.uint8)


# ---------------------------------------------------------------- nuclei, epifluorescence

NUCLEI = ["interphase", "prophase", "metaphase", "anaphase", "telophase", "apoptosis"]


def nuclei(rng, kind):
    shape = size(rng)
    light = np.zeros(shape)
    polygons = []

    def add(blob, level, texture=None, width=1.0):
        found = blob.mask(shape, width)
        if found is None:
            return
        at, mask, _ = found
        body = level * mask
        if texture is not None:
            body = body * np.clip(texture[at], 0.05, 3)
        light[at] = np.maximum(light[at], body)

    def resting(cx, cy, level, r):
        blob = Blob(rng, cx, cy, r * rng.uniform(1.0, 1.25), r * rng.uniform(0.8, 1.0), rough=0.05)
        texture = 1 + 0.16 * cloud(rng, shape, 2.5)
        for _ in range(rng.integers(1, 4)):
            t, q = rng.uniform(0, 6.3), rng.uniform(0, 0.55) * r
            hole = Blob(rng, cx + q * np.cos(t), cy + q * np.sin(t), rng.uniform(1.8, 3.4), rough=0.1)
            found = hole.mask(shape, 0.9)
            if found:
                texture[found[0]] *= 1 - 0.55 * found[1]
        add(blob, level, texture)
        return blob

    cx, cy = shape[1] / 2 + rng.normal(0, 7), shape[0] / 2 + rng.normal(0, 7)
    r = rng.uniform(14, 19)
    for _ in range(rng.integers(2, 6)):
        t, q = rng.uniform(0, 6.3), rng.uniform(2.5, 3.6) * r
        other = resting(cx + q * np.cos(t), cy + q * np.sin(t), rng.uniform(0.3, 0.6), rng.uniform(13, 18))
        if other.window(shape, -12):
            polygons.append(other.polygon("nucleus", shape))

    angle = rng.uniform(0, np.pi)
    ux, uy = np.cos(angle), np.sin(angle)
    bumpy = 1 + 0.2 * cloud(rng, shape, 1.6)
    if kind == "interphase":
        parts = [resting(cx, cy, rng.uniform(0.45, 0.7), r)]
    elif kind == "prophase":
        threads = np.exp(-((cloud(rng, shape, 2.1, 2) / 0.42) ** 2))
        blob = Blob(rng, cx, cy, r * rng.uniform(0.95, 1.1), r * rng.uniform(0.85, 1), rough=0.04)
        contrast = rng.uniform(0.55, 1.1)
        add(blob, rng.uniform(0.5, 0.75), 0.6 + contrast * (threads - 0.3))
        parts = [blob]
    elif kind == "metaphase":
        blob = Blob(rng, cx, cy, r * rng.uniform(0.85, 1.15), r * rng.uniform(0.26, 0.42), angle, 0.11)
        add(blob, rng.uniform(0.8, 1.1), bumpy)
        parts = [blob]
    elif kind in ("anaphase", "telophase"):
        late = kind == "telophase"
        gap = r * (rng.uniform(0.95, 1.35) if late else rng.uniform(0.42, 0.85))
        parts = []
        for side in (-1, 1):
            a = r * (rng.uniform(0.55, 0.75) if late else rng.uniform(0.75, 1.0))
            b = r * (rng.uniform(0.38, 0.52) if late else rng.uniform(0.22, 0.34))
            x, y = cx - side * gap * uy, cy + side * gap * ux
            blob = Blob(rng, x, y, a, b, angle + rng.normal(0, 0.12), 0.1)
            level = rng.uniform(0.65, 0.9) if late else rng.uniform(0.75, 1.05)
            add(blob, level, bumpy)
            if not late:  # arms that trail behind
                for end in (-1, 1):
                    arm = Blob(rng, x + end * 0.75 * a * ux + side * 0.18 * r * uy, y + end * 0.75 * a * uy - side * 0.18 * r * ux,
                               a * 0.3, b * 0.7, angle + end * side * 0.7, 0.1)
                    add(arm, level * 0.85, bumpy)
            parts.append(blob)
    else:
        parts = []
        for _ in range(rng.integers(4, 10)):
            q, t = r * rng.uniform(0, 0.85), rng.uniform(0, 6.3)
            blob = Blob(rng, cx + q * np.cos(t), cy + q * np.sin(t), rng.uniform(2, 6.5), rough=0.04)
            add(blob, rng.uniform(0.6, 1.15))
            parts.append(blob)
    polygons = [p.polygon("nucleus", shape) for p in parts] + polygons

    light = gaussian_filter(light, rng.uniform(0.8, 1.7))
    haze = gaussian_filter(light, 9) * rng.uniform(0.1, 0.3)
    field = (light + haze) * shading(rng, shape, 0.15) + rng.uniform(0.01, 0.07) + 0.012 * cloud(rng, shape, 12)
    gain = rng.uniform(150, 225)
    photons = rng.uniform(150, 500)
    field = gaussian_filter(rng.poisson(np.clip(field, 0, None) * photons) / photons, 0.5) * gain
    field = levels(field, 3).astype(float)
    tint = [None, None, (0.25, 0.45, 1.0), (0.2, 1.0, 0.35)][rng.integers(0, 4)]
    image = field if tint is None else field[..., None] * np.array(tint)
    return {"image": levels(image, 1), "boxes": None, "polygons": polygons}


# ---------------------------------------------------------------- tissue, haematoxylin and eosin

TISSUE = ["adipose", "smooth muscle", "lymphocytes", "mucus", "normal colon mucosa",
          "cancer-associated stroma", "colorectal adenocarcinoma epithelium"]


class Slide:
    """Two stains as optical densities."""

    def __init__(self, rng, shape):
        self.rng, self.shape = rng, shape
        self.h, self.e = np.zeros(shape), np.zeros(shape)

    def nucleus(self, x, y, a, b, angle=None, density=0.9, rough=0.06, texture=None, rim=0.0):
        blob = Blob(self.rng, x, y, a, b, angle, rough)
        found = blob.mask(self.shape, 0.6)
        if found is None:
            return
        at, mask, d = found
        body = density * (1 + rim * np.exp(-((d + 0.8) / 0.9) ** 2))
        if texture is not None:
            body = body * np.clip(1 + texture[at], 0.3, 2)
        self.h[at] = np.maximum(self.h[at], body * mask)
        self.e[at] *= 1 - 0.5 * mask


def _adipose(s, rng):
    shape = s.shape
    pad = 40
    points = np.array(scatter(rng, (shape[0] + 2 * pad, shape[1] + 2 * pad), rng.uniform(27, 38))) - pad
    y, x = grid(shape)
    wy, wx = y + 1.5 * noise(rng, shape, 9), x + 1.5 * noise(rng, shape, 9)
    d = np.sort(np.hypot(wy[..., None] - points[:, 1], wx[..., None] - points[:, 0]), axis=2)
    wall = np.exp(-((d[..., 1] - d[..., 0]) / rng.uniform(1.6, 2.8)) ** 2)
    s.e += wall * (0.5 + 0.12 * noise(rng, shape, 4)) + 0.02
    spots = np.argwhere(wall > 0.8)
    for i in rng.choice(len(spots), min(len(spots), int(rng.integers(4, 12))), replace=False):
        s.nucleus(spots[i][1], spots[i][0], rng.uniform(2.5, 4), rng.uniform(1, 1.6), density=0.8)


def _fibres(s, rng, muscle):
    shape = s.shape
    angle = rng.uniform(0, np.pi)
    if muscle:
        field = 0.42 + 0.06 * grain(rng, shape, 30, 1.6, angle) + 0.06 * grain(rng, shape, 45, 5, angle)
        gaps = np.clip(grain(rng, shape, 40, 2.2, angle) - 1.9, 0, 1)
    else:
        bend = angle + 0.35 * rng.normal()
        mix = edge(noise(rng, shape, 22), 0.4)
        field = 0.33 + 0.1 * (mix * grain(rng, shape, 14, 1.3, angle) + (1 - mix) * grain(rng, shape, 14, 1.3, bend))
        field += 0.06 * cloud(rng, shape, 8)
        gaps = np.clip(grain(rng, shape, 12, 2.5, angle) - 1.3, 0, 1)
    s.e += np.clip(field - 0.3 * gaps, 0.02, 1)
    s.h += 0.05 + 0.02 * noise(rng, shape, 3)
    for x, y in scatter(rng, shape, rng.uniform(15, 20) if muscle else rng.uniform(17, 25), 0.75):
        a = rng.uniform(4.5, 7.5) if muscle else rng.uniform(3, 6)
        turn = angle + rng.normal(0, 0.1 if muscle else 0.4)
        s.nucleus(x, y, a, rng.uniform(1.2, 2.0), turn, rng.uniform(0.55, 0.85))
    if not muscle:
        for x, y in scatter(rng, shape, 30, 0.4):
            s.nucleus(x, y, rng.uniform(2.3, 2.9), None, density=0.95)


def _lymphocytes(s, rng):
    s.e += 0.17 + 0.05 * cloud(rng, s.shape, 5)
    s.h += 0.08 + 0.03 * cloud(rng, s.shape, 4)
    texture = 0.2 * noise(rng, s.shape, 1)
    for x, y in scatter(rng, s.shape, rng.uniform(7.0, 9.0), rng.uniform(0.8, 0.95)):
        r = rng.uniform(2.5, 3.6)
        s.nucleus(x, y, r, r * rng.uniform(0.85, 1), None, rng.uniform(0.8, 1.15), 0.05, texture, 0.15)


def _mucus(s, rng):
    angle = rng.uniform(0, np.pi)
    flow = grain(rng, s.shape, 24, 3, angle) + 0.8 * cloud(rng, s.shape, 10)
    s.h += np.clip(0.1 + 0.06 * flow, 0.01, 0.5)
    s.e += np.clip(0.09 + 0.04 * grain(rng, s.shape, 24, 3, angle + 0.2), 0.01, 0.5)
    for x, y in scatter(rng, s.shape, 32, 0.35):
        s.nucleus(x, y, rng.uniform(2, 3.2), None, density=rng.uniform(0.5, 0.9), rough=0.15)


def _mucosa(s, rng):
    """Round crypts: a lumen, pale goblet cells, nuclei in one row at the base."""
    shape = s.shape
    s.e += 0.24 + 0.07 * cloud(rng, shape, 4)
    s.h += 0.06
    texture = 0.2 * noise(rng, shape, 1)
    for x, y in scatter(rng, shape, 9, 0.5):
        s.nucleus(x, y, rng.uniform(2.2, 3.6), rng.uniform(1.6, 2.4), None, rng.uniform(0.7, 1), texture=texture)
    spacing = rng.uniform(44, 56)
    for x, y in scatter(rng, shape, spacing, 1, 20):
        r = spacing * rng.uniform(0.36, 0.42)
        gland = Blob(rng, x, y, r * rng.uniform(1, 1.15), r * rng.uniform(0.85, 1), None, 0.04)
        found = gland.mask(shape, 0.8)
        if found is None:
            continue
        at, mask, d = found
        s.h[at] = s.h[at] * (1 - mask) + 0.12 * mask
        s.e[at] = s.e[at] * (1 - mask) + mask * 0.27
        n = max(9, int(2 * np.pi * r / 4.6))
        for i in range(n):
            t = 2 * np.pi * i / n + rng.normal(0, 0.05)
            c, q = np.cos(gland.angle), np.sin(gland.angle)
            u, v = gland.a * np.cos(t), gland.b * np.sin(t)
            px, py = c * u - q * v, q * u + c * v
            if rng.random() < 0.6:  # a goblet
                cup = Blob(rng, x + 0.55 * px, y + 0.55 * py, 3.4, 2.5, np.arctan2(py, px), 0.05).mask(shape)
                if cup:
                    s.e[cup[0]] *= 1 - 0.75 * cup[1]
                    s.h[cup[0]] = s.h[cup[0]] * (1 - 0.6 * cup[1]) + 0.04 * cup[1]
            s.nucleus(x + 0.86 * px, y + 0.86 * py, rng.uniform(2.4, 3), rng.uniform(1.6, 2.1), np.arctan2(py, px),
                      rng.uniform(0.7, 0.95), texture=texture)
        lumen = Blob(rng, x, y, r * 0.2, r * 0.14, gland.angle, 0.15).mask(shape)
        if lumen:
            s.e[lumen[0]] *= 1 - 0.9 * lumen[1]


def _tumour(s, rng):
    """Crowded, uneven, large nuclei, lumens that are slits, no order."""
    shape = s.shape
    s.e += 0.3 + 0.07 * cloud(rng, shape, 4)
    s.h += 0.13 + 0.05 * cloud(rng, shape, 5)
    texture = 0.3 * cloud(rng, shape, 1.2, 2)
    slit = cloud(rng, shape, 13, 2)
    hole = edge((rng.uniform(1.25, 1.8) - slit) * 12)
    for x, y in scatter(rng, shape, rng.uniform(7.5, 10.5), 0.9):
        iy, ix = min(max(int(y), 0), shape[0] - 1), min(max(int(x), 0), shape[1] - 1)
        if hole[iy, ix] > 0.4:
            continue
        a = rng.uniform(3.2, 5.8)
        s.nucleus(x, y, a, a * rng.uniform(0.55, 0.85), None, rng.uniform(0.45, 0.95), 0.12, texture, 0.35)
    s.e *= 1 - 0.9 * hole
    s.h *= 1 - 0.9 * hole


def tissue(rng, kind):
    shape = size(rng)
    draw = {
        "adipose": _adipose,
        "smooth muscle": lambda s, r: _fibres(s, r, True),
        "cancer-associated stroma": lambda s, r: _fibres(s, r, False),
        "lymphocytes": _lymphocytes,
        "mucus": _mucus,
        "normal colon mucosa": _mucosa,
        "colorectal adenocarcinoma epithelium": _tumour,
    }
    slide = Slide(rng, shape)
    draw[kind](slide, rng)
    if rng.random() < 0.45:  # a neighbour at the margin, as real fields have
        other = Slide(rng, shape)
        draw[TISSUE[rng.integers(0, len(TISSUE))]](other, rng)
        y, x = grid(shape)
        t = rng.uniform(0, 6.3)
        line = (np.cos(t) * (x - shape[1] / 2) + np.sin(t) * (y - shape[0] / 2)) / min(shape)
        part = edge((rng.uniform(0.12, 0.45) - line - 0.04 * noise(rng, shape, 9)) * 60)
        slide.h += part * (other.h - slide.h)
        slide.e += part * (other.e - slide.e)
    blur = rng.uniform(0.45, 0.9)
    h = gaussian_filter(slide.h, blur) * rng.uniform(0.75, 1.3)
    e = gaussian_filter(slide.e, blur) * rng.uniform(0.7, 1.4)
    purple = np.array([0.65, 0.70, 0.29]) + rng.normal(0, 0.05, 3)
    pink = np.array([0.10, 0.85, 0.22]) + rng.normal(0, 0.05, 3)
    density = h[..., None] * purple * 1.5 + e[..., None] * np.clip(pink, 0.03, 1)
    white = np.array([244, 242, 243]) + rng.normal(0, 2.5, 3)
    image = white * np.exp(-density) * shading(rng, shape, 0.04)[..., None]
    image += rng.normal(0, 1.6, shape)[..., None]
    return {"image": levels(image, 6), "boxes": None, "polygons": None}


# ---------------------------------------------------------------- blood, Giemsa

BLOOD = ["lymphocyte", "neutrophil", "eosinophil", "basophil", "monocyte", "platelet"]


def blood(rng, kind):
    shape = size(rng)
    boxes = []
    white = np.array([236, 228, 226]) + rng.normal(0, 3.5) + rng.normal(0, 2.5, 3)
    red = np.array([0.10, 0.38, 0.34]) + rng.normal(0, 0.03, 3)
    violet = np.array([0.75, 0.85, 0.28]) + rng.normal(0, 0.05, 3)
    density = np.zeros(shape + (3,))
    density += (0.015 * cloud(rng, shape, 10))[..., None]

    cx, cy = shape[1] / 2 + rng.normal(0, 6), shape[0] / 2 + rng.normal(0, 6)
    radius = {"lymphocyte": rng.uniform(14.5, 18.5), "neutrophil": rng.uniform(19, 22.5), "eosinophil": rng.uniform(19, 23),
              "basophil": rng.uniform(17.5, 21.5), "monocyte": rng.uniform(21.5, 26), "platelet": 8.0}[kind]

    r0 = rng.uniform(14, 17)
    for x, y in scatter(rng, shape, rng.uniform(2.05, 2.8) * r0, rng.uniform(0.65, 0.95), 10):
        if np.hypot(x - cx, y - cy) < radius + r0 * rng.uniform(0.85, 1.1):
            continue
        cell = Blob(rng, x, y, r0 * rng.uniform(0.93, 1.1), r0 * rng.uniform(0.88, 1.02), None, 0.025)
        found = cell.mask(shape, 0.8)
        if found is None:
            continue
        at, mask, d = found
        pallor = np.exp(-(((d + r0) / (0.55 * r0)) ** 2))
        body = mask * (1 - rng.uniform(0.45, 0.9) * pallor) * (1 + 0.25 * np.exp(-((d + 2) / 1.6) ** 2))
        density[at] += (body * rng.uniform(0.85, 1.1))[..., None] * red
        if cell.window(shape, -8):
            boxes.append(cell.box("red blood cell", shape))

    def lay(blob, colour, level, texture=None, width=0.8, cover=1.0):
        found = blob.mask(shape, width)
        if found is None:
            return
        at, mask, _ = found
        body = level * (np.clip(1 + texture[at], 0.3, 1.9) if texture is not None else np.ones_like(mask))
        m = (mask * cover)[..., None]
        density[at] = density[at] * (1 - m) + m * (body[..., None] * colour)

    chromatin = 0.22 * cloud(rng, shape, 2.0)
    fine = 0.25 * noise(rng, shape, 0.9)
    blue, pinkish, grey = np.array([0.42, 0.30, 0.12]), np.array([0.16, 0.30, 0.18]), np.array([0.34, 0.30, 0.18])

    def granules(colour, level, count, low, high, reach, cover=0.9):
        for _ in range(count):
            q, t = radius * np.sqrt(rng.uniform(0, reach)), rng.uniform(0, 6.3)
            lay(Blob(rng, cx + q * np.cos(t), cy + q * np.sin(t), rng.uniform(low, high)), colour, level * rng.uniform(0.8, 1.2),
                width=0.45, cover=cover)

    def lobes(count, spread, r, level):
        turn, bend = rng.uniform(0, 6.3), rng.uniform(0.75, 1.25)
        last = None
        for i in range(count):
            t = turn + bend * (i - (count - 1) / 2) * (2.0 if count == 2 else 1.15)
            x, y = cx + spread * np.cos(t), cy + spread * np.sin(t)
            if last:
                a, b = (x + last[0]) / 2, (y + last[1]) / 2
                long = np.hypot(x - last[0], y - last[1]) / 2
                lay(Blob(rng, a, b, long + 1, rng.uniform(1.2, 2.4), np.arctan2(y - last[1], x - last[0])), violet, level, chromatin)
            lay(Blob(rng, x, y, r * rng.uniform(0.95, 1.25), r * rng.uniform(0.8, 1), None, 0.09), violet, level, chromatin)
            last = x, y

    if kind == "platelet":
        for _ in range(rng.integers(1, 4)):
            x, y = cx + rng.normal(0, 9), cy + rng.normal(0, 9)
            plate = Blob(rng, x, y, rng.uniform(4, 7), rng.uniform(3, 5), None, 0.16)
            lay(plate, violet * 0.6 + blue * 0.3, 0.7, 1.8 * fine, 1.1)
            boxes.insert(0, plate.box("platelet", shape))
    else:
        cell = Blob(rng, cx, cy, radius * rng.uniform(1, 1.08), radius * rng.uniform(0.92, 1), None, 0.035)
        boxes.insert(0, cell.box("white blood cell", shape))
        level = rng.uniform(0.95, 1.25)
        off = rng.normal(0, 0.1 * radius, 2)
        if kind == "lymphocyte":
            lay(cell, blue, rng.uniform(0.8, 1.3), 0.5 * fine)
            lay(Blob(rng, cx + off[0], cy + off[1], radius * rng.uniform(0.74, 0.88), radius * rng.uniform(0.7, 0.82), None, 0.035),
                violet, level, chromatin)
        elif kind == "monocyte":
            lay(cell, grey, rng.uniform(0.8, 1.1), 0.7 * fine)
            kidney = Blob(rng, cx + off[0], cy + off[1], radius * rng.uniform(0.66, 0.78), radius * rng.uniform(0.46, 0.6), None, 0.09)
            lay(kidney, violet, level * 0.78, 1.4 * chromatin)
            t = kidney.angle + np.pi / 2
            lay(Blob(rng, kidney.cx + 0.62 * radius * np.cos(t), kidney.cy + 0.62 * radius * np.sin(t), radius * 0.28), grey, 0.9, fine)
            granules(np.array([0.1, 0.08, 0.05]), 1, int(rng.integers(0, 7)), 1, 1.8, 0.7, 0.7)
        elif kind == "neutrophil":
            lay(cell, pinkish, rng.uniform(0.7, 1.05), 1.4 * fine)
            lobes(int(rng.integers(3, 6)), radius * 0.46, radius * rng.uniform(0.24, 0.3), level)
        elif kind == "eosinophil":
            lay(cell, pinkish, 0.9, fine)
            granules(np.array([0.06, 0.62, 0.62]), rng.uniform(0.7, 1.1), 75, 1.1, 1.9, 0.85)
            lobes(int(rng.choice([2, 2, 3])), radius * 0.44, radius * rng.uniform(0.32, 0.4), level)
        else:
            lay(cell, pinkish * 0.5 + blue * 0.5, 0.9, fine)
            lobes(2, radius * 0.33, radius * rng.uniform(0.38, 0.46), level * 0.75)
            granules(np.array([0.95, 1.05, 0.35]), rng.uniform(0.9, 1.2), int(rng.integers(35, 60)), 1.1, 2.2, 0.85)

    density = gaussian_filter(np.clip(density, 0, None), (0.7, 0.7, 0))
    image = white * np.exp(-density) * shading(rng, shape, 0.06)[..., None]
    image += rng.normal(0, 1.2, shape)[..., None]
    return {"image": levels(image, 5), "boxes": boxes, "polygons": None}


# ---------------------------------------------------------------- membranes, transmission EM

MEMBRANES = ["mitochondria", "myelin sheath", "golgi apparatus", "rough endoplasmic reticulum", "nuclear envelope"]


class Section:
    """Darkness of a thin section, from 0 (resin) to 1 (osmium)."""

    def __init__(self, rng, shape):
        self.rng, self.shape = rng, shape
        self.y, self.x = grid(shape)
        self.dark = 0.24 + 0.035 * cloud(rng, shape, 7)
        self.dark += 0.10 * np.clip(noise(rng, shape, 0.8) - 1.2, 0, 2)  # ribosomes
        self.wx, self.wy = (3.0 * noise(rng, shape, 12) for _ in range(2))

    def over(self, mask, value):
        self.dark = self.dark * (1 - mask) + mask * value

    def line(self, distance, width=0.9, level=0.62):
        self.dark = np.maximum(self.dark, level * np.exp(-((distance / width) ** 2)))

    def vesicle(self, x, y, r):
        blob = Blob(self.rng, x, y, r, None, None, 0.05)
        found = blob.mask(self.shape)
        if found:
            at, mask, d = found
            self.dark[at] = self.dark[at] * (1 - mask) + mask * 0.2
            self.dark[at] = np.maximum(self.dark[at], 0.5 * np.exp(-((d / 0.9) ** 2)))

    def mitochondrion(self, x, y, a, b, angle=None):
        rng = self.rng
        blob = Blob(rng, x, y, a, b, angle, 0.05)
        d = blob.distance(self.y, self.x)
        u, v = blob.local(self.y + 0.5 * self.wy, self.x + 0.5 * self.wx)
        self.over(edge(d), rng.uniform(0.36, 0.46) + 0.03 * noise(rng, self.shape, 1.5))
        pitch = rng.uniform(3.6, 5.0)
        phase = u / pitch
        column = np.floor(phase)
        reach = b * (0.35 + 0.55 * np.abs(np.sin(column * 12.9 + x)))  # each crista comes from one side
        side = np.where(np.sin(column * 7.7 + y) > 0, 1, -1)
        inside = edge(d + 2.2, 0.5) * edge(b - reach - (v * side) - 0.55 * b, 1.0)
        crista = np.exp(-(((phase - column - 0.5) * pitch / 0.85) ** 2)) * inside
        self.dark = np.maximum(self.dark, 0.66 * crista)
        self.line(d, 0.8, 0.68)
        self.line(d + 2.2, 0.7, 0.6)


def membranes(rng, kind):
    shape = size(rng)
    h, w = shape
    s = Section(rng, shape)

    def clutter(n):
        for _ in range(n):
            s.vesicle(rng.uniform(0, w), rng.uniform(0, h), rng.uniform(2, 5))

    if kind == "mitochondria":
        clutter(int(rng.integers(2, 8)))
        for x, y in scatter(rng, shape, rng.uniform(48, 62), 0.85, 0):
            s.mitochondrion(x, y, rng.uniform(18, 29), rng.uniform(10, 15))
    elif kind == "myelin sheath":
        clutter(int(rng.integers(0, 5)))
        for x, y in scatter(rng, shape, rng.uniform(68, 95), 1, 10):
            outer = rng.uniform(26, 40)
            axon = Blob(rng, x, y, outer * rng.uniform(0.9, 1.15), outer * rng.uniform(0.75, 1), None, 0.05)
            d = axon.distance(s.y + 0.4 * s.wy, s.x + 0.4 * s.wx)
            thick = outer * rng.uniform(0.25, 0.45)
            s.over(edge(d), 0.2 + 0.03 * noise(rng, shape, 2))
            band = edge(d) * edge(-(d + thick))
            pitch = rng.uniform(2.6, 3.6)
            s.over(band, 0.5 + 0.22 * np.cos(2 * np.pi * d / pitch) + 0.04 * noise(rng, shape, 3))
            for _ in range(int(rng.integers(4, 14))):
                q, t = (outer - thick) * np.sqrt(rng.uniform(0, 0.5)), rng.uniform(0, 6.3)
                s.vesicle(x + q * np.cos(t), y + q * np.sin(t), rng.uniform(1, 1.5))
            if rng.random() < 0.4 and outer - thick > 20:
                s.mitochondrion(x + rng.normal(0, 3), y + rng.normal(0, 3), 9, 6)
    elif kind == "golgi apparatus":
        clutter(int(rng.integers(4, 9)))
        stacks = [(w / 2 + rng.normal(0, 9), h / 2 + rng.normal(0, 9))]
        if rng.random() < 0.5:
            t, q = rng.uniform(0, 6.3), rng.uniform(52, 66)
            stacks.append((stacks[0][0] + q * np.cos(t), stacks[0][1] + q * np.sin(t)))
        for x, y in stacks:
            angle, bend = rng.uniform(0, 6.3), rng.uniform(0.004, 0.016)
            c, q = np.cos(angle), np.sin(angle)
            px, py = s.x - x + 0.5 * s.wx, s.y - y + 0.5 * s.wy
            u, v = c * px + q * py, -q * px + c * py
            v = v - bend * u * u
            count, pitch = int(rng.integers(4, 8)), rng.uniform(4.6, 6.2)
            for i in range(count):
                long = rng.uniform(16, 30)
                centre = v - (i - (count - 1) / 2) * pitch
                width = rng.uniform(0.7, 1.3) + 1.6 * np.clip(np.abs(u - rng.normal(0, 3)) / long - 0.7, 0, 0.4) / 0.4
                end = edge(np.abs(u) - long, 0.8)
                s.over(end * edge(np.abs(centre) - width), 0.24)
                s.dark = np.maximum(s.dark, 0.68 * end * np.exp(-(((np.abs(centre) - width - 0.6) / 0.75) ** 2)))
            for _ in range(int(rng.integers(8, 20))):
                side = rng.choice([-1, 1])
                uu, vv = rng.uniform(-34, 34), side * (count * pitch / 2 + rng.uniform(2, 10))
                vv += bend * uu * uu
                s.vesicle(x + c * uu - q * vv, y + q * uu + c * vv, rng.uniform(1.8, 3.6))
    elif kind == "rough endoplasmic reticulum":
        if rng.random() < 0.5:
            s.mitochondrion(rng.uniform(0, w), rng.uniform(0, h), rng.uniform(14, 22), rng.uniform(9, 12))
        angle = rng.uniform(0, np.pi)
        pitch = rng.uniform(8.5, 13)
        v = -np.sin(angle) * s.x + np.cos(angle) * s.y + 2.2 * noise(rng, shape, 17) + 0.4 * s.wx
        u = np.cos(angle) * s.x + np.sin(angle) * s.y
        phase = v / pitch
        row = np.floor(phase)
        off = np.abs(phase - row - 0.5) * pitch
        broken = np.sin(u / 17 + row * 9.1) + np.sin(u / 29 + row * 3.7)
        here = edge((-1.1 - broken) * 4) * edge(-(noise(rng, shape, 24) + 1.1) * 3, 1)
        width = rng.uniform(1.1, 1.9)
        s.over(here * edge(off - width), 0.17)
        s.dark = np.maximum(s.dark, 0.55 * here * np.exp(-(((off - width - 0.5) / 0.75) ** 2)))
        dots = np.clip(noise(rng, shape, 0.75) - 0.4, 0, 1.6) * np.exp(-(((off - width - 2.1) / 1.0) ** 2)) * here
        s.dark = np.maximum(s.dark, 0.2 + 0.4 * dots)
    else:
        t = rng.uniform(0, 6.3)
        r = rng.uniform(90, 190)
        depth = rng.uniform(-0.12, 0.12) * min(shape)
        nx, ny = np.cos(t), np.sin(t)
        d = np.hypot(s.x + 0.6 * s.wx - (w / 2 - (r - depth) * nx), s.y + 0.6 * s.wy - (h / 2 - (r - depth) * ny)) - r
        if rng.random() < 0.6:
            s.mitochondrion(w / 2 + 40 * nx, h / 2 + 40 * ny, rng.uniform(13, 20), rng.uniform(8, 11))
        clutter(int(rng.integers(2, 7)))
        chromatin = np.clip(cloud(rng, shape, 6) * 0.5 + 0.9 * np.exp(-((d + 6) / 7.0) ** 2), 0, 1)
        s.over(edge(d, 0.8), 0.28 + 0.24 * chromatin + 0.04 * noise(rng, shape, 1.2))
        along = np.arctan2(s.y - (h / 2 - (r - depth) * ny), s.x - (w / 2 - (r - depth) * nx)) * r
        pore = np.exp(-(((np.mod(along + rng.uniform(0, 20), rng.uniform(24, 36)) - 12) / 2.6) ** 4))
        gap = rng.uniform(2.2, 3.4)
        s.over(edge(np.abs(d - gap) - gap + 0.6) * (1 - pore), 0.17)
        for at, level in ((0, 0.62), (2 * gap, 0.58)):
            s.dark = np.maximum(s.dark, level * (1 - pore) * np.exp(-(((d - at) / 0.9) ** 2)))
        s.over(pore * edge(np.abs(d - gap) - gap), 0.38)

    dark = gaussian_filter(s.dark, rng.uniform(0.55, 1.0))
    contrast, base = rng.uniform(190, 290), rng.uniform(215, 245)
    image = (base - contrast * dark) * shading(rng, shape, 0.08)
    image += gaussian_filter(rng.standard_normal(shape), 0.6) * rng.uniform(5, 16)
    return {"image": levels(image, 4), "boxes": None, "polygons": None}


KINDS = {"nuclei": (nuclei, NUCLEI), "tissue": (tissue, TISSUE), "blood": (blood, BLOOD), "membranes": (membranes, MEMBRANES)}
