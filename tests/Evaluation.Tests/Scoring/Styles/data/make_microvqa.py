"""Makes microvqa.json: the results of the authors' own code for questions and responses.

    git clone https://github.com/jmhb0/microvqa     (made with commit c5727fb)
    python3 make_microvqa.py microvqa/eval/eval.py > microvqa.json

eval_qa runs unchanged. Only its imports are replaced: the call of a model records prompt and images and returns a given
response, and a data frame keeps its columns. No package is needed.
"""
import json
import sys
import types

REPLIES = [
    "The answer is (3)", "the answer is 3.", "Thinking.\nThe answer is **(2)**", "answer is **4**", "The answer is: (2)",
    "The answer is (1). On second thought, the answer is (2).", "Answer is (2)", "The answer is (9)", "The answer is (0)",
    "The answer is 12", "The answer is (B)", "**The answer is (1)**", "The answer is *3*", "the answer is *(5)*", "The answer is ((2))",
    "I cannot tell.", "", "(2)", "The final answer is $\\boxed{2}$", "The answer is\n(2)", "the correct answer is (4): apical", "answer is  (2)",
    "The answer is \u0663", "The answer is (2) or (3)", "Option 2 is best. The answer is not (2) but (3).",
]
ROWS = [
    ("Which structure is stained?", ["Actin", "Tubulin", "Nuclei"], 1),
    ("A question\nof two lines, with \"quotes\" & caf\u00e9 \u03bcm.", ["one (1): x", " leading space", "trailing space ", "", "five"], 4),
    ("It holds {{CHOICES}} and {{QUESTION}}.", ["{{QUESTION}}", "$1 \\1", "c", "d"], 0),
]


def load(path):
    state = {"texts": [], "images": []}

    def call_gpt_batch(texts, imgs, **_):
        state["texts"], state["images"] = list(texts), None if imgs is None else [len(i) for i in imgs]
        return [(state["reply"](i), 0.0) for i in range(len(texts))]

    class Column(list):
        def __eq__(self, other):
            return Column(a == b for a, b in zip(self, other))

        def apply(self, f):
            return Column(f(x) for x in self)

    class Frame(dict):
        def __init__(self, columns):
            super().__init__((k, Column(v)) for k, v in columns.items())

    def module(name, **members):
        made = types.ModuleType(name)
        made.__dict__.update(members)
        sys.modules[name] = made

    module("ipdb")
    module("datasets", Dataset=object)
    module("numpy", array=lambda x: x)
    module("pandas", DataFrame=Frame)
    module("tqdm", tqdm=lambda x, **_: x)
    module("eval", __path__=[])
    module("eval.openai_api", call_gpt_batch=call_gpt_batch)
    code = types.ModuleType("authors")
    exec(compile(open(path, encoding="utf-8").read(), path, "exec"), code.__dict__)
    return code, state


class Rows(list):
    def __getitem__(self, key):
        return [row[key] for row in self] if isinstance(key, str) else super().__getitem__(key)


def main(output):
    code, state = load(sys.argv[1])
    rows = Rows({
        "question": q, "choices": c, "correct_index": a, "question_1": q + " (1)", "choices_1": c[::-1], "correct_index_1": 0,
        "images_list": ["i"] * (n + 1), "key_question": n, "key_image": n, "task": 1 + n % 3} for n, (q, c, a) in enumerate(ROWS))
    out = {"prompts": [], "replies": []}
    for blind in (False, True):
        state["reply"] = lambda i: ""
        code.eval_qa(rows, no_image=blind)
        for (q, c, _), text in zip(ROWS, state["texts"]):
            out["prompts"].append({"question": q, "options": c, "hasImage": not blind, "prompt": text})
    many = Rows({
        "question": "?", "choices": ["a", "b", "c", "d", "e"], "correct_index": 0, "images_list": ["i"], "key_question": n, "key_image": n,
        "task": 1} for n in range(len(REPLIES)))
    state["reply"] = lambda i: REPLIES[i]
    frame, _ = code.eval_qa(many)
    out["replies"] = [{"reply": r, "predicted": p} for r, p in zip(REPLIES, frame["pred"])]
    output.write(json.dumps(out, ensure_ascii=False, indent=1) + "\n")


stdout = sys.stdout
sys.stdout = sys.stderr  # eval_qa prints its progress
main(stdout)
