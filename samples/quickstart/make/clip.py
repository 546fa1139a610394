"""A small CLIP: a vision transformer with a convolutional stem and a causal text transformer."""

import contextlib
import io
import json
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

SIZE = 96
WIDTH = 64
MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
STEM = [(32, 4), (48, 2), (WIDTH, 2)]  # channels and stride of each convolution
VISION_LAYERS, TEXT_LAYERS, HEADS, MLP = 2, 2, 4, 2 * WIDTH


def preprocess(image):
    """As the preprocessor_config.json says: RGB, short side to 96 (bicubic), centre crop. uint8."""
    image = image.convert("RGB")
    w, h = image.size
    if w <= h:
        w, h = SIZE, int(SIZE * h / w)
    else:
        w, h = int(SIZE * w / h), SIZE
    image = np.asarray(image.resize((w, h), Image.BICUBIC))
    top, left = (h - SIZE) // 2, (w - SIZE) // 2
    return image[top : top + SIZE, left : left + SIZE]


def normalise(pixels):
    x = torch.as_tensor(pixels).permute(0, 3, 1, 2).float() / 255
    return (x - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]


def gelu(x):  # CLIP's quick_gelu
    return x * torch.sigmoid(1.702 * x)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer_norm1, self.layer_norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.fc1, self.fc2 = nn.Linear(WIDTH, MLP), nn.Linear(MLP, WIDTH)

    def forward(self, x, bias=None):
        b, n, _ = x.shape
        y = self.layer_norm1(x)
        q, k, v = (p(y).view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        if bias is not None:
            scores = scores + bias
        y = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = x + self.out_proj(y)
        return x + self.fc2(gelu(self.fc1(self.layer_norm2(x))))


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        channels = [3, *(c for c, _ in STEM)]
        self.stem = nn.ModuleList(nn.Conv2d(a, c, s + 1, s, s // 2) for a, (c, s) in zip(channels, STEM))
        self.stem_norm = nn.ModuleList(nn.GroupNorm(8, c) for c, _ in STEM)
        self.position_embedding = nn.Parameter(torch.randn(1, (SIZE // 16) ** 2, WIDTH) * 0.02)
        self.layers = nn.ModuleList(Layer() for _ in range(VISION_LAYERS))
        self.post_layernorm = nn.LayerNorm(WIDTH)
        self.visual_projection = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(self, pixel_values):
        x = pixel_values
        for conv, norm in zip(self.stem, self.stem_norm):
            x = gelu(norm(conv(x)))
        x = x.flatten(2).transpose(1, 2) + self.position_embedding
        for layer in self.layers:
            x = layer(x)
        return self.visual_projection(self.post_layernorm(x).mean(1))


class Text(nn.Module):
    def __init__(self, words, context, end):
        super().__init__()
        self.end = end
        self.token_embedding = nn.Embedding(words, WIDTH)
        self.position_embedding = nn.Parameter(torch.randn(1, context, WIDTH) * 0.02)
        self.register_buffer("order", torch.arange(context), persistent=False)
        self.layers = nn.ModuleList(Layer() for _ in range(TEXT_LAYERS))
        self.final_layer_norm = nn.LayerNorm(WIDTH)
        self.text_projection = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.normal_(self.token_embedding.weight, std=0.05)

    def forward(self, input_ids, attention_mask):
        n = input_ids.shape[1]
        order = self.order[:n]
        later = (order[None, :] > order[:, None]).float()[None, None]
        absent = (1 - attention_mask.float())[:, None, None, :]
        bias = -1e4 * torch.clamp(later + absent, max=1)
        x = self.token_embedding(input_ids) + self.position_embedding[:, :n]
        for layer in self.layers:
            x = layer(x, bias)
        # the first end of text: what pads is the same token
        last = (input_ids == self.end).to(torch.int32).argmax(-1)
        x = torch.gather(x, 1, last[:, None, None].expand(-1, 1, WIDTH)).squeeze(1)
        return self.text_projection(self.final_layer_norm(x))


class Clip(nn.Module):
    def __init__(self, tokenizer, context):
        super().__init__()
        self.tokenizer = tokenizer
        self.vision_model = Vision()
        self.text_model = Text(len(tokenizer.vocab), context, tokenizer.end)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))

    def tokens(self, texts):
        ids = [self.tokenizer.encode(t) for t in texts]
        n = max(map(len, ids))
        mask = torch.tensor([[1] * len(i) + [0] * (n - len(i)) for i in ids])
        return torch.tensor([i + [self.tokenizer.end] * (n - len(i)) for i in ids]), mask

    def image_embeds(self, pixels):
        return F.normalize(self.vision_model(normalise(pixels)), dim=-1)

    def text_embeds(self, texts):
        return F.normalize(self.text_model(*self.tokens(texts)), dim=-1)


def augment(x, rng):
    """Eight orientations and a little light and contrast."""
    x = x.flip(3) if rng.random() < 0.5 else x
    x = torch.rot90(x, int(rng.integers(0, 4)), (2, 3))
    gain = torch.as_tensor(rng.normal(1, 0.08, (len(x), 1, 1, 1)), dtype=torch.float32)
    return x * gain + torch.as_tensor(rng.normal(0, 0.08, (len(x), 1, 1, 1)), dtype=torch.float32)


def train(model, pixels, said_of, meaning, extra, *, steps, rate, seed, batch=64, decay=0.05, log=print):
    """Contrastive training. Each image meets one sentence that is true of it, the sentences of the other
    images and a few of `extra`; a sentence that happens to be true of several images counts for all of them.

    `said_of`: per image the (key, concept) pairs that hold; `meaning`: {text: pairs it asserts}.
    """
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    true_texts = {}
    for facts in set(map(frozenset, said_of)):
        by_key = {}
        for text, pairs in meaning.items():
            for key, concept in pairs & facts:
                by_key.setdefault(key, []).append(text)
        coarse = [v for k, v in sorted(by_key.items()) if not k.startswith("quickstart_")]
        fine = [v for k, v in sorted(by_key.items()) if k.startswith("quickstart_")]
        true_texts[facts] = coarse, fine
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay)
    model.train()
    running = 0.0
    for step in range(steps):
        now = rate * min(1, (step + 1) / 50) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = now
        picked = rng.choice(len(pixels), min(batch, len(pixels)), replace=False)
        texts = {}
        for i in picked:
            coarse, fine = true_texts[frozenset(said_of[i])]
            among = fine[0] if rng.random() < 0.65 else coarse[rng.integers(len(coarse))]
            texts.setdefault(among[rng.integers(len(among))])
        for i in rng.choice(len(extra), min(12, len(extra)), replace=False) if extra else ():
            texts.setdefault(extra[i])
        texts = list(texts)
        target = torch.tensor([[bool(meaning[t] & said_of[i]) for t in texts] for i in picked]).float()
        x = augment(normalise(pixels[picked]), rng)
        image = F.normalize(model.vision_model(x), dim=-1)
        logits = model.logit_scale.exp() * image @ model.text_embeds(texts).T
        rows, columns = target.sum(1) > 0, target.sum(0) > 0
        to_text = -(target * logits.log_softmax(1)).sum(1)[rows] / target.sum(1)[rows]
        to_image = -(target * logits.log_softmax(0)).sum(0)[columns] / target.sum(0)[columns]
        loss = (to_text.mean() + to_image.mean()) / 2
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            model.logit_scale.clamp_(0, math.log(100))
        running = loss.item() if step == 0 else 0.98 * running + 0.02 * loss.item()
        if log and (step % 100 == 99 or step == steps - 1):
            log(f"  step {step + 1}/{steps}  loss {running:.3f}  scale {model.logit_scale.exp().item():.1f}")
    model.eval()
    return model


def export(model, context, folder):
    """The Hugging Face/Optimum folder of a CLIP model."""
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    model.eval()
    options = {"opset_version": 14, "do_constant_folding": True}
    with torch.no_grad(), contextlib.redirect_stdout(io.StringIO()):
        torch.onnx.export(
            model.vision_model, (torch.zeros(2, 3, SIZE, SIZE),), str(folder / "onnx/vision_model.onnx"),
            input_names=["pixel_values"], output_names=["image_embeds"],
            dynamic_axes={"pixel_values": {0: "batch_size"}, "image_embeds": {0: "batch_size"}}, **options)
        ids, mask = model.tokens(["a micrograph", "a microscopy image of an eosinophil"])
        torch.onnx.export(
            model.text_model, (ids, mask), str(folder / "onnx/text_model.onnx"),
            input_names=["input_ids", "attention_mask"], output_names=["text_embeds"],
            dynamic_axes={"input_ids": {0: "batch_size", 1: "sequence_length"},
                          "attention_mask": {0: "batch_size", 1: "sequence_length"}, "text_embeds": {0: "batch_size"}}, **options)

    tokenizer = model.tokenizer
    scale = round(model.logit_scale.item(), 6)
    ids = {"bos_token_id": tokenizer.start, "eos_token_id": tokenizer.end, "pad_token_id": tokenizer.end}
    shared = {"hidden_size": WIDTH, "intermediate_size": MLP, "num_attention_heads": HEADS, "projection_dim": WIDTH,
              "hidden_act": "quick_gelu", "layer_norm_eps": 1e-5}
    write(folder / "config.json", {
        "architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": WIDTH,
        "logit_scale_init_value": scale, "logit_scale": scale,
        "text_config": {"model_type": "clip_text_model", **shared, "num_hidden_layers": TEXT_LAYERS,
                        "vocab_size": len(tokenizer.vocab), "max_position_embeddings": context, **ids},
        # the stem is three strided convolutions (channels, stride), so a patch is 16 pixels wide in effect; there is no class token
        "vision_config": {"model_type": "clip_vision_model", **shared, "num_hidden_layers": VISION_LAYERS,
                          "image_size": SIZE, "patch_size": 16, "num_channels": 3, "stem": STEM, "pooling": "mean"}})
    write(folder / "preprocessor_config.json", {
        "image_processor_type": "CLIPImageProcessor", "feature_extractor_type": "CLIPFeatureExtractor",
        "do_convert_rgb": True, "do_resize": True, "size": {"shortest_edge": SIZE}, "resample": 3,
        "do_center_crop": True, "crop_size": {"height": SIZE, "width": SIZE},
        "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": MEAN, "image_std": STD})
    tokenizer.save(folder)


def write(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
