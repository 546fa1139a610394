"""Writes letters.json: responses of one token with log-probabilities, and SciPy's results for them.

Pooled probabilities: scipy.special.softmax over the letters of scipy.special.logsumexp over the tokens of each letter. Brier's score and the
calibration error (15 bins of equal width, as in Guo et al. 2017) are NumPy's for the probability of the generated letter.
Run: python3 make_letters.py > letters.json
"""
import json

import numpy as np
from scipy.special import logsumexp, softmax

rng = np.random.default_rng(5)
FORMS = ["{}", " {}", "({}", "{})", "**{}", "{}.", " {}:", "▁{}", "Ġ{}"]
OTHERS = ["The", " the", "a", "Answer", "I", "An", "AB", "1a", "-A"]

questions = []
for _ in range(60):
    options = int(rng.integers(2, 7))
    letters = "ABCDEFGH"[:options]
    names = [form.format(letter) for letter in letters for form in FORMS] + OTHERS + ["H"]
    tokens = [str(name) for name in rng.choice(names, 10, replace=False)]
    generated = str(rng.choice([form.format(letter) for letter in letters for form in FORMS[:3]]))
    tokens = [generated] + [token for token in tokens if token != generated]
    logprobs = [float(x) for x in np.float32(np.log(rng.dirichlet(np.full(len(tokens) + 1, 0.6)))[:-1].clip(-9999))]
    pools = [[lp for token, lp in zip(tokens, logprobs) if token in [form.format(letter) for form in FORMS]] for letter in letters]
    present = [i for i, pool in enumerate(pools) if pool]
    logs = np.array([logsumexp(pools[i]) for i in present])
    p = np.zeros(options)
    p[present] = softmax(logs)
    chosen = next(i for i, letter in enumerate(letters) if letter in generated)
    questions.append({
        "options": options, "answer": int(rng.integers(0, options)), "text": generated.replace("▁", " ").replace("Ġ", " "),
        "tokens": tokens, "logprobs": logprobs, "chosen": chosen, "probabilities": p.tolist(), "share": float(np.exp(logs).sum()),
    })

top = np.array([q["probabilities"][q["chosen"]] for q in questions])
hit = np.array([float(q["chosen"] == q["answer"]) for q in questions])
ids = np.searchsorted(np.linspace(0, 1, 16)[1:-1], top)
print(json.dumps({
    "questions": questions,
    "brier": float(np.mean([sum((p - (i == q["answer"])) ** 2 for i, p in enumerate(q["probabilities"])) for q in questions])),
    "brierTopLabel": float(np.mean((top - hit) ** 2)),
    "ece": float(sum((ids == i).sum() * abs(hit[ids == i].mean() - top[ids == i].mean()) for i in np.unique(ids)) / len(top)),
    "share": float(np.mean([q["share"] for q in questions])),
}, ensure_ascii=False))
