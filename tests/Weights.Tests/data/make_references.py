"""Writes the reference files of the weight tests: run it in this folder (NumPy 1.24, torch 1.13, onnx 1.12).

The script shares nothing with the C# code: bfloat16 is torch's, the 8-bit formats are computed by searching the nearest
of their 256 values, and the mixed tensors are computed with plain NumPy.
"""
import json, os, struct
import numpy as np
import onnx, torch
from onnx import TensorProto, helper, numpy_helper

rng = np.random.default_rng(7)


# ---- element types

def float8_values(mantissa_bits, bias, has_infinity):
    values = np.empty(256, np.float64)
    for code in range(256):
        exponent, mantissa = (code & 127) >> mantissa_bits, code & ((1 << mantissa_bits) - 1)
        top = (1 << (7 - mantissa_bits)) - 1
        if has_infinity and exponent == top:
            value = np.inf if mantissa == 0 else np.nan
        elif not has_infinity and code & 127 == 127:
            value = np.nan
        elif exponent == 0:
            value = mantissa * 2.0 ** (1 - bias - mantissa_bits)
        else:
            value = (1 + mantissa / (1 << mantissa_bits)) * 2.0 ** (exponent - bias)
        values[code] = -value if code & 128 else value
    return values


E4M3, E5M2 = float8_values(3, 7, False), float8_values(2, 15, True)


def to_float8(x, values, overflow):
    """The code of the nearest value, ties to the even code. From half a step above the largest value, the overflow code."""
    codes = np.flatnonzero(np.isfinite(values[:128]))
    steps = values[codes]
    limit = steps[-1] + (steps[-1] - steps[-2]) / 2
    out = np.empty(x.size, np.uint8)
    for i, v in enumerate(x.astype(np.float64).ravel()):
        sign = 128 if np.signbit(v) else 0
        a = abs(v)
        if np.isnan(a):
            code = 127
        elif a > limit or (a == limit and codes[-1] % 2 == 1):
            code = overflow
        else:
            d = np.abs(steps - a)
            best = np.flatnonzero(d == d.min())
            code = codes[best[0]] if len(best) == 1 else next(codes[b] for b in best if codes[b] % 2 == 0)
        out[i] = sign | code
    return out.reshape(x.shape)


def to_bf16(x):
    if x.dtype == np.float64:  # torch rounds twice here, by way of float32; this rounds once
        lower = (x.astype(np.float32).view(np.uint32) & 0xFFFF0000)
        best, error = None, None
        for step in (-0x10000, 0, 0x10000):
            bits = (lower.astype(np.int64) + step).astype(np.uint32)
            value = bits.view(np.float32).astype(np.float64)
            e = np.where(np.isnan(value), np.inf, np.abs(value - x))
            even = (bits >> 16) % 2 == 0
            if best is None:
                best, error = bits, e
            else:
                take = (e < error) | ((e == error) & even)
                best, error = np.where(take, bits, best), np.where(take, e, error)
        return (best >> 16).astype(np.uint16)
    return torch.from_numpy(np.ascontiguousarray(x)).to(torch.bfloat16).view(torch.int16).numpy().view(np.uint16)


ENCODE = {
    "F64": lambda x: x.astype(np.float64), "F32": lambda x: x.astype(np.float32), "F16": lambda x: x.astype(np.float16),
    "BF16": to_bf16, "F8_E4M3": lambda x: to_float8(x, E4M3, 127), "F8_E5M2": lambda x: to_float8(x, E5M2, 124),
}
DECODE = {
    "F64": lambda s: s, "F32": lambda s: s, "F16": lambda s: s.astype(np.float32),
    "BF16": lambda s: (s.astype(np.uint32) << 16).view(np.float32),
    "F8_E4M3": lambda s: E4M3[s].astype(np.float32), "F8_E5M2": lambda s: E5M2[s].astype(np.float32),
}


