"""A CLIP tokenizer with a small vocabulary: byte-level BPE, lower case, </w> at the end of a word."""

import collections
import json
import re

START, END = "<|startoftext|>", "<|endoftext|>"
CONTEXT = 77
# CLIP's pattern; Python's re has no \p{..}, the texts here need none.
WORDS = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)


def byte_symbols():
    keep = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    symbols = {b: chr(b) for b in keep}
    for b in range(256):
        if b not in symbols:
            symbols[b] = chr(256 + len(symbols) - len(keep))
    return symbols


SYMBOLS = byte_symbols()


def split(text):
    text = re.sub(r"\s+", " ", text).strip().lower()
    return ["".join(SYMBOLS[b] for b in word.encode()) for word in WORDS.findall(text)]


class Tokenizer:
    def __init__(self, merges):
        self.merges = merges
        units = list(SYMBOLS.values())
        tokens = units + [u + "</w>" for u in units] + [a + b for a, b in merges] + [START, END]
        self.vocab = {token: i for i, token in enumerate(tokens)}
        assert len(self.vocab) == len(tokens)
        self.rank = {pair: i for i, pair in enumerate(merges)}
        self.start, self.end = self.vocab[START], self.vocab[END]

    @staticmethod
    def train(texts, count):
        words = collections.Counter(w for t in texts for w in split(t))
        parts = {w: (*w[:-1], w[-1] + "</w>") for w in words}
        merges = []
        while len(merges) < count:
            pairs = collections.Counter()
            for w, n in words.items():
                for pair in zip(parts[w], parts[w][1:]):
                    pairs[pair] += n
            if not pairs:
                break
            best = min(pairs, key=lambda p: (-pairs[p], p))
            merges.append(best)
            parts = {w: join(p, best) for w, p in parts.items()}
        return Tokenizer(merges)

    def encode(self, text):
        ids = [self.start]
        for word in split(text):
            parts = (*word[:-1], word[-1] + "</w>")
            while len(parts) > 1:
                best = min(zip(parts, parts[1:]), key=lambda p: self.rank.get(p, 1 << 30))
                if best not in self.rank:
                    break
                parts = join(parts, best)
            ids += [self.vocab[p] for p in parts]
        return ids[: CONTEXT - 1] + [self.end]

    def save(self, folder):
        def write(name, value):
            (folder / name).write_text(value + "\n", encoding="utf-8")

        def special(text, **more):
            return {"content": text, "lstrip": False, "normalized": True, "rstrip": False, "single_word": False, **more}

        merges = [f"{a} {b}" for a, b in self.merges]
        write("vocab.json", json.dumps(self.vocab, ensure_ascii=False, separators=(",", ":")))
        write("merges.txt", "\n".join(["#version: 0.2", *merges]))
        write("special_tokens_map.json", json.dumps(
            {"bos_token": special(START), "eos_token": special(END), "pad_token": END, "unk_token": special(END)}, indent=2))
        write("tokenizer_config.json", json.dumps({
            "add_prefix_space": False, "bos_token": special(START, __type="AddedToken"), "do_lower_case": True,
            "eos_token": special(END, __type="AddedToken"), "errors": "replace", "model_max_length": CONTEXT,
            "pad_token": END, "tokenizer_class": "CLIPTokenizer", "unk_token": special(END, __type="AddedToken")}, indent=2))
        added = [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                  "special": True} for t, i in ((START, self.start), (END, self.end))]
        pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
        write("tokenizer.json", json.dumps({
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}, {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]},
            "post_processor": {"type": "RobertaProcessing", "sep": [END, self.end], "cls": [START, self.start],
                               "trim_offsets": False, "add_prefix_space": False},
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
            "model": {"type": "BPE", "dropout": None, "unk_token": END, "continuing_subword_prefix": "",
                      "end_of_word_suffix": "</w>", "fuse_unk": False, "vocab": self.vocab, "merges": merges},
        }, ensure_ascii=False, separators=(",", ":")))


def join(parts, pair):
    out, i = [], 0
    while i < len(parts):
        if i + 1 < len(parts) and (parts[i], parts[i + 1]) == pair:
            out.append(parts[i] + parts[i + 1])
            i += 2
        else:
            out.append(parts[i])
            i += 1
    return tuple(out)
