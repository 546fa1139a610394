"""Accuracy of a model on the dataset by the benchmark's rules for contrastive models."""

import json

import numpy as np
import torch
from PIL import Image
from scipy.stats import beta

import clip
import text


def options_of(row, key):
    """The texts to score for a question; the subdomain has no captions: question and option in one."""
    asked = row["questions"][key]
    if asked is None:
        return None
    if key == "subdomain":
        return [asked["question"] + " " + o for o in asked["options"]]
    return row["captions"][f"{key}_1"]["options"]


def answers(model, rows, folder):
    """One record per question: the row, its key, the cosine of each option, the prediction, the answer."""
    with torch.no_grad():
        pixels = np.stack([clip.preprocess(Image.open(folder / r["image"]["path"])) for r in rows])
        images = model.image_embeds(pixels)
        found = []
        for i, row in enumerate(rows):
            for key in (*text.COARSE, "classification"):
                options = options_of(row, key)
                if options is not None:
                    scores = (model.text_embeds(options) @ images[i]).tolist()
                    found.append({"row": i, "dataset": row["dataset"], "key": key, "scores": [round(s, 6) for s in scores],
                                  "predicted": int(np.argmax(scores)), "answer": row["questions"][key]["answer_idx"]})
    return found


def interval(hits, n):
    """Clopper-Pearson, 95%."""
    low = beta.ppf(0.025, hits, n - hits + 1) if hits else 0.0
    high = beta.ppf(0.975, hits + 1, n - hits) if hits < n else 1.0
    return low, high


def table(results):
    """Markdown: per slice the floor and each model's accuracy. `results`: {model: answers}."""
    first = next(iter(results.values()))
    names = sorted({a["dataset"] for a in first})

    def pick(found, fine, name, key):
        return [a for a in found if (a["key"] == "classification") == fine and name in (None, a["dataset"]) and key in (None, a["key"])]

    lines = ["| slice | questions | random | " + " | ".join(results) + " |", "|---|---|---|" + "---|" * len(results)]
    slices = [(f, n, None) for f in (False, True) for n in (None, *names)] + [(False, None, k) for k in text.COARSE]
    for fine, name, key in slices:
        chosen = pick(first, fine, name, key)
        floor = np.mean([1 / len(a["scores"]) for a in chosen])
        cells = []
        for found in results.values():
            hits = [a["predicted"] == a["answer"] for a in pick(found, fine, name, key)]
            low, high = interval(sum(hits), len(hits))
            cells.append(f"{100 * np.mean(hits):.1f} [{100 * low:.1f}, {100 * high:.1f}]")
        label = ("fine" if fine else "coarse") + (f", {name}" if name else "") + (f", {key}" if key else "")
        lines.append(f"| {label} | {len(chosen)} | {100 * floor:.1f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_reference(path, results, per_shard):
    with open(path, "w") as out:
        for model, found in results.items():
            for a in found:
                key = a["key"] if a["key"] == "subdomain" else a["key"] + "_1"
                out.write(json.dumps({"model": model, "shard": a["row"] // per_shard, "row": a["row"] % per_shard, "dataset": a["dataset"],
                                      "key": key, "scores": a["scores"], "predicted": a["predicted"], "answer": a["answer"]}) + "\n")
