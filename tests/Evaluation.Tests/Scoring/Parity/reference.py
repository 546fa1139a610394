"""Writes src/Shared/Evaluation/Scoring/Parity/parity.json, the data from which the parity certificate is computed.

    python3 reference.py PUBLISHED.csv > ../../../../src/Shared/Evaluation/Scoring/Parity/parity.json

The expected values come from the authors' rules (github.com/Ale9806/eVLLM), which are repeated here, and from SciPy. Written
with Python 3.11, NumPy 1.24.2, SciPy 1.10.1. PUBLISHED.csv: the authors' notebook tables (src/evlm/plots/Untitled.ipynb, Untitled2.ipynb at
revision a44920c) as rows source,table,model,column,value,ci95_halfwidth. The half-widths take minutes.
"""
import csv
import hashlib
import json
import pathlib
import sys

import numpy as np
from scipy import stats

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Localization"))
from grit import grit

LETTERS = "ABCDEFGH"
NONE = "none of the above"

OPTIONS = {
    "heart": ["not chronic heart failure", "chronic heart failure", NONE],
    "modality": ["light microscopy", "fluorescence microscopy", "electron microscopy", NONE],
    "amyloid": ["cored plaque", "diffuse plaque", "cerebral amyloid angiopathy", "negative", NONE],
    "blood": ["platelet", "eosinophil", "neutrophil", "immature granulocyte", "basophil", NONE],
    "stain": ["None", "H&E", "Toluidine Blue", "IHC(HDab)", "IHC(Red)", NONE],
    "golgi": ["GalT–EGFP", "H2B-mCherry", "α-tubulin", "5 µm bead", "Fluorescein (FITC)", NONE],
    "seven": ["G1", "S", "G2", "prophase", "metaphase", "anaphase", "telophase"],
    "eight": ["lymphocyte", "neutrophil", "basophil", "monocyte", "eosinophil", "platelet", "erythroblast", "immature granulocyte"],
}

BLOOD = "A Giemsa-stained light micrograph displaying human peripheral blood cells. As a blood cell recognition system, identify the correct cell type:"
QUESTIONS = [
    ("3 options, classification", "heart", "H&E stained light micrograph of human cardiac tissue. Based on the image, what is the most likely clinical chronic heart diagnosis?"),
    ("4 options, modality", "modality", "What is the most likely microscopy modality used to acquire this image?"),
    ("5 options, classification", "amyloid", "IHC stained light micrograph of extracellular amyloid-beta deposition in the human brain tissue. Based on the image, what is the most likely amyloid beta morphology pattern?"),
    ("6 options, classification", "blood", BLOOD),
    ("6 options, stain", "stain", "What is the most likely technique used to stain this micrograph?"),
    ("6 options, letters beyond ASCII", "golgi", "What is the most likely technique used to stain this micrograph?"),
    ("7 options", "seven", BLOOD),
    ("8 options", "eight", BLOOD),
]


def lettered(options):
    return [f"{LETTERS[index]}) {option}" for index, option in enumerate(options)]


def prompt(question, options):
    """generative_inference.evaluate_dataset, utils.add_alphabet."""
    return "Answer with a single letter, no extra details." + "\n" + "Question:" + question + "\n" + "\n".join(lettered(options))


def is_correct(reply, options, gold):
    """eval_utils.check_prediction; its list of letters ends at G, so that a gold H is an IndexError there. Here: the letter never counts."""
    letter = LETTERS[gold] if gold < 7 else None
    return lettered(options)[gold] in reply or (letter is not None and letter in reply[0:1])


