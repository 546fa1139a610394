"""The authors' localisation score (Ale9806/eVLLM, eval_detection), for the scripts that write reference values."""
import numpy as np
from scipy.optimize import linear_sum_assignment


def iou(a, b):
    """compute_iou, compute_area."""

    def area(x1, y1, x2, y2):
        return 0.0 if x2 <= x1 or y2 <= y1 else (x2 - x1) * (y2 - y1)

    shared = area(max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return shared / (area(*a) + area(*b) - shared + 1e-6)


def grit(predicted, truth):
    """grit_localization_metric."""
    if not predicted or not truth:
        return float(not predicted and not truth)
    ious = np.array([[iou(a, b) for b in truth] for a in predicted])
    rows, columns = linear_sum_assignment(1 - ious)
    kept = [ious[i, j] for i, j in zip(rows, columns) if ious[i, j] > 0]
    return sum(kept) / (len(predicted) + len(truth) - len(kept))
