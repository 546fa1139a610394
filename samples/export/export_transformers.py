"""CLIP, PLIP, QuiltNet, SigLIP, SigLIP 2 (of one resolution), MedSigLIP and ALIGN: from the Hub, by Transformers (4.57 or 5).

    pip install torch transformers sentencepiece pillow numpy onnx
    python export_transformers.py vinid/plip REVISION models/plip
"""
import sys

import torch
import transformers
from transformers import AutoConfig, AutoImageProcessor, AutoModel, AutoTokenizer

from contrastive_export import edit_json, export


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return pooled(self.model.get_image_features(pixel_values=pixel_values))


class Text(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask=None):
        return pooled(self.model.get_text_features(input_ids=input_ids, attention_mask=attention_mask))


def pooled(features):
    """Transformers 5 returns an object where 4 returned the embedding."""
    return features if isinstance(features, torch.Tensor) else features.pooler_output


repo, revision, folder = sys.argv[1:4]
pinned = {"revision": revision}
five = int(transformers.__version__.split(".")[0]) >= 5
config = AutoConfig.from_pretrained(repo, **pinned)
siglip = config.model_type == "siglip"
model = AutoModel.from_pretrained(repo, attn_implementation="eager", **pinned).float().eval()
tokenizer = AutoTokenizer.from_pretrained(repo, **pinned)
# The processors that use torchvision resize in another way than Pillow, with which most of these models were published.
processor = AutoImageProcessor.from_pretrained(repo, **({"backend": "pil"} if five else {"use_fast": False}), **pinned)
length = getattr(config.text_config, "max_position_embeddings", 64)
# SigLIP 2 was trained on lower case, with Gemma's tokenizer. Transformers 4 leaves that to its user.
lower = siglip and "Gemma" in type(tokenizer).__name__


def tokenize(text):
    text = text.lower() if lower else text
    cut = tokenizer(text, truncation=True, max_length=length)["input_ids"]
    if not siglip:
        row = torch.tensor([cut])
        return cut, (row, torch.ones_like(row))
    # SigLIP reads 64 tokens without a mask, padded on the right, and pools the last one.
    pad = tokenizer.pad_token_id
    return cut, (torch.tensor([cut + [pad] * (length - len(cut))]),)


model.config.save_pretrained(folder)
processor.save_pretrained(folder)
tokenizer.save_pretrained(folder)
# The trained numbers are in the weights, and configurations need not state them. ALIGN divides by a temperature.
scale = -model.temperature.log() if config.model_type == "align" else model.logit_scale
bias = float(model.logit_bias) if siglip else None
edit_json(f"{folder}/config.json", _name_or_path=repo, logit_scale=float(scale), **({"logit_bias": bias} if siglip else {}))
export(folder, Vision(model), Text(model), lambda image: processor(images=image, return_tensors="pt")["pixel_values"].float(), tokenize,
       f"hf:{repo}@{revision}", f"transformers {transformers.__version__}", scale.exp(), bias, fixed_length=siglip)