def mix(weights, tensors, target):
    """tensors: (type, stored array). float32 throughout, or float64 where one of them is; rounded once."""
    wide = target == "F64" or any(t == "F64" for t, _ in tensors)
    kind = np.float64 if wide else np.float32
    total = None
    for w, (t, stored) in zip(weights, tensors):
        term = DECODE[t](stored).astype(kind) * kind(w)
        total = term if total is None else total + term
    with np.errstate(over="ignore"):
        return ENCODE[target](total)


# ---- safetensors

def save(path, tensors, metadata=None):
    header, offset = {}, 0
    if metadata:
        header["__metadata__"] = metadata
    for name, (kind, data) in tensors.items():
        header[name] = {"dtype": kind, "shape": list(data.shape), "data_offsets": [offset, offset + data.nbytes]}
        offset += data.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(np.ascontiguousarray(d).tobytes() for _, d in tensors.values()))


def values(count=301):
    x = rng.standard_normal(count).astype(np.float64) * 10.0 ** rng.integers(-3, 2, count)
    x[:4] = [0.0, -0.0, 1.0, -2.0]
    return x


def element_types():
    pairs = {"f64": ("F64",) * 3, "f32": ("F32",) * 3, "f16": ("F16",) * 3, "bf16": ("BF16",) * 3, "e4m3": ("F8_E4M3",) * 3,
             "e5m2": ("F8_E5M2",) * 3, "f32-f16-bf16": ("F32", "F16", "BF16"), "bf16-f32-f32": ("BF16", "F32", "F32"),
             "f16-f64-f32": ("F16", "F64", "F32"), "bf16-f64-f32": ("BF16", "F64", "F32"), "f32-f64-f32": ("F32", "F64", "F32")}
    whole = {"bool": ("BOOL", rng.integers(0, 2, (3, 5)).astype(np.uint8))}
    for name in ("u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64"):
        kind = np.dtype(name.replace("u", "uint") if name[0] == "u" else name.replace("i", "int"))
        whole[name] = (name.upper(), rng.integers(np.iinfo(kind).min, np.iinfo(kind).max, (2, 4), kind, endpoint=True))
    models = []
    for i in range(3):
        model = {name: (kinds[i], ENCODE[kinds[i]](values())) for name, kinds in pairs.items()}
        model["logit_scale"] = ("F32", np.array(4.6052 - 0.3 * i, np.float32))
        model["empty"] = ("F32", np.empty((0, 4), np.float32))
        models.append({**model, **whole})
    for name, model in zip(("base", "tuned", "other"), models):
        save(f"{name}.safetensors", model, {"format": "pt", "model": name})
    for name, weights in (("alpha-0.3", (1 - 0.3, 0.3)), ("soup", (0.4, 0.3, 0.3)), ("task", (1 - 0.8 - 0.7, 0.8, 0.7))):
        save(f"expected-{name}.safetensors", {
            key: (kind, mix(weights, [m[key] for m in models[:len(weights)]], kind) if kind in ENCODE else data)
            for key, (kind, data) in models[0].items()}, {"format": "pt", "model": "base"})


def float8():
    for name, table, overflow in (("e4m3", E4M3, 127), ("e5m2", E5M2, 124)):
        finite = np.unique(table[np.isfinite(table)])
        middles = (finite[:-1] + finite[1:]) / 2
        top = finite[-1] + (finite[-1] - finite[-2]) / 2
        x = np.concatenate([finite, middles, [top, -top, np.inf, -np.inf, np.nan, 1e-30, 1e30]]).astype(np.float32)
        x = np.concatenate([x, np.nextafter(x, np.float32(np.inf)), np.nextafter(x, np.float32(-np.inf))]).astype(np.float32)
        with open(f"float8-{name}.bin", "wb") as file:  # 256 values; then floats and their codes
            file.write(table.astype(np.float32).tobytes() + x.tobytes() + to_float8(x, table, overflow).tobytes())


# ---- names

