"""Prints the reference values of the tests beside it. Written with Python 3.11, NumPy 1.24.2, SciPy 1.10.1, Pillow 9.4.0."""
import hashlib
import math

import numpy as np
from PIL import Image, ImageDraw
from scipy.optimize import linear_sum_assignment

from grit import grit


class Draws:
    """The old rand() of the C library; the tests draw the same numbers."""

    def __init__(self, seed):
        self.state = seed

    def next(self, below):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return (self.state >> 16) % below


print("// SHA-256 of SciPy's assignments of 2,000 matrices that are full of ties")
draws, lines = Draws(1), []
for _ in range(2000):
    rows, columns = 1 + draws.next(12), 1 + draws.next(12)
    cost = np.array([[draws.next(5) / 4 for _ in range(columns)] for _ in range(rows)])
    partner = dict(zip(*linear_sum_assignment(cost)))
    lines.append(",".join(str(partner.get(row, -1)) for row in range(rows)))
print(hashlib.sha256("\n".join(lines).encode()).hexdigest())

print("// least costs of dense matrices: rows, columns, cost")
for rows, columns in [(5, 5), (30, 17), (17, 30), (100, 100), (100, 80)]:
    draws = Draws(rows * 1000 + columns)
    cost = np.array([[draws.next(10000) / 10000 for _ in range(columns)] for _ in range(rows)])
    print(f"[InlineData({rows}, {columns}, {cost[linear_sum_assignment(cost)].sum():.6f})]")

print("// GRIT: predicted, true, size of the grid of the corners (some boxes are empty, some inverted), score")
for predicted, truth, grid in [(2, 2, 30), (6, 3, 20), (3, 6, 16), (5, 5, 4), (10, 12, 8), (40, 30, 12), (100, 100, 10), (86, 100, 1000)]:
    draws = Draws(predicted * 1000 + truth)
    boxes = []
    for _ in range(predicted + truth):
        x, y, width, height = (draws.next(grid) for _ in range(4))
        boxes.append([x, y, x + width - 1, y + height - 1])
    print(f"[InlineData({predicted}, {truth}, {grid}, {grit(boxes[:predicted], boxes[predicted:])!r})]")


def inside(points, width, height):
    """The even-odd rule at the centres of pixels, with one crossing per edge and pixel."""
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    mask = np.zeros((height, width), bool)
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        if y0 != y1:
            mask ^= ((y0 <= y) != (y1 <= y)) & (x0 + (y - y0) / (y1 - y0) * (x1 - x0) <= x)
    return mask


def pillow(points, width, height):
    image = Image.new("1", (width, height))
    ImageDraw.Draw(image).polygon([tuple(point) for point in points], fill=1, outline=1)
    return np.array(image)


shapes = {
    "triangle": [(3, 2), (60, 10), (20, 55)],
    "concave": [(5, 5), (50, 5), (50, 50), (35, 50), (35, 20), (20, 20), (20, 50), (5, 50)],
    "star": [(32 + 30 * math.sin(4 * math.pi * k / 5), 32 - 30 * math.cos(4 * math.pi * k / 5)) for k in range(5)],
    "round": [(32.3 + 25.7 * math.cos(2 * math.pi * k / 40), 30.9 + 20.1 * math.sin(2 * math.pi * k / 40)) for k in range(40)],
    "outside": [(-20, 30), (40, -15), (90, 40), (30, 80)],
}
print("// masks of 64 x 64 pixels: shape, pixels; shared with and in the boxes (8, 8, 40, 33) and (30.5, 20.25, 61.75, 70)")
print("// Pillow's pixels, and in how many it differs: it draws the outline too")
for name, points in shapes.items():
    points = [(float(np.float32(x)), float(np.float32(y))) for x, y in points]
    mask = inside(points, 64, 64)
    boxes = inside([(8, 8), (40, 8), (40, 33), (8, 33)], 64, 64) | inside([(30.5, 20.25), (61.75, 20.25), (61.75, 70), (30.5, 70)], 64, 64)
    drawn = pillow(points, 64, 64)
    print(f'[InlineData("{name}", {mask.sum()}, {(mask & boxes).sum()}, {boxes.sum()}, {drawn.sum()}, {(drawn ^ mask).sum()})]')


def smart_resize(height, width, factor=28, low=4 * 28 * 28, high=16384 * 28 * 28):
    h, w = max(factor, round(height / factor) * factor), max(factor, round(width / factor) * factor)
    if h * w > high:
        beta = math.sqrt(height * width / high)
        h, w = math.floor(height / beta / factor) * factor, math.floor(width / beta / factor) * factor
    elif h * w < low:
        beta = math.sqrt(low / (height * width))
        h, w = math.ceil(height * beta / factor) * factor, math.ceil(width * beta / factor) * factor
    return w, h


print("// Qwen's resize: width, height, width and height that it sees")
for size in [(224, 224), (360, 363), (1380, 245), (70, 98), (42, 14), (20, 20), (2050, 1536), (6000, 4000), (3000, 9000)]:
    print(f"[InlineData({size[0]}, {size[1]}, {', '.join(map(str, smart_resize(size[1], size[0])))})]")
