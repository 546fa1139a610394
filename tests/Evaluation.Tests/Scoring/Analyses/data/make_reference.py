"""Writes calibration.json: similarities of 80 questions and NumPy's results for them.

The formulas are those of scikit-learn 1.5: calibration_curve (strategy "uniform": searchsorted over the inner edges of
linspace(0, 1, bins + 1)) and brier_score_loss (mean of (p - y)^2), and of Guo et al. (2017) for the calibration error.
Run: python3 make_reference.py > calibration.json
"""
import json

import numpy as np

SCALE = np.exp(2.705003)
rng = np.random.default_rng(11)


def softmax(scores):
    z = SCALE * scores.astype(np.float64)
    e = np.exp(z - z.max())
    return e / e.sum()


def curve(y, p, bins):
    edges = np.linspace(0.0, 1.0, bins + 1)
    return groups(y, p, np.searchsorted(edges[1:-1], p))


def equal_mass(y, p, bins):
    s = np.sort(p)
    edges = np.unique([s[max(0, -(-len(s) * m // bins) - 1)] for m in range(1, bins + 1)])
    return groups(y, p, np.searchsorted(edges, p))


def groups(y, p, ids):
    return [[int((ids == i).sum()), float(p[ids == i].mean()), float(y[ids == i].mean())] for i in np.unique(ids)]


def ece(bins):
    n = sum(b[0] for b in bins)
    return float(sum(b[0] * abs(b[1] - b[2]) for b in bins) / n)


questions = []
for _ in range(80):
    k = int(rng.integers(2, 7))
    answer = int(rng.integers(0, k))
    scores = rng.normal(0.2, 0.09, k)
    scores[answer] += 0.05
    questions.append({"answer": answer, "scores": [float(x) for x in scores.astype(np.float32)]})

probs = [softmax(np.array(q["scores"], dtype=np.float32)) for q in questions]
gold = np.array([p[q["answer"]] for p, q in zip(probs, questions)])
top = np.array([p.max() for p in probs])
hit = np.array([float(p.argmax() == q["answer"]) for p, q in zip(probs, questions)])
brier = np.mean([np.sum((p - np.eye(len(p))[q["answer"]]) ** 2) for p, q in zip(probs, questions)])

print(json.dumps({
    "logitScale": float(SCALE),
    "questions": questions,
    "accuracy": float(hit.mean()),
    "confidence": float(top.mean()),
    "brier": float(brier),
    "brierTopLabel": float(np.mean((top - hit) ** 2)),
    "brierAuthors": float(np.mean((gold - hit) ** 2)),
    "ece": ece(curve(hit, top, 15)),
    "eceEqualMass": ece(equal_mass(hit, top, 15)),
    "bins": curve(hit, top, 15),
    "equalMassBins": equal_mass(hit, top, 15),
    "authorsBins": curve(hit, gold, 100),
}, indent=1))