ECHO = "\n".join(lettered(OPTIONS["blood"]))
REPLIES = [
    # The letter as the very first character.
    ("blood", 4, "E"), ("blood", 4, "E."), ("blood", 4, "E)"), ("blood", 4, "E) basophil"), ("blood", 4, "E\n"), ("blood", 4, "E, because of its granules"),
    ("blood", 4, "E)basophil"), ("blood", 4, "E: basophil"), ("blood", 4, "E or A"), ("blood", 4, "Eosinophil"), ("blood", 4, "Every cell here is one."),
    ("blood", 4, "EEEE"), ("blood", 0, "A"), ("blood", 1, "B"), ("blood", 2, "C"), ("blood", 3, "D"), ("blood", 5, "F"), ("seven", 6, "G"),
    # Prose that begins with a letter counts as that letter.
    ("blood", 0, "A micrograph of a basophil."), ("blood", 0, "As an AI, I cannot tell."), ("blood", 0, "Answer: E"), ("blood", 4, "A micrograph of a basophil."),
    ("blood", 1, "Based on the image, E) basophil"), ("blood", 1, "Basophil"), ("blood", 2, "Cannot say."), ("blood", 3, "Definitely E"), ("blood", 5, "From the image: E"),
    ("seven", 6, "Given the image, F"), ("modality", 0, "Although blurred, it is C"),
    # The whole lettered option anywhere.
    ("blood", 4, "The answer is E) basophil."), ("blood", 4, "I think (E) basophil"), ("blood", 4, "not E) basophil"), ("blood", 4, "**E) basophil**"),
    ("blood", 4, " E) basophil"), ("blood", 4, "The answer is E) basophils"), ("blood", 0, ECHO), ("blood", 3, ECHO), ("blood", 5, ECHO),
    ("blood", 4, "A) platelet or E) basophil"), ("heart", 0, "I say: A) not chronic heart failure"), ("heart", 1, "I say: A) not chronic heart failure"),
    ("heart", 1, "I say: B) chronic heart failure"), ("golgi", 0, "It is A) GalT–EGFP."), ("golgi", 0, "It is A) GalT-EGFP."), ("golgi", 3, "I see D) 5 µm bead"),
    ("golgi", 3, "I see D) 5 μm bead"), ("stain", 1, "This is B) H&E staining"), ("stain", 1, "This is B) H&amp;E staining"), ("amyloid", 4, "It is E) none of the above"),
    # Nothing else.
    ("blood", 4, ""), ("blood", 4, " "), ("blood", 4, " E"), ("blood", 4, "\nE"), ("blood", 4, "\tE"), ("blood", 4, "e"), ("blood", 4, "e) basophil"), ("blood", 4, "E) Basophil"),
    ("blood", 4, "the cell is E) Basophil"), ("blood", 4, "The answer is E"), ("blood", 4, "(E)"), ("blood", 4, "**E**"), ("blood", 4, "\"E\""), ("blood", 4, "basophil"),
    ("blood", 4, "the cell is E)  basophil"), ("blood", 4, "the cell is E basophil"), ("blood", 4, "Option E"), ("blood", 4, "\ufeffE"), ("blood", 4, "Ｅ"), ("blood", 4, "Е"),
    ("blood", 4, "🅴 E"), ("blood", 4, "B"), ("blood", 4, "B) eosinophil"), ("blood", 4, "G"), ("blood", 4, "5"), ("blood", 4, "\\boxed{E}"), ("blood", 4, "{\"answer\": \"E\"}"),
    ("blood", 4, "the cell is E) baso\nphil"), ("stain", 0, "None"), ("stain", 0, "none"), ("stain", 0, "No stain: A) None"), ("stain", 5, "None"), ("seven", 0, "G1"), ("seven", 6, "G1"),
    ("modality", 3, "none of the above"), ("modality", 3, "It is D) none of the above"),
    # H: only by the whole lettered option, see the deviations.
    ("eight", 7, "H"), ("eight", 7, "H) immature granulocyte"), ("eight", 7, "It is H) immature granulocyte"), ("eight", 6, "G"), ("eight", 6, "H"),
]

