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
    """Computed with whole numbers, so that only the result is rounded."""
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
for n, p in [(20, 0.1), (100, 0.0), (60, 0.05)]:  # beyond the share of discordant pairs, all pairs have one direction
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

print("// Student's t, normal, beta: DistributionTests.cs")
for t, freedom in [(2.0, 3), (0.1, 1), (1.5, 4.7), (8.6, 4), (2.2, 1000), (40, 12), (12, 9000.5)]:
    print(f"[InlineData({t}, {freedom}, {2 * stats.t.sf(t, freedom)!r})]")
for confidence, freedom in [(0.95, 1), (0.95, 3.3), (0.9, 4), (0.95, 29), (0.95, 16000), (0.9, 250.5)]:
    print(f"[InlineData({confidence}, {freedom}, {stats.t.ppf((1 + confidence) / 2, freedom)!r})]")
for z in [0, 0.01, 0.5, 1, 1.96, 2.999, 3.0, 5, 10, 30]:
    print(f"[InlineData({z}, {2 * stats.norm.sf(z)!r})]")
for confidence in [0.5, 0.9, 0.95, 0.99]:
    print(f"[InlineData({confidence}, {stats.norm.ppf((1 + confidence) / 2)!r})]")
for x, a, b in [(0.3, 2, 5), (0.99, 50, 0.5), (0.001, 0.5, 8000), (0.45, 300, 350.5), (1e-8, 1.2, 3)]:
    print(f"[InlineData({x}, {a}, {b}, {stats.beta.cdf(x, a, b)!r})]")
for probability, a, b in [(0.025, 1, 5), (0.975, 3.4, 22.1), (0.025, 0.2, 9), (0.95, 0.5, 4000), (1e-9, 5, 5)]:
    print(f"[InlineData({probability}, {a}, {b}, {stats.beta.ppf(probability, a, b)!r})]")


# A second implementation of the intervals of docs/scoring.md, for ClusteredIntervalTests.cs and GradedScoreTests.cs. A type is (sum, questions, images).
def measures(types, squares, graded, largest):
    s, m, n = (np.array(column, float) for column in zip(*types))
    questions = (m * n).sum()
    mean = (s * n).sum() / questions
    variance = squares / questions - mean**2
    d = s - m * mean
    effect = 1 if (m == 1).all() and not graded else max(1, (n * d**2 / (1 - m / questions)).sum() / (questions * variance))
    effective = questions**2 / (n * m**2).sum()
    freedom = max(1, min(effective, min(3, 3.7 * effective / n.sum()) * (n * d**2).sum() ** 2 / (n * d**4).sum()) - 1)
    bound = (n * m**2).sum() / questions * (max(1, largest(mean) / variance) if graded else 1)
    return questions, mean, variance, effect, bound, freedom


def widening(confidence, freedom, bound, effect):
    return max(1, min(stats.t.ppf((1 + confidence) / 2, freedom) / stats.norm.ppf((1 + confidence) / 2), np.sqrt(bound / effect)))


def share(types, confidence=0.95, squares=None, graded=False):
    squares = sum(s * n for s, m, n in types) if squares is None else squares
    questions, p, variance, effect, bound, freedom = measures(types, squares, graded, lambda mean: mean * (1 - mean))
    n = p * (1 - p) * questions / (variance * effect * widening(confidence, freedom, bound, effect) ** 2)
    return tuple(stats.beta.ppf([(1 - confidence) / 2, (1 + confidence) / 2], p * n + 0.5, (1 - p) * n + 0.5))


def difference(types, discordant, confidence=0.95, squares=None, graded=False):
    squares = discordant if squares is None else squares
    questions, mean, variance, effect, bound, freedom = measures(types, squares, graded, lambda mean: np.inf)
    n = questions / effect
    centre = n * mean / (n + 3)
    error = np.sqrt(((n * squares / questions + 3 * squares / discordant) / (n + 3) - centre**2) / (n + 3))
    distance = abs(centre) / error
    half = error * stats.norm.ppf((1 + confidence) / 2) * widening(confidence, freedom, bound, effect)
    return centre - half, centre + half, min(2 * stats.t.sf(distance, freedom), 2 * stats.norm.sf(distance / np.sqrt(max(1, bound / effect))))


print("// our intervals: ClusteredIntervalTests.cs, GradedScoreTests.cs")
tables["together"] = [(0, 3, 4), (3, 3, 3), (1, 2, 2), (6, 6, 2), (1, 6, 1)]
for name in ["accuracy", "skewed", "together"]:
    print(name, share(tables[name]), share(tables[name], 0.9))
images = [[0.9], [0.25, 0.75], [0.0], [1.0], [0.4, 0.1], [0.55], [0.62], [0.31, 0.99], [0.07], [0.8]]
print("graded", share([(sum(image), len(image), 1) for image in images], squares=sum(c * c for image in images for c in image), graded=True))
print("difference", difference(tables["difference"], 800), difference(tables["difference"], 800, 0.9))
print("single", difference([(1, 1, 12), (-1, 1, 3), (0, 1, 85)], 15))
print("few", difference([(2, 3, 3), (-1, 3, 1), (0, 2, 2), (1, 1, 1)], 9))
