"""Makes the quickstart sample: the dataset, the base model and the fine-tuned one. See ../README.md.

    python3 make.py                  everything
    python3 make.py --only dataset   without the models
"""

import argparse
import copy
import io
import json
import multiprocessing
import pathlib
import shutil
import subprocess
import tempfile
import uuid

import numpy as np
from PIL import Image

import draw
import text

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent
SEED = 2026
DATASET, BASE, TUNE = 0, 1, 2  # each has drawings of its own

IMAGES = {"blood": 8, "membranes": 10, "nuclei": 8, "tissue": 8}  # per class, in the dataset
BASE_IMAGES = {"blood": 70, "membranes": 60, "nuclei": 70, "tissue": 5}  # per class, what the base model learns from
TUNE_IMAGES = {"tissue": 140}
MERGES = 480
SHARDS = 2
BASE_STEPS, BASE_RATE = 1100, 2e-3
TUNE_STEPS, TUNE_RATE = 300, 1.5e-3


def drawing(stream, data, kind, index):
    """Drawing `index` of one class: its own generator, so that it never depends on the others."""
    name, classes = draw.KINDS[data["kind"]]
    rng = np.random.default_rng([SEED, stream, text.DATASETS.index(data), classes.index(kind), index])
    return rng, name(rng, kind)


# ---------------------------------------------------------------- the dataset


def png(image):
    out = io.BytesIO()
    Image.fromarray(image).save(out, "PNG", optimize=True)
    return out.getvalue()


def row(rng, data, kind, identity, drawn):
    captions, asked = text.questions(rng, data, kind)
    label, _ = data["classes"][kind]
    return {
        "image_id": identity, "image": {"bytes": f"{identity}.png", "path": f"{identity}.png"},
        "label": text.LABELS.index(label), "label_name": label, "dataset": data["dataset"], "domain": data["domain"],
        "institution": "MuBench", "license": "CC0-1.0", "microns_per_pixel": data["microns_per_pixel"],
        "modality": data["modality"], "ncbitaxon_id": "NCBITaxon_synthetic", "ncbitaxon_name": "synthetic", "pmid": None,
        "split": "test", "stain": data["stain"], "subdomain": data.get("subdomain_column", data["subdomain"]),
        "submodality": data["submodality"], "synthetic": True, "captions": captions, "questions": asked,
        "bbox": drawn["boxes"], "polygon": drawn["polygons"],
    }


def make_dataset(work):
    """Draws the images and asks the questions into `work`, then packs both."""
    work.mkdir(parents=True, exist_ok=True)
    rows = []
    for data in text.DATASETS:
        own = []
        for index in range(IMAGES[data["kind"]]):
            for kind in data["classes"]:
                rng, drawn = drawing(DATASET, data, kind, index)
                identity = str(uuid.UUID(bytes=rng.bytes(16), version=4))
                (work / f"{identity}.png").write_bytes(png(drawn["image"]))
                own.append((rng, row(rng, data, kind, identity, drawn), kind, drawn))
        if data["kind"] == "nuclei":  # ids are not unique in the release: two pictures come twice
            for rng, first, kind, drawn in (own[3], own[10]):
                own.append((rng, row(rng, data, kind, first["image_id"], drawn), kind, drawn))
        rows += [r for _, r, _, _ in own]
    (work / "rows.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    (work / "labels.json").write_text(json.dumps(text.LABELS))
    target = SAMPLE / "dataset"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    subprocess.run(["dotnet", "run", str(HERE / "pack.cs"), "--", str(work), str(target), str(SHARDS)], check=True)
    return rows


# ---------------------------------------------------------------- the models


def _pixels(job):
    import clip

    stream, at, kind, index = job
    _, drawn = drawing(stream, text.DATASETS[at], kind, index)
    return clip.preprocess(Image.open(io.BytesIO(png(drawn["image"]))))


def training_set(stream, counts, cache):
    jobs = [(stream, at, kind, i) for at, data in enumerate(text.DATASETS) for kind in data["classes"]
            for i in range(counts.get(data["kind"], 0))]
    facts = [text.truths(text.DATASETS[at], kind) for _, at, kind, _ in jobs]
    kept = cache and cache / f"drawings-{stream}-{len(jobs)}.npy"
    if kept and kept.exists():
        return np.load(kept), facts
    with multiprocessing.Pool() as pool:
        pixels = np.stack(pool.map(_pixels, jobs, chunksize=8))
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, pixels)
    return pixels, facts


def make_models(cache):
    import torch

    import bpe
    import clip

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    meaning = text.statements()
    model = clip.Clip(bpe.Tokenizer.train(sorted(meaning), MERGES), bpe.CONTEXT)

    pixels, facts = training_set(BASE, BASE_IMAGES, cache)
    stated = set().union(*facts)
    # Sentences that are true of none of the drawings: the base model meets "none of the above" and a quarter of the rest.
    never = sorted(t for t, pairs in meaning.items() if not pairs & stated and t != text.NONE)
    extra = never[::4] + [text.NONE]
    print(f"base: {len(pixels)} drawings, {sum(p.numel() for p in model.parameters())} parameters", flush=True)
    clip.train(model, pixels, facts, meaning, extra, steps=BASE_STEPS, rate=BASE_RATE, seed=SEED)
    base = copy.deepcopy(model)
    if cache:
        torch.save(base, cache / "clip-base.pt")

    pixels, facts = training_set(TUNE, TUNE_IMAGES, cache)
    print(f"fine-tuned: {len(pixels)} drawings", flush=True)
    # It keeps to sentences about such slides: those that are true of them, and the general ones that are not.
    own = set().union(*facts)
    extra = [t for t, pairs in meaning.items() if not pairs & own and all(key in text.COARSE for key, _ in pairs)]
    clip.train(model, pixels, facts, meaning, extra, steps=TUNE_STEPS, rate=TUNE_RATE, seed=SEED + 1)

    models = {"clip-base": base, "clip-he-tuned": model}
    for name, one in models.items():
        shutil.rmtree(SAMPLE / "models" / name, ignore_errors=True)
        clip.export(one, bpe.CONTEXT, SAMPLE / "models" / name)
    return models


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=pathlib.Path, help="keeps what is drawn and trained here")
    parser.add_argument("--only", choices=["dataset"])
    parser.add_argument("--reference", help="also writes every question's scores to this file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = (chosen.cache or pathlib.Path(scratch)) / "rows"
        rows = make_dataset(work)
        if chosen.only:
            return
        models = make_models(chosen.cache)

        import measure

        results = {name: measure.answers(model, rows, work) for name, model in models.items()}
        print(measure.table(results))
        if chosen.reference:
            measure.write_reference(chosen.reference, results, -(-len(rows) // SHARDS))


if __name__ == "__main__":
    main()
