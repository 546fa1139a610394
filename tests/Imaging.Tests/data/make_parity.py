"""Stores Pillow's results for the shipped and the shared images, and for random sizes: run it in this folder (Pillow 9.4).

One line per image: SHA-256 of its bytes, and of the 224 x 224 RGB pixels after decoding, bicubic resize of the shorter side
and center crop, as CLIP's processor does it. python3 make_parity.py REPOSITORY SHARED_DATA
"""
import glob, hashlib, io, json, random, sys
import numpy as np
from PIL import Image
from make_references import pattern

repository, shared = sys.argv[1:]
sha = lambda b: hashlib.sha256(b).hexdigest()


def pngs(path):
    data, at = open(path, "rb").read(), 0
    while (at := data.find(b"\x89PNG\r\n\x1a\n", at)) >= 0:
        end = at + 8
        while True:
            kind = data[end + 4:end + 8]
            end += 12 + int.from_bytes(data[end:end + 4], "big")
            if kind == b"IEND":
                break
        yield data[at:end]
        at = end


def clip(image, edge=224):
    w, h = image.size
    w, h = (edge, int(edge * h / w)) if w <= h else (int(edge * w / h), edge)
    x = np.asarray(image.resize((w, h), Image.BICUBIC))
    top, left = (h - edge) // 2, (w - edge) // 2
    return x[top:top + edge, left:left + edge].tobytes()


with open("parity.jsonl", "w") as out:
    for origin, paths in (("quickstart", sorted(glob.glob(f"{repository}/samples/quickstart/dataset/*.arrow"))),
                          ("microscopy-mini", sorted(glob.glob(f"{shared}/microscopy-mini/*.arrow"))),
                          ("ubench-rows", sorted(glob.glob(f"{shared}/ubench-rows/*.png")))):
        for path in paths:
            for number, data in enumerate(pngs(path)):
                image = Image.open(io.BytesIO(data)).convert("RGB")
                pixels = clip(image)
                out.write(json.dumps(dict(origin=origin, image=sha(data), pixels=sha(pixels), mean=round(float(np.frombuffer(pixels, np.uint8).mean()), 4))) + "\n")

random.seed(7)
with open("resize-random.jsonl", "w") as out:
    for _ in range(150):
        w, h, ow, oh = (random.choice([random.randint(1, 40), random.randint(30, 500)]) for _ in range(4))
        f = random.choice([1, 2, 3, 3, 3, 4, 5])
        out.write(json.dumps(dict(width=w, height=h, outWidth=ow, outHeight=oh, filter=f, sha256=sha(Image.fromarray(pattern(w, h)).resize((ow, oh), f).tobytes()))) + "\n")
