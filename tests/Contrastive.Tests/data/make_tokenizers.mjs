// The ids of Hugging Face's tokenizers for conch/tokenizer.json: node make_tokenizers.mjs, after make_tokenizers.py.
import { readFileSync, writeFileSync, rmSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const json = JSON.parse(readFileSync("conch/tokenizer.json", "utf8"));
const tokenizer = new Tokenizer(json, {});
// JavaScript lower-cases a final sigma by its own rule, which the library's Rust original does not have.
const lines = JSON.parse(readFileSync("texts.json", "utf8")).filter((text) => !text.includes("Σ")).map((text) => JSON.stringify({ text, ids: [...tokenizer.encode(text).ids] }));
writeFileSync("conch-golden.jsonl", "[\n" + lines.join(",\n") + "\n]\n");
rmSync("texts.json");