def clip(seed):
    r = np.random.default_rng(seed)
    make = lambda *shape: r.standard_normal(shape).astype(np.float32)
    w, e = 4, 3
    hf = {"logit_scale": np.array(4.6 + seed, np.float32)}
    for tower in ("text_model", "vision_model"):
        for layer in range(2):
            p = f"{tower}.encoder.layers.{layer}."
            for q in "qkv":
                hf[p + f"self_attn.{q}_proj.weight"], hf[p + f"self_attn.{q}_proj.bias"] = make(w, w), make(w)
            for module, shape in (("self_attn.out_proj", (w, w)), ("layer_norm1", (w,)), ("layer_norm2", (w,)), ("mlp.fc1", (8, w)), ("mlp.fc2", (w, 8))):
                hf[p + module + ".weight"], hf[p + module + ".bias"] = make(*shape), make(shape[0])
    for name, shape in (("text_model.embeddings.token_embedding.weight", (7, w)), ("text_model.embeddings.position_embedding.weight", (5, w)),
                        ("text_model.final_layer_norm.weight", (w,)), ("text_model.final_layer_norm.bias", (w,)),
                        ("vision_model.embeddings.class_embedding", (w,)), ("vision_model.embeddings.patch_embedding.weight", (w, 3, 2, 2)),
                        ("vision_model.embeddings.position_embedding.weight", (5, w)), ("vision_model.pre_layrnorm.weight", (w,)),
                        ("vision_model.pre_layrnorm.bias", (w,)), ("vision_model.post_layernorm.weight", (w,)), ("vision_model.post_layernorm.bias", (w,)),
                        ("visual_projection.weight", (e, w)), ("text_projection.weight", (e, w))):
        hf[name] = make(*shape)
    return hf


def open_clip(hf):
    out = {}
    for name, x in hf.items():
        tower = "visual." if name.startswith("vision") else ""
        if ".encoder.layers." in name:
            layer, module = name.split(".encoder.layers.")[1].split(".", 1)
            p = f"{tower}transformer.resblocks.{layer}."
            if "k_proj" in module or "v_proj" in module:
                continue
            if "q_proj" in module:
                kind = module.rsplit(".", 1)[1]
                out[p + "attn.in_proj_" + kind] = np.concatenate([hf[name.replace("q_proj", q + "_proj")] for q in "qkv"])
                continue
            for a, b in (("self_attn", "attn"), ("layer_norm", "ln_"), ("fc1", "c_fc"), ("fc2", "c_proj")):
                module = module.replace(a, b)
            out[p + module] = x
        elif name == "visual_projection.weight":
            out["visual.proj"] = x.T
        elif name == "text_projection.weight":
            out["text_projection"] = x.T
        else:
            for a, b in (("text_model.embeddings.token_embedding", "token_embedding"), ("text_model.embeddings.position_embedding.weight", "positional_embedding"),
                         ("text_model.final_layer_norm", "ln_final"), ("vision_model.embeddings.class_embedding", "visual.class_embedding"),
                         ("vision_model.embeddings.patch_embedding", "visual.conv1"), ("vision_model.embeddings.position_embedding.weight", "visual.positional_embedding"),
                         ("vision_model.pre_layrnorm", "visual.ln_pre"), ("vision_model.post_layernorm", "visual.ln_post")):
                name = name.replace(a, b)
            out[name] = x
    return out


def names():
    a, b = clip(1), clip(2)
    mixed = {key: np.float32(1 - 0.3) * a[key] + np.float32(0.3) * b[key] for key in a}
    f32 = lambda model: {key: ("F32", np.asarray(x, np.float32)) for key, x in model.items()}
    position = {"text_model.embeddings.position_ids": ("I64", np.arange(5, dtype=np.int64)[None])}
    mask = {"attn_mask": ("F32", np.triu(np.full((5, 5), -np.inf, np.float32), 1))}
    save("clip-hf.safetensors", {**f32(a), **position})
    save("clip-open-clip.safetensors", {**mask, **f32(open_clip(b))})
    save("clip-hf-expected.safetensors", {**f32(mixed), **position})
    mirrored = {key: np.float32(1 - 0.3) * b[key] + np.float32(0.3) * a[key] for key in a}
    save("clip-open-clip-expected.safetensors", {**mask, **f32(open_clip(mirrored))})


