"""Exports a contrastive model to ONNX, and writes the reference values that `mubench model check` compares with.

The exports of the families (export_transformers.py, export_open_clip.py, export_conch.py) use it. It needs torch, numpy and Pillow.
docs/contrastive.md explains the folder and the format of reference.json.
"""
import inspect
import json
import os

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

OPSET = 17
PICTURES = [(0, 320, 240), (1, 200, 333), (2, 97, 97)]
TEXTS = [
    "a photomicrograph of a cell.",
    "An H&E-stained section, 40x: lymphocytes (CD3+)",
    "β-tubulin in HeLa cells (naïve), 0.5 µm",
    "THE CAPTION IS LONGER THAN MANY TEXT MODELS READ: " + "dendritic cells and neurons in the hippocampus, " * 12,
]


def picture(pattern, width, height):
    """The picture of a reference value: a ramp to the right, a ramp downwards and a chessboard, in this order from channel `pattern` on."""
    y, x = np.mgrid[:height, :width]
    base = [255 * x // (width - 1), 255 * y // (height - 1), 255 * ((x // 16 + y // 16) % 2)]
    return Image.fromarray(np.stack([base[(c + pattern) % 3] for c in range(3)], -1).astype(np.uint8))


def save_onnx(module, inputs, path, names, output, axes):
    """One encoder as ONNX, by the exporter that traces."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    options = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(module, inputs, path, opset_version=OPSET, input_names=names, output_names=[output], dynamic_axes=axes, **options)


def export(folder, vision, text, preprocess, tokenize, model, made_by, logit_scale=None, logit_bias=None, fixed_length=False):
    """Writes onnx/vision_model.onnx, onnx/text_model.onnx and reference.json.

    vision, text    modules that return embeddings; text takes (ids) or (ids, mask)
    preprocess      from a PIL image to one tensor of shape 1, 3, height, width
    tokenize        from a text to (ids without padding, the text module's inputs)
    logit_scale     the trained factor itself, not its logarithm
    fixed_length    whether the text encoder takes one number of tokens only
    """
    vision, text = vision.eval(), text.eval()
    images = [preprocess(picture(*p)) for p in PICTURES]
    tokens = [tokenize(t) for t in TEXTS]
    batch, sequence = {0: "batch_size"}, {0: "batch_size"} if fixed_length else {0: "batch_size", 1: "sequence_length"}
    save_onnx(vision, (torch.cat([images[0], images[0]]),), f"{folder}/onnx/vision_model.onnx", ["pixel_values"], "image_embeds",
              {"pixel_values": batch, "image_embeds": batch})
    names = ["input_ids", "attention_mask"][:len(tokens[0][1])]
    save_onnx(text, tuple(torch.cat([i, i]) for i in tokens[0][1]), f"{folder}/onnx/text_model.onnx", names, "text_embeds",
              {**{n: sequence for n in names}, "text_embeds": batch})
    with torch.no_grad():
        image_embeds = [F.normalize(vision(i).float(), dim=-1)[0] for i in images]
        text_embeds = [F.normalize(text(*inputs).float(), dim=-1)[0] for _, inputs in tokens]
    numbers = lambda vector: [round(float(v), 8) for v in vector]
    values = {
        "formatVersion": 1,
        "model": model,
        "madeBy": f"{made_by}, torch {torch.__version__}",
        "tolerance": {"fp32": 0.0005, "fp16": 0.01},
        **({} if logit_scale is None else {"logitScale": float(logit_scale)}),
        **({} if logit_bias is None else {"logitBias": float(logit_bias)}),
        "images": [{"pattern": p, "width": w, "height": h, "embedding": numbers(e)} for (p, w, h), e in zip(PICTURES, image_embeds)],
        "texts": [{"text": t, "tokens": [int(i) for i in ids], "embedding": numbers(e)} for t, (ids, _), e in zip(TEXTS, tokens, text_embeds)],
    }
    with open(f"{folder}/reference.json", "w", encoding="utf-8") as file:
        json.dump(values, file, ensure_ascii=False)
    print(f"{folder}: exported. Prove it: mubench model check {folder}")


def edit_json(path, **members):
    """Adds members to a JSON file."""
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    content.update(members)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2, ensure_ascii=False)
