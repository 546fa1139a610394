"""Writes wide.json: how floating-point, signed and 32-bit TIFFs are shown, by NumPy and Pillow (9.4), as read by tifffile and Pillow.

Run it in this folder (python3-tifffile 2023.2.3). The samples are those of WideImageTests, whose TIFFs are compared byte for byte
by their pixels: each case gives the samples' sum and the 8-bit pixels under three rules and under Pillow's convert("RGB").
"""
import io, json, warnings
import numpy as np
import tifffile
from PIL import Image

warnings.simplefilter("ignore")
W, H = 16, 12
i = np.arange(W * H)
base = (i * 37 % 101).astype(np.float64)
kinds = {
    "float32": ((base - 30) / 7).astype(np.float32),
    "uint32": (base * 40_000_003).astype(np.uint32),
    "int32": ((base - 50) * 1000).astype(np.int32),
    "int16": ((base - 50) * 4).astype(np.int16),
}
cases = {}


def shown(samples, low, high):
    return np.floor(np.clip((samples - low) * 255 / (high - low), 0, 255) + 0.5).astype(int).tolist()


for name, samples in kinds.items():
    samples = samples.copy()
    if name == "float32":
        samples[5], samples[6], samples[7] = np.nan, np.inf, -np.inf
    file = io.BytesIO()
    tifffile.imwrite(file, samples.reshape(H, W))
    read = tifffile.imread(io.BytesIO(file.getvalue())).astype(np.float64).ravel()
    finite = read[np.isfinite(read)]
    # What is not a number is black; infinite samples are beyond the range.
    low, high = np.percentile(finite, [10, 90])
    filled = np.where(np.isnan(read), -np.inf, read)
    pillow = np.asarray(Image.open(io.BytesIO(file.getvalue())).convert("RGB"))[..., 0].ravel()
    if name == "float32":
        pillow = np.where(np.isnan(read), 0, pillow)  # undefined in C
    cases[name] = {"minmax": shown(filled, finite.min(), finite.max()), "percentile 10-90": shown(filled, low, high), "full 1-60": shown(filled, 1, 60),
                   "authors": pillow.tolist(), "window": [float(f"{low:.7g}"), float(f"{high:.7g}")], "range": [float(finite.min()), float(finite.max())]}
json.dump(cases, open("wide.json", "w"))
