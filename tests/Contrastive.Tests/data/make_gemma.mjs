// Compares gemma-golden.jsonl with Hugging Face's tokenizers for gemma/tokenizer.json: node make_gemma.mjs, after make_gemma.py.
import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";

const tokenizer = new Tokenizer(JSON.parse(readFileSync("gemma/tokenizer.json", "utf8")), {});
let different = 0;
for (const { text, ids } of JSON.parse(readFileSync("gemma-golden.jsonl", "utf8"))) {
  const lower = [...text].map((letter) => letter.toLowerCase()).join("");
  const found = [...tokenizer.encode(lower).ids].join(" ");
  if (found !== ids.join(" ")) {
    different++;
    console.log(JSON.stringify(text), "\n ", ids.join(" "), "\n ", found);
  }
}
console.log(`${different} differ`);
