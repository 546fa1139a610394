"""Makes the small SentencePiece and byte-level tokenizers of the tests, and the ids of the reference implementations.

Run it in this folder (python3-sentencepiece 0.1.97). siglip-golden.jsonl follows Hugging Face's SiglipTokenizer, which is
SentencePiece behind a cleaning of the text; conch-golden.jsonl comes from make_tokenizers.mjs (@huggingface/tokenizers 0.2.0).
"""
import collections, io, json, os, re, string
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as pb2

golden = [json.loads(l.rstrip(",\n"))["text"] for l in open("clip-golden.jsonl") if l.startswith("{")]
more = ["H&E stained, (low-grade) LSIL; 50% of cells!", "α-tubulin and β-actin in HeLa cells", "ﬁbroblasts — Ｆｕｌｌ width ½ µm²", "GalT–EGFP",
        "amyloid‑β 🔬 plaques 𝛼", "tabs\tand\nlines   and  spaces ", "İstanbul naïve café", "日本語 の 細胞", "▁literal▁block", "", "...", "it's the cell's nucleus'",
        "a" * 300, " ".join(["cell"] * 200), "x > y & z < 3", "ǅ ß ŉ"]
texts = golden + more
os.makedirs("siglip", exist_ok=True)
out = io.BytesIO()
# As in SigLIP: <pad> 0, </s> 1, <unk> 2 and no begin token.
spm.SentencePieceTrainer.train(
    sentence_iterator=iter([t for t in golden if t.strip()] * 3), model_writer=out, vocab_size=420, model_type="unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
    normalization_rule_name="nmt_nfkc", character_coverage=0.98, hard_vocab_limit=False, minloglevel=2)
open("siglip/spiece.model", "wb").write(out.getvalue())

model = pb2.ModelProto.FromString(out.getvalue())
model.normalizer_spec.add_dummy_prefix = False
sp = spm.SentencePieceProcessor()
sp.LoadFromSerializedProto(model.SerializeToString())
unknown = len(sp.encode("<unk>"))


def siglip(text):
    text = ("\u2581" + text.replace("\u2581", " ")).lower()
    text = re.sub(r"\s+", " ", text.translate(str.maketrans("", "", string.punctuation))).strip()
    return [sp.piece_to_id(p) for p in sp.encode("<unk>" + text, out_type=str)[unknown:]] + [1]


with open("siglip-golden.jsonl", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps({"text": t, "ids": siglip(t)}, separators=(",", ":")) for t in texts if not t[:1].isspace()) + "\n]\n")
pieces = model.pieces
json.dump({"version": "1.0", "added_tokens": [{"id": i, "content": p.piece, "special": True} for i, p in enumerate(pieces) if p.type in (2, 3)],
           "normalizer": {"type": "Lowercase"},
           "model": {"type": "Unigram", "unk_id": 2, "vocab": [[p.piece, p.score] for p in pieces]}}, open("siglip/tokenizer.json", "w"), ensure_ascii=False)

# As in CONCH: byte-level BPE, lower case without accents, a space before the first word.
keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
symbol = {b: chr(b) for b in keep}
for b in range(256):
    symbol.setdefault(b, chr(256 + len(symbol) - len(keep)))
words = collections.Counter("".join(symbol[b] for b in w.encode()) for t in golden for w in re.findall(r" ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s+", " " + t.lower()))
parts = {w: tuple(w) for w in words}
merges = []
while len(merges) < 400:
    pairs = collections.Counter()
    for w, n in words.items():
        for pair in zip(parts[w], parts[w][1:]):
            pairs[pair] += n
    best = min(pairs, key=lambda p: (-pairs[p], p))
    if pairs[best] < 2:
        break
    merges.append(best)
    for w, p in parts.items():
        q, i = [], 0
        while i < len(p):
            if p[i:i + 2] == best:
                q.append(best[0] + best[1]); i += 2
            else:
                q.append(p[i]); i += 1
        parts[w] = tuple(q)
special = ["<pad>", "<start_of_text>", "<end_of_text>"]
tokens = [*special, *sorted(symbol.values())]
tokens += [t for t in dict.fromkeys(a + b for a, b in merges) if t not in tokens]
os.makedirs("conch", exist_ok=True)
token = lambda t: {"SpecialToken": {"id": t, "type_id": 0}}
json.dump({"version": "1.0", "truncation": None, "padding": None,
           "added_tokens": [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True} for i, t in enumerate(special)],
           "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"}]},
           "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
           "post_processor": {"type": "TemplateProcessing", "single": [token(special[1]), {"Sequence": {"id": "A", "type_id": 0}}, token(special[2])],
                              "pair": [], "special_tokens": {t: {"id": t, "ids": [i], "tokens": [t]} for i, t in enumerate(special[1:], 1)}},
           "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
           "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False,
                     "vocab": {t: i for i, t in enumerate(tokens)}, "merges": [f"{a} {b}" for a, b in merges]}},
          open("conch/tokenizer.json", "w"), ensure_ascii=False)
json.dump(texts, open("texts.json", "w"))
