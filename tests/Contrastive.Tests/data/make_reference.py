"""Writes clip/reference-values.json: the reference values of the model of make_model.py, by the code of samples/export.

Run it in this folder after make_model.py, whose files it writes again. The pictures are made by the rule of reference.json.
"""
import os, shutil, sys, tempfile

sys.path.insert(0, "../../../samples/export")
import contrastive_export
from make_model import F, golden, pixels, text, torch, vision, LENGTH

ids = {g["text"]: g["ids"] for g in golden if 4 < len(g["ids"]) <= LENGTH}
contrastive_export.TEXTS = list(ids)[:4]


def preprocess(image):
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name)
        return pixels(file.name)[None]


def tokenize(caption):
    row = torch.tensor([ids[caption]])
    return ids[caption], (row, torch.ones_like(row))


with tempfile.TemporaryDirectory() as folder:
    contrastive_export.export(folder, vision, text, preprocess, tokenize, "the tiny CLIP of make_model.py", "make_reference.py", logit_scale=14.2849)
    shutil.copy(os.path.join(folder, "reference.json"), "clip/reference-values.json")
