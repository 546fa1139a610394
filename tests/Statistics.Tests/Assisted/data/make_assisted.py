"""Writes assisted.json: a population with a sample, and NumPy's results for the assisted mean.

An implementation of its own of src/Shared/Statistics/Assisted: within-cell ridge regression (ridge 2, cells drawn to the mean by 5 questions),
cross-fitting over five parts of the images, and the power-tuned difference estimator of PPI++ (Angelopoulos, Duchi and Zrnic 2023) with
image-clustered variances (HC2).
Run: python3 make_assisted.py > assisted.json
"""
import json

import numpy as np

RIDGE, CELL, PARTS = 2.0, 5.0, 5
rng = np.random.default_rng(25)


def part_of(image):
    return ((image * 2654435761) % 2**32 >> 16) % PARTS


def draw(images):
    image, cell, y, x = [], [], [], []
    for i in range(images):
        c = int(rng.integers(0, 4))
        ease = rng.normal(0.8 * c - 1, 1)
        for _ in range(int(rng.integers(1, 4))):
            right = rng.random() < 1 / (1 + np.exp(-ease))
            helper = right if rng.random() < 0.6 else rng.random() < 0.5
            image.append(i)
            cell.append(c)
            y.append(float(right))
            x.append([float(helper), 1 / (1 + np.exp(-(ease + rng.normal()))), float(rng.random() < 0.5)])
    x = np.array(x)
    x[rng.random(len(y)) < 0.05, 0] = np.nan
    return np.array(image), np.array(cell), np.array(y), x


def centred(cell, x):
    out = np.zeros_like(x)
    for c in np.unique(cell):
        out[cell == c] = x[cell == c] - np.nanmean(x[cell == c], axis=0)
    return np.nan_to_num(out)


def fit(cell, z, y, cells):
    zd, yd = z.copy(), y.copy()
    for c in np.unique(cell):
        zd[cell == c] -= z[cell == c].mean(axis=0)
        yd[cell == c] -= y[cell == c].mean()
    beta = np.linalg.solve(zd.T @ zd + RIDGE * np.eye(z.shape[1]), zd.T @ yd)
    left = y - z @ beta
    means = np.array([(left[cell == c].sum() + CELL * left.mean()) / ((cell == c).sum() + CELL) for c in range(cells)])
    return means, beta


def estimate(image, cell, y, z, sampled, included):
    """The assisted mean over the included questions."""
    predicted = np.full(len(y), np.nan)
    population = 0.0
    parts = np.array([part_of(int(i)) for i in image])
    seen = sampled & included
    for part in range(PARTS):
        training = seen & (parts != part)
        means, beta = fit(cell[training], z[training], y[training], 4)
        here = seen & (parts == part)
        predicted[here] = means[cell[here]] + z[here] @ beta
        population += (means[cell] + z @ beta)[included].mean() / PARTS
    n = seen.sum()
    plain, mean = y[seen].mean(), predicted[seen].mean()
    a = np.array([(y[seen & (image == i)] - plain).sum() for i in np.unique(image[seen])])
    b = np.array([(predicted[seen & (image == i)] - mean).sum() for i in np.unique(image[seen])])
    w = np.array([1 / (1 - (image[seen] == i).sum() / n) for i in np.unique(image[seen])])
    lam = float(np.clip((w * a * b).sum() / (w * b * b).sum(), 0, 1))
    ratio = float((w * (a - lam * b) ** 2).sum() / (w * a * a).sum() * (len(a) - 1) / (len(a) - 2))
    return {
        "plain": float(plain), "estimate": float(plain + lam * (population - mean)), "lambda": lam, "varianceRatio": ratio,
        "sampled": float(n / included.sum()), "truth": float(y[included].mean()),
    }


image, cell, y, x = draw(420)
z = centred(cell, x)
sampled = np.isin(image, rng.choice(420, 150, replace=False))
# A part that divides every cell by what the second feature says.
part = np.nan_to_num(x[:, 1]) > 0.4
print(json.dumps({
    "images": image.tolist(), "cells": cell.tolist(), "values": [float(v) if s else None for v, s in zip(y, sampled)],
    "features": [[None if np.isnan(v) else float(v) for v in column] for column in x.T],
    **estimate(image, cell, y, z, sampled, np.ones(len(y), bool)),
    "part": {"questions": np.flatnonzero(part).tolist(), **estimate(image, cell, y, z, sampled, part)},
}))
