"""Makes the model of the contrastive tests, with random weights, and PyTorch's results for it.

Run it in this folder (PyTorch 1.13, Pillow, tokenizer ids from clip-golden.jsonl).
"""
import json, math, os
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

W, SIZE, EDGE, OUT, LENGTH, VOCAB, END = 8, 32, 36, 12, 77, 823, 822
MEAN, STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(W), nn.LayerNorm(W)
        self.qkv, self.out = nn.Linear(W, 3 * W), nn.Linear(W, W)
        self.up, self.down = nn.Linear(W, 2 * W), nn.Linear(2 * W, W)

    def forward(self, x, bias=0.0):
        q, k, v = self.qkv(self.norm1(x)).chunk(3, -1)
        x = x + self.out((q @ k.transpose(1, 2) / math.sqrt(W) + bias).softmax(-1) @ v)
        h = self.up(self.norm2(x))
        return x + self.down(h * torch.sigmoid(1.702 * h))


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, W, 8, 8)
        self.position = nn.Parameter(torch.randn(1, (SIZE // 8) ** 2, W))
        self.block, self.project = Block(), nn.Linear(W, OUT, bias=False)

    def forward(self, pixel_values):
        x = self.block(self.patch(pixel_values).flatten(2).transpose(1, 2) + self.position)
        return self.project(x.mean(1))


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.token, self.position = nn.Embedding(VOCAB, W), nn.Parameter(torch.randn(1, LENGTH, W))
        self.register_buffer("order", torch.arange(LENGTH), persistent=False)
        self.block, self.project = Block(), nn.Linear(W, OUT, bias=False)

    def forward(self, input_ids, attention_mask):
        n = input_ids.shape[1]
        order = self.order[:n]
        absent = torch.clamp((order[None, :] > order[:, None]).float()[None] + (1 - attention_mask.float())[:, None, :], max=1)
        x = self.block(self.token(input_ids) + self.position[:, :n], -1e4 * absent)
        last = (input_ids == END).to(torch.int32).argmax(-1)
        return self.project(torch.gather(x, 1, last[:, None, None].expand(-1, 1, W)).squeeze(1))


class Both(nn.Module):
    def __init__(self, vision, text):
        super().__init__()
        self.vision, self.text = vision, text

    def forward(self, input_ids, pixel_values, attention_mask):
        image, text = self.vision(pixel_values), self.text(input_ids, attention_mask)
        logits = F.normalize(image, dim=-1) @ F.normalize(text, dim=-1).t()
        return logits, logits.t(), text, image


def pixels(path):
    image = Image.open(path).convert("RGB")
    w, h = image.size
    w, h = (EDGE, int(EDGE * h / w)) if w <= h else (int(EDGE * w / h), EDGE)
    x = np.asarray(image.resize((w, h), Image.BICUBIC))
    top, left = (h - SIZE) // 2, (w - SIZE) // 2
    x = (x[top:top + SIZE, left:left + SIZE].astype(np.float64) * (1 / 255)).astype(np.float32)
    return torch.tensor(((x - np.float32(MEAN)) / np.float32(STD)).transpose(2, 0, 1))


torch.manual_seed(3)
vision, text = Vision().eval(), Text().eval()
images = ["rgb.png", "420.jpg", "gray.png", "palette.png", "lzw.tif", "rgba.png", "rgb.bmp"]
golden = [json.loads(l.rstrip(",\n")) for l in open("clip-golden.jsonl") if l.startswith("{")]
texts = [g for g in golden if len(g["ids"]) <= LENGTH][:24]
with torch.no_grad():
    x = torch.stack([pixels(f"../../Imaging.Tests/data/decode/{n}") for n in images])
    image_embeds = F.normalize(vision(x), dim=-1)
    text_embeds = torch.cat([F.normalize(text(torch.tensor([g["ids"]]), torch.ones(1, len(g["ids"]))), dim=-1) for g in texts])
json.dump({"images": [{"file": n, "embedding": e.tolist(), "firstPixels": p.flatten()[:8].tolist(), "sum": float(p.double().sum())} for n, e, p in zip(images, image_embeds, x)],
           "texts": [{"text": g["text"], "embedding": e.tolist()} for g, e in zip(texts, text_embeds)]}, open("reference.json", "w"))

os.makedirs("clip/onnx", exist_ok=True)
os.makedirs("combined", exist_ok=True)
ids, mask = torch.tensor([texts[0]["ids"], texts[0]["ids"]]), torch.ones(2, len(texts[0]["ids"]), dtype=torch.int64)
b, s = {0: "batch_size"}, {0: "batch_size", 1: "sequence_length"}
torch.onnx.export(vision, x[:2], "clip/onnx/vision_model.onnx", opset_version=14, input_names=["pixel_values"], output_names=["image_embeds"],
                  dynamic_axes={"pixel_values": b, "image_embeds": b})
torch.onnx.export(text, (ids, mask), "clip/onnx/text_model.onnx", opset_version=14, input_names=["input_ids", "attention_mask"],
                  output_names=["text_embeds"], dynamic_axes={"input_ids": s, "attention_mask": s, "text_embeds": b})
t, i = {0: "text_batch_size", 1: "sequence_length"}, {0: "image_batch_size"}
torch.onnx.export(Both(vision, text).eval(), (ids, x[:3], mask), "combined/model.onnx", opset_version=14,
                  input_names=["input_ids", "pixel_values", "attention_mask"],
                  output_names=["logits_per_image", "logits_per_text", "text_embeds", "image_embeds"],
                  dynamic_axes={"input_ids": t, "attention_mask": t, "pixel_values": i, "text_embeds": {0: "text_batch_size"}, "image_embeds": i,
                                "logits_per_image": {0: "image_batch_size", 1: "text_batch_size"}, "logits_per_text": {0: "text_batch_size", 1: "image_batch_size"}})
json.dump({"architectures": ["CLIPModel"], "model_type": "clip", "_name_or_path": "tiny-clip", "projection_dim": OUT, "logit_scale_init_value": 2.6592,
           "text_config": {"max_position_embeddings": LENGTH}}, open("clip/config.json", "w"), indent=2)
json.dump({"image_processor_type": "CLIPImageProcessor", "do_resize": True, "size": {"shortest_edge": EDGE}, "resample": 3, "do_center_crop": True,
           "crop_size": {"height": SIZE, "width": SIZE}, "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": MEAN,
           "image_std": STD}, open("clip/preprocessor_config.json", "w"), indent=2)