# Evaluated images, classes, whether the images have a stain question, and whether the number is exact. "~": read off a figure, with a known sum.
DATASETS = [
    ("acevedo_et_al_2020", 1600, 8), ("burgess_et_al_2024_contour", 600, 3), ("burgess_et_al_2024_eccentricity", 600, 3), ("burgess_et_al_2024_texture", 600, 3),
    ("colocalization_benchmark", 96, 4), ("empiar_sbfsem", 578, 5), ("eulenberg_et_al_2017_brightfield", 743, 7), ("eulenberg_et_al_2017_darkfield", 743, 7),
    ("eulenberg_et_al_2017_epifluorescence", 743, 5), ("held_et_al_2010_galt", 157, 8), ("held_et_al_2010_h2b", 646, 9), ("held_et_al_2010_mt", 134, 6),
    ("hussain_et_al_2019", 193, 4), ("icpr2020_pollen", 700, 4), ("jung_et_al_2022", 1000, 5), ("kather_et_al_2016", 1000, 8), ("kather_et_al_2018", 1800, 9),
    ("kather_et_al_2018_val7k", 1314, 9), ("nirschl_et_al_2018", 400, 2), ("nirschl_unpub_fluorescence", 934, 13), ("tang_et_al_2019", 491, 4),
    ("wong_et_al_2022", 800, 4), ("wu_et_al_2023", 258, 2),
]
APPROXIMATE = {"empiar_sbfsem", "held_et_al_2010_mt", "wu_et_al_2023"}
UNSTAINED = {"nirschl_unpub_fluorescence"}


def drawn(seed, predicted, truth, grid):
    draws = np.random.RandomState(seed)
    corner, size = draws.randint(0, grid, (predicted + truth, 2)), draws.randint(-1, grid, (predicted + truth, 2))
    boxes = np.hstack([corner, corner + size]).tolist()
    return boxes[:predicted], boxes[predicted:]


U = [0, 0, 10, 10]
# With the score computed by hand (without the 1e-6 in the denominator), or None.
BOXES = [
    ("neither", [], [], 1.0), ("none predicted", [], [U], 0.0), ("none true", [U, U], [], 0.0), ("the box itself", [U], [U], 1.0),
    ("half of the box", [[5, 0, 10, 10]], [U], 0.5), ("a quarter shifted", [[5, 5, 15, 15]], [U], 25 / 175), ("edge to edge", [[10, 0, 20, 10]], [U], 0.0),
    ("corners out of order", [[10, 0, 0, 10]], [U], 0.0), ("true corners out of order", [U], [[0, 136, 382, 49]], 0.0), ("a line", [[0, 5, 10, 5]], [U], 0.0),
    ("one hit, one missed, one too many", [[50, 50, 60, 60], U], [U, [80, 80, 90, 90]], 1 / 3), ("twice the same box", [U, U], [U], 1 / 2),
    ("one box over two", [[0, 0, 20, 10]], [U, [10, 0, 20, 10]], 0.5 / 2), ("not greedy", [[0, 0, 10, 1], [4, 0, 14, 1]], [[2, 0, 12, 1], [-4, 0, 6, 1]], (6 / 14 + 8 / 12) / 2),
    ("equal sums, other pairs", [[0, 0, 7, 1], [8, 0, 13, 1]], [[3, 0, 10, 1], [-3, 0, 2, 1]], None),
    *[(f"drawn {seed}", *drawn(seed, predicted, truth, grid), None) for seed, predicted, truth, grid in [(1, 6, 6, 12), (2, 9, 5, 12), (3, 5, 9, 12), (4, 12, 12, 8)]],
]

# Response, image width and height, boxes as x1,y1,x2,y2 in pixels: models/generative_models/paligemma.py, qwenvlm.py.
DETECTIONS = [
    ("paligemma", "<loc0256><loc0128><loc0512><loc1023> cell", 512, 256, [[64, 64, 511.5, 128]]),
    ("paligemma", "<loc0000><loc0000><loc0512><loc0512> cell ; <loc0512><loc0512><loc1024><loc1024> cell", 1024, 512, [[0, 0, 512, 256], [512, 256, 1024, 512]]),
    ("paligemma", "<loc0000><loc0000><loc0512><loc0512><loc0001><loc0002><seg011> cell", 100, 100, [[0, 0, 50, 50]]),
    ("paligemma", "", 100, 100, []),
    ("qwen-vl", "<ref>cell</ref><box>(250,500),(750,1000)</box>", 512, 256, [[128, 128, 384, 256]]),
    ("qwen-vl", "<box>(0,0),(10,20)</box><box>(1, 2),(3,4)</box>", 100, 100, [[0, 0, 1, 2]]),
    ("qwen-vl", "I see none.", 100, 100, []),
]

