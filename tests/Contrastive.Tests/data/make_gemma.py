"""Makes a small tokenizer of the structure of Gemma's, which SigLIP 2 uses, and the ids of SentencePiece for it.

Run it in this folder (python3-sentencepiece 0.1.97), then `node make_gemma.mjs`, which compares with @huggingface/tokenizers 0.2.0.
"""
import io, json, os
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as pb2

golden = [json.loads(l.rstrip(",\n"))["text"] for l in open("clip-golden.jsonl") if l.startswith("{")]
more = ["H&E stained, (low-grade) LSIL; 50% of cells!", "α-tubulin and β-actin in HeLa cells", "ﬁbroblasts — Ｆｕｌｌ width ½ µm²", "GalT–EGFP",
        "amyloid‑β 🔬 plaques 𝛼", "tabs\tand\nlines\n\n\nand   spaces ", "İstanbul naïve café", "日本語 の 細胞", "▁literal▁block", "", "...", " leading",
        "a" * 300, " ".join(["cell"] * 200), "x > y & z < 3", "ǅ ß ŉ", "ΣΑΣ", "<mask> and <b>bold</b>", "\r\n\0x"]
texts = golden + more
# Rust and SentencePiece know no final sigma.
lower = lambda text: "".join(c.lower() for c in text)
out = io.BytesIO()
spm.SentencePieceTrainer.train(
    sentence_iterator=iter([lower(t) for t in golden if t.strip()] * 3), model_writer=out, vocab_size=640, model_type="bpe", pad_id=0, eos_id=1, bos_id=2, unk_id=3,
    user_defined_symbols=["<mask>", "\n", "\n\n", "<b>", "</b>"], byte_fallback=True, add_dummy_prefix=False, remove_extra_whitespaces=False,
    normalization_rule_name="identity", character_coverage=0.98, hard_vocab_limit=False, minloglevel=2)
model = pb2.ModelProto.FromString(out.getvalue())
sp = spm.SentencePieceProcessor()
sp.LoadFromSerializedProto(out.getvalue())
special = {0: "<pad>", 1: "<eos>", 2: "<bos>", 3: "<unk>"}
content = [special.get(i, p.piece) for i, p in enumerate(model.pieces)]
ids = {t: i for i, t in enumerate(content)}
merges = []
for i, p in enumerate(model.pieces):
    if p.type == 1:
        parts = [(p.piece[:k], p.piece[k:]) for k in range(1, len(p.piece)) if p.piece[:k] in ids and p.piece[k:] in ids]
        merges += [(p.score, a, b) for a, b in sorted(parts, key=lambda ab: (ids[ab[0]], ids[ab[1]]))]
merges.sort(key=lambda m: (m[0], len(m[1]), len(m[2])), reverse=True)
added = lambda i, t, s: {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": s}
os.makedirs("gemma", exist_ok=True)
json.dump({"version": "1.0", "truncation": None, "padding": None,
           "added_tokens": [added(i, t, True) for i, t in special.items()] + [added(i, p.piece, False) for i, p in enumerate(model.pieces) if p.type == 4],
           "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"},
           "pre_tokenizer": {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False},
           "post_processor": {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "<eos>", "type_id": 0}}],
                              "pair": [], "special_tokens": {"<eos>": {"id": "<eos>", "ids": [1], "tokens": ["<eos>"]}}},
           "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}]},
           "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
                     "byte_fallback": True, "ignore_merges": False, "vocab": ids, "merges": [[a, b] for _, a, b in merges]}},
          open("gemma/tokenizer.json", "w"), ensure_ascii=False)
json.dump({"add_bos_token": False, "add_eos_token": True, "pad_token": "<pad>", "eos_token": "<eos>", "tokenizer_class": "GemmaTokenizer"},
          open("gemma/tokenizer_config.json", "w"))
with open("gemma-golden.jsonl", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps({"text": t, "ids": sp.encode(lower(t)) + [1]}, separators=(",", ":")) for t in texts) + "\n]\n")
