"""Prints the reference values of StatisticsReference.cs; needs NumPy and SciPy (written with 1.24 and 1.10)."""
from fractions import Fraction

import numpy as np
from scipy import optimize, stats


def spread(values):
    return f"{np.mean(values):.7f}, {np.std(values, ddof=1):.7f}"


print("// authors' half-width: n, correct, mean of 20 runs, deviation of a run")
for n, correct in [(100, 62), (134, 33), (1000, 250), (1000, 990), (16130, 5589)]:
    x = np.r_[np.ones(correct), np.zeros(n - correct)]
    widths = []
    for seed in range(20):
        result = stats.bootstrap((x,), np.mean, confidence_level=0.95, vectorized=True, batch=100, method="basic", random_state=seed)
        widths.append(abs(result.confidence_interval.high - x.mean()))
    print(f"[InlineData({n}, {correct}, {spread(widths)})]")

print("// clustered: image by image draws, basic interval; low mean, low deviation, high mean, high deviation")
tables = {
    "accuracy": [(0, 5, 40), (1, 5, 90), (2, 5, 160), (3, 5, 120), (4, 5, 60), (5, 5, 20), (1, 4, 25), (3, 4, 12), (2, 3, 3), (0, 1, 2)],
    "difference": [(-3, 5, 4), (-2, 5, 20), (-1, 5, 70), (0, 5, 180), (1, 5, 110), (2, 5, 40), (3, 5, 9), (1, 4, 11), (-1, 4, 6), (0, 4, 30), (4, 5, 1)],
    "few": [(1, 1, 3), (0, 1, 2)],
    "skewed": [(1, 6, 1), (6, 6, 30), (2, 2, 8), (0, 1, 4)],
}
for name, table in tables.items():
    sums = np.repeat([s for s, q, n in table], [n for s, q, n in table])
    questions = np.repeat([q for s, q, n in table], [n for s, q, n in table])
    theta = sums.sum() / questions.sum()
    lows, highs = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        index = rng.integers(0, len(sums), (9999, len(sums)))
        resampled = sums[index].sum(1) / questions[index].sum(1)
        lows.append(2 * theta - np.percentile(resampled, 97.5))
        highs.append(2 * theta - np.percentile(resampled, 2.5))
    print(f"{name}: {spread(lows)}, {spread(highs)}")



def exact_mcnemar(a, b):
    """In whole numbers: no rounding but the last."""
    n, term, tail = a + b, 1, 0
    for i in range(min(a, b) + 1):
        tail += term
        term = term * (n - i) // (i + 1)
    return float(min(Fraction(1), Fraction(2 * tail, 2**n)))


print("// McNemar: onlyA, onlyB, p; checked against scipy.stats.binomtest")
for a, b in [(0, 0), (1, 0), (0, 5), (3, 3), (4, 9), (10, 25), (100, 140), (0, 60), (500, 600), (12000, 12400), (20000, 20900), (40000, 43000), (47923, 47923), (47000, 48846), (0, 1000), (10000, 12000)]:
    p = exact_mcnemar(a, b)
    assert not a + b or np.isclose(p, stats.binomtest(a, a + b, 0.5).pvalue, rtol=1e-8)
    print(f"[InlineData({a}, {b}, {p!r})]")

print("// detectable effect: statsmodels.stats.power.normal_sample_size_one_tail, solved for the difference; pairs, discordant, effect")


def sample_size(diff, power, alpha, std_null, std_alternative):
    return ((stats.norm.isf(alpha) * std_null + stats.norm.ppf(power) * std_alternative) / diff) ** 2


for n, p in [(100, 0.3), (500, 0.2), (1000, 0.05), (80000, 0.25), (95846, 0.4), (50, 0.9)]:
    effect = optimize.brentq(lambda d: sample_size(d, 0.8, 0.025, p**0.5, (p - d * d) ** 0.5) - n, 1e-9, p**0.5 * (1 - 1e-12), xtol=1e-15)
    print(f"[InlineData({n}, {p}, {effect!r})]")
for n, p in [(20, 0.1), (100, 0.0), (60, 0.05)]:  # beyond the share of discordant pairs they all fall to one side
    effect = optimize.brentq(lambda d: sample_size(d, 0.8, 0.025, d**0.5, (d - d * d) ** 0.5) - n, 1e-9, 1, xtol=1e-15)
    print(f"[InlineData({n}, {p}, {effect!r})]")

print("// design effect of the table 'difference' with as few discordant questions as its differences allow")
sums = np.repeat([s for s, q, n in tables["difference"]], [n for s, q, n in tables["difference"]])
questions = np.repeat([q for s, q, n in tables["difference"]], [n for s, q, n in tables["difference"]])
theta, discordant = sums.sum() / questions.sum(), np.abs(sums).sum() / questions.sum()
print(repr(np.mean((sums - theta * questions) ** 2) * len(sums) / questions.sum() / (discordant - theta**2)))

print("// statsmodels.stats.weightstats.ttost_paired of right A less right B: n, onlyA, onlyB, margin, p")
for n, a, b, margin in [(1000, 20, 20, 0.02), (1000, 20, 20, 0.005), (2000, 110, 100, 0.02), (2000, 160, 100, 0.02), (500, 40, 38, 0.02), (5000, 900, 870, 0.03), (5000, 700, 640, 0.05)]:
    d = np.r_[np.ones(a), -np.ones(b), np.zeros(n - a - b)]
    above, below = stats.ttest_1samp(d, -margin, alternative="greater").pvalue, stats.ttest_1samp(d, margin, alternative="less").pvalue
    print(f"[InlineData({n}, {a}, {b}, {margin}, {max(above, below):.6g})]")