# ---- ONNX

def typed(name, kind, x, codes):
    tensor = TensorProto(name=name, data_type=kind, dims=x.shape)
    tensor.int32_data.extend(int(c) for c in codes.ravel())
    return tensor


def onnx_model(seed, external):
    r = np.random.default_rng(seed)
    make = lambda *shape: r.standard_normal(shape).astype(np.float32)
    tensors = {"raw": make(4, 6), "packed": make(5), "double": make(3).astype(np.float64), "half": make(30).astype(np.float16) * np.float16(r.choice([1e-6, 1])),
               "brain": make(9), "external": make(64, 3), "external2": make(10), "log": make(1)}
    brain = to_bf16(tensors["brain"])
    initializers = [
        numpy_helper.from_array(tensors["raw"], "raw"),
        helper.make_tensor("packed", TensorProto.FLOAT, [5], tensors["packed"]),
        helper.make_tensor("double", TensorProto.DOUBLE, [3], tensors["double"]),
        typed("half", TensorProto.FLOAT16, tensors["half"], tensors["half"].view(np.uint16)),
        typed("brain", TensorProto.BFLOAT16, brain, brain),
        numpy_helper.from_array(np.array([1, -1], np.int64), "shape"),
        helper.make_tensor("words", TensorProto.STRING, [1], [b"text"]),
    ]
    if external is not None:
        for name in ("external", "external2"):
            tensor = numpy_helper.from_array(tensors[name], name)
            external.extend(b"\xAB" * (-len(external) % 64))
            onnx.external_data_helper.set_external_data(tensor, "onnx-external.data", len(external), len(tensor.raw_data))
            external.extend(tensor.raw_data)
            tensor.ClearField("raw_data")
            initializers.append(tensor)
    constant = lambda name, array: helper.make_node("Constant", [], [name], name=f"Constant_{name}", value=numpy_helper.from_array(array))
    nodes = [constant("epsilon", np.array(1e-5, np.float32)), constant("scale", tensors["log"]),
             helper.make_node("MatMul", ["x", "raw"], ["y0"], name=f"MatMul_{seed}"), helper.make_node("Mul", ["y0", "scale"], ["y"], name="Mul")]
    graph = helper.make_graph(nodes, f"graph-{seed}", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 4])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 6])], initializers, doc_string="kept")
    model = helper.make_model(graph, producer_name=f"make_references {seed}", opset_imports=[helper.make_opsetid("", 13)])
    model.metadata_props.add(key="seed", value=str(seed))
    stored = {"raw": ("F32", tensors["raw"]), "packed": ("F32", tensors["packed"]), "double": ("F64", tensors["double"]), "half": ("F16", tensors["half"]),
              "brain": ("BF16", brain), "external": ("F32", tensors["external"]), "external2": ("F32", tensors["external2"]),
              "scale": ("F32", tensors["log"])}
    return model, stored


def onnx_models():
    models = []
    for name, seed in (("base", 1), ("tuned", 2)):
        data = bytearray()
        model, stored = onnx_model(seed, data)
        models.append(stored)
        os.makedirs(f"onnx-{name}", exist_ok=True)
        with open(f"onnx-{name}/model.onnx", "wb") as file:
            file.write(model.SerializeToString())
        with open(f"onnx-{name}/onnx-external.data", "wb") as file:
            file.write(data + b"\xAB" * 5)
    save("onnx-expected.safetensors", {key: (kind, mix((1 - 0.3, 0.3), [m[key] for m in models], kind)) for key, (kind, _) in models[0].items()})


element_types()
float8()
names()
onnx_models()