# BiomedCLIP, softmax over captions in stored order: option with the highest probability, gold option where it is known.
PROBABILITIES = [
    ("ddd6f474 modality_0", [0.40244, 0.23517, 0.33774, 0.02465], 0, 1), ("ddd6f474 modality_1", [0.08977, 0.45513, 0.45462, 0.00048], 1, None),
    ("7ff4c714 modality_0", [0.13919, 0.49062, 0.24291, 0.12728], 1, 1), ("e551d6a5 modality_0", [0.10430, 0.38270, 0.45462, 0.05839], 2, 2),
]


def half_width(n, correct):
    """eval_posthoc: 20 runs, their mean and the deviation of a run."""
    x, widths = np.r_[np.ones(correct), np.zeros(n - correct)], []
    for seed in range(20):
        run = stats.bootstrap((x,), np.mean, confidence_level=0.95, vectorized=True, batch=100, method="basic", random_state=seed)
        widths.append(abs(run.confidence_interval.high - x.mean()))
    return round(float(np.mean(widths)), 7), round(float(np.std(widths, ddof=1)), 7)


def published(path):
    tables = {}
    for row in csv.DictReader(open(path)):
        tables.setdefault(row["table"], {}).setdefault(row["model"], {})[row["column"]] = int(row["value"]) if "_by_" in row["table"] else None
    wanted = [model for model in tables["coarse_by_question"] if model != "BLIP"]  # not in the published table
    return [[{"model": model, "percent": tables[table][model]} for model in wanted] for table in ("coarse_by_question", "fine_by_dataset_classification_1")]


def main():
    coarse, fine = published(sys.argv[1])
    for _, predicted, truth, by_hand in BOXES:
        assert by_hand is None or abs(grit(predicted, truth) - by_hand) < 1e-6, (predicted, truth)
    document = {
        "prompts": [
            {"id": name, "text": text, "options": options, "sha256": hashlib.sha256(prompt(text, OPTIONS[options]).encode()).hexdigest()}
            for name, options, text in QUESTIONS],
        "optionSets": OPTIONS,
        "replies": [{"options": options, "gold": gold, "reply": reply, "correct": is_correct(reply, OPTIONS[options], gold)} for options, gold, reply in REPLIES],
        "datasets": [
            {"name": name, "images": images, "classes": classes, "stained": name not in UNSTAINED, "exact": name not in APPROXIMATE}
            for name, images, classes in DATASETS],
        "coarse": coarse,
        "fine": fine,
        "halfWidths": [
            dict(zip(("n", "correct", "mean", "deviation"), (n, correct, *half_width(n, correct))))
            for n, correct in [(100, 62), (134, 33), (1000, 250), (1000, 990), (16130, 5589)]],
        "boxes": [{"id": name, "predicted": predicted, "truth": truth, "score": grit(predicted, truth)} for name, predicted, truth, _ in BOXES],
        "detections": [{"form": form, "reply": reply, "width": width, "height": height, "boxes": boxes} for form, reply, width, height, boxes in DETECTIONS],
        "probabilities": [{"id": name, "values": values, "choice": choice, "gold": gold} for name, values, choice, gold in PROBABILITIES],
    }
    lines = []
    for name, section in document.items():
        entries = [json.dumps(entry, ensure_ascii=False) for entry in section] if isinstance(section, list) else [
            f"{json.dumps(key)}: {json.dumps(entry, ensure_ascii=False)}" for key, entry in section.items()]
        opening, closing = "[]" if isinstance(section, list) else "{}"
        lines.append(f'  "{name}": {opening}\n    ' + ",\n    ".join(entries) + f"\n  {closing}")
    print("{\n" + ",\n".join(lines) + "\n}")


main()
