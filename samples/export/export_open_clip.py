"""BiomedCLIP and other models that open_clip runs: from the Hub, by open_clip (3.2).

    pip install torch open_clip_torch transformers pillow numpy onnx
    python export_open_clip.py microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224 REVISION models/biomedclip
"""
import os
import shutil
import sys

import open_clip
import torch
from huggingface_hub import snapshot_download
from transformers import AutoTokenizer

from contrastive_export import edit_json, export

# open_clip's own tokenizer has CLIP's vocabulary; this repository holds it as a file.
CLIP_TOKENIZER = "openai/clip-vit-base-patch32"


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model.encode_image(pixel_values)


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        return self.model.encode_text(input_ids)


repo, revision, folder = sys.argv[1:4]
local = snapshot_download(repo, revision=revision)
model, preprocess = open_clip.create_model_from_pretrained(f"local-dir:{local}", precision="fp32")
tokenizer = open_clip.get_tokenizer(f"local-dir:{local}")
os.makedirs(folder, exist_ok=True)
shutil.copy(f"{local}/open_clip_config.json", folder)
inner = getattr(tokenizer, "tokenizer", None) or AutoTokenizer.from_pretrained(CLIP_TOKENIZER)
inner.save_pretrained(folder)
# The last token that is no padding: open_clip pads with zeros, or with the tokenizer's own padding token.
pad = getattr(inner, "pad_token_id", None) if hasattr(tokenizer, "tokenizer") else 0


def tokenize(text):
    row = tokenizer([text])
    ids = row[0].tolist()
    while len(ids) > 1 and ids[-1] == pad:
        ids.pop()
    return ids, (row,)


bias = getattr(model, "logit_bias", None)
export(folder, Vision(model), Text(model), lambda image: preprocess(image)[None], tokenize, f"hf:{repo}@{revision}", f"open_clip {open_clip.__version__}",
       model.logit_scale.exp(), bias, fixed_length=True)
config = f"{folder}/config.json"
with open(config, "w", encoding="utf-8") as file:
    file.write("{}")
edit_json(config, logit_scale=float(model.logit_scale), _name_or_path=repo, **({} if bias is None else {"logit_bias": float(bias)}))
