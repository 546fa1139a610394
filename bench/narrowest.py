"""How narrow can a valid interval be? Prints the rows of bench/results.md; needs NumPy and SciPy.

Each of n images has one question, so the images are independent, and the interval may know that. A linear program chooses
for every sample which values its interval holds, such that every true value is held with the wanted probability. It minimizes
the largest ratio, over the cells of `bench coverage`, of the mean width to that of the interval with the true variance. So no
interval has a smaller one. One that must also learn the correlation within images can only be wider.
"""
import numpy as np
from scipy import optimize, sparse, stats

Z = stats.norm.ppf(0.975)


def narrowest(samples, values, weights, truths, cells, coverage):
    """samples: the statistic of each; truths: (index of the value, probabilities of the samples); cells: (variance, probabilities)."""
    count, rows, columns, entries, bounds = len(samples) * len(values), [], [], [], []
    bottom, top = values[0], values[-1]
    for value, chances in truths:
        held = np.flatnonzero(chances > 1e-10)
        rows += [len(bounds)] * len(held)
        columns += list(held * len(values) + value)
        entries += list(-chances[held])
        bounds.append(-coverage)
    for variance, chances in cells:
        half = Z * np.sqrt(variance)
        known = (chances * ((samples + half).clip(bottom, top) - (samples - half).clip(bottom, top))).sum()
        for sample in np.flatnonzero(chances > 1e-8):
            rows += [len(bounds)] * len(values)
            columns += list(sample * len(values) + np.arange(len(values)))
            entries += list(chances[sample] * weights / known)
        rows.append(len(bounds))
        columns.append(count)
        entries.append(-1)
        bounds.append(0)
    matrix = sparse.csr_matrix((entries, (rows, columns)), shape=(len(bounds), count + 1))
    limits = [(0, 1)] * count + [(0, None)]
    return optimize.linprog(np.r_[np.zeros(count), 1], A_ub=matrix, b_ub=bounds, bounds=limits, method="highs").fun


def shares(n, coverage):
    right = np.arange(n + 1)
    values = (1 - np.cos(np.linspace(0, np.pi, 241))) / 2
    weights = np.gradient(values) / np.gradient(values).sum()
    truths = [(at, stats.binom.pmf(right, n, value)) for at, value in enumerate(values)]
    cells = [(p * (1 - p) / n, stats.binom.pmf(right, n, p)) for p in [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]]
    return narrowest(right / n, values, weights, truths, cells, coverage)


def differences(n, coverage):
    counts = np.array([(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)])
    values = np.linspace(-1, 1, 101)

    def chances(difference, discordant):
        a, b = max(0, (discordant + difference) / 2), max(0, (discordant - difference) / 2)
        return stats.multinomial.pmf(counts, n, [a, b, max(0, 1 - a - b)])

    mixes = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1]
    truths = [(at, chances(d, abs(d) + mix * (1 - abs(d)))) for at, d in enumerate(values) for mix in mixes]
    cells = [((s - (lead * s) ** 2) / n, chances(lead * s, s)) for s in [0.05, 0.2, 0.5, 0.8] for lead in [-1, -0.5, 0, 0.5, 1]]
    return narrowest((counts[:, 0] - counts[:, 1]) / n, values, np.full(101, 2 / 101), truths, cells, coverage)


for n in [5, 7, 10, 15, 25, 50, 100]:
    print(f"| shares | {n} | {shares(n, 0.92):.2f} | {shares(n, 0.95):.2f} |", flush=True)
for n in [5, 7, 10, 15]:
    print(f"| differences | {n} | {differences(n, 0.92):.2f} | {differences(n, 0.95):.2f} |", flush=True)
