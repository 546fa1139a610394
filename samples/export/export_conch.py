"""CONCH: from the Hub (gated), by its authors' code.

    pip install git+https://github.com/mahmoodlab/CONCH.git pillow numpy onnx
    HF_TOKEN=... python export_conch.py models/conch
"""
import json
import os
import sys

import torch
from conch.open_clip_custom import create_model_from_pretrained, get_tokenizer, tokenize as conch_tokenize

from contrastive_export import export


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model.encode_image(pixel_values, proj_contrast=True, normalize=False)


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        return self.model.encode_text(input_ids, normalize=False)


folder = sys.argv[1]
model, preprocess = create_model_from_pretrained("conch_ViT-B-16", "hf_hub:MahmoodLab/conch", hf_auth_token=os.environ["HF_TOKEN"])
tokenizer = get_tokenizer()
os.makedirs(folder, exist_ok=True)
tokenizer.save_pretrained(folder)
mean, std = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
with open(f"{folder}/open_clip_config.json", "w", encoding="utf-8") as file:
    json.dump({"model_cfg": {"vision_cfg": {"image_size": 448, "attentional_pool_contrast": True}, "text_cfg": {"context_length": 128},
                             "init_logit_scale": float(model.logit_scale)},
               "preprocess_cfg": {"mean": mean, "std": std, "interpolation": "bicubic", "resize_mode": "shortest"}}, file, indent=2)


def tokenize(text):
    row = conch_tokenize(tokenizer, [text])
    ids = row[0].tolist()
    while len(ids) > 1 and ids[-1] == tokenizer.pad_token_id:
        ids.pop()
    return ids, (row,)


export(folder, Vision(model), Text(model), lambda image: preprocess(image)[None], tokenize, "MahmoodLab/conch", "CONCH's own code",
       model.logit_scale.exp(), fixed_length=True)
