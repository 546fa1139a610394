"""What the quickstart dataset asks: concepts, caption templates and questions, by the release's conventions."""

import uuid

NONE = "none of the above"

COARSE = {
    "modality": "What is the most likely microscopy modality used to acquire this image?",
    "submodality": "What is the most likely microscopy submodality used to acquire this image?",
    "domain": "What is the most likely field of study this micrograph would be used for?",
    "subdomain": "What is the most likely subfield of study this micrograph would be used for?",
    "stain": "What is the most likely technique used to stain this micrograph?",
}
TEMPLATES = {  # no captions for the subdomain, as in the release
    "modality": ("A micrograph acquired through {class}.", "A microscopy image obtained through {class}."),
    "submodality": ("A micrograph acquired through {class}.", "A microscopy image obtained through {class}."),
    "domain": ("A micrograph, typically studied in {class}.", "A microscopy image frequently studied in {class}."),
    "stain": ("A micrograph stained with {class}.", "A microscopy image stained with {class}."),
}
UNSTAINED = ("A micrograph without any staining.", "A microscopy image without any staining.")

MODALITY = ["light microscopy", "fluorescence microscopy", "electron microscopy"]
SUBMODALITY = {  # distractors come from the same modality
    "light microscopy": [
        "brightfield microscopy", "darkfield microscopy", "phase contrast microscopy", "polarized light microscopy",
        "differential interference contrast microscopy", "mixed", "synthetic"],
    "fluorescence microscopy": [
        "epifluorescence microscopy", "confocal microscopy", "total internal reflection fluorescence microscopy",
        "light sheet microscopy", "two-photon microscopy", "structured illumination microscopy"],
    "electron microscopy": [
        "transmission electron microscopy", "scanning electron microscopy", "cryo-electron tomography",
        "cryo-electron microscopy", "serial block-face scanning electron microscopy"],
}
DOMAIN = ["cytology", "pathology", "radiology", "biology", "ophthalmology", "dermatology"]
SUBDOMAIN = {  # distractors come from the same domain
    "pathology": [
        "gastrointestinal pathology", "hematopathology", "neuropathology", "cardiovascular pathology",
        "renal and medical kidney pathology", "head and neck pathology", "endocrine pathology", "soft tissue pathology",
        "blood banking and transfusion medicine", "molecular pathology"],
    "biology": [
        "cell biology", "neurobiology", "molecular biology", "botany", "developmental biology", "biophysics", "parasitology"],
}
STAIN = [
    "None", "H&E", "Giemsa", "Wright-Giemsa", "Toluidine Blue", "IHC(HDab)", "IHC(Red)", "Ziehl-Neelsen", "Congo Red",
    "Basic fuchsin", "PAS", "Alcian Blue", "Gram", "Papanicolaou", "Masson Trichrome"]

# In the order of the rows: by name of the dataset. `classes` maps the drawn kind to (label_name, answer).
DATASETS = [
    {
        "dataset": "quickstart_blood_brightfield", "kind": "blood",
        "modality": "light microscopy", "submodality": "brightfield microscopy",
        "domain": "pathology", "subdomain": "hematopathology", "stain": "Giemsa", "microns_per_pixel": 0.25,
        "question": "Synthetically generated Giemsa-stained light micrograph of human peripheral blood cells. "
                    "As a blood cell recognition system, identify the correct cell type:",
        "captions": ("Giemsa stained photomicrograph of {article} {class}.",
                     "A brightfield microscopy image of a peripheral blood smear stained with giemsa displaying {article} {class}."),
        "classes": {k: (k, k) for k in ("lymphocyte", "neutrophil", "eosinophil", "basophil", "monocyte", "platelet")},
    },
    {
        "dataset": "quickstart_membranes_em", "kind": "membranes",
        "modality": "electron microscopy", "submodality": "transmission electron microscopy",
        "domain": "biology", "subdomain": "neurobiology", "stain": "None", "microns_per_pixel": 0.01,
        "question": "Synthetically generated transmission electron micrograph of cell membranes. "
                    "Based on the image, what is the most likely structure shown?",
        "captions": ("Transmission electron micrograph of {class}.",
                     "An electron microscopy image of a thin section of brain tissue that shows {class}."),
        "classes": {
            "mitochondria": ("mitochondria", "mitochondria"), "myelin sheath": ("myelin", "myelin sheath"),
            "golgi apparatus": ("golgi", "Golgi apparatus"),
            "rough endoplasmic reticulum": ("rough_er", "rough endoplasmic reticulum"),
            "nuclear envelope": ("nuclear_envelope", "nuclear envelope")},
    },
    {
        "dataset": "quickstart_nuclei_fluorescence", "kind": "nuclei",
        "modality": "fluorescence microscopy", "submodality": "epifluorescence microscopy",
        "domain": "biology", "subdomain": "cell biology", "stain": None, "microns_per_pixel": 0.5,
        "question": "Synthetically generated epifluorescence micrograph of the nuclei of cultured cells. "
                    "Based on the central nucleus, what is the most likely phase of the cell?",
        "captions": ("Epifluorescence micrograph of a cell in {class}.",
                     "A fluorescence microscopy image of labelled chromatin of a cultured cell in {class}."),
        "classes": {k: (k, k) for k in ("interphase", "prophase", "metaphase", "anaphase", "telophase")}
                   | {"apoptosis": ("apoptotic", "apoptosis")},
    },
    {
        "dataset": "quickstart_tissue_he", "kind": "tissue",
        "modality": "light microscopy", "submodality": "brightfield microscopy",
        "domain": "pathology", "subdomain": "gastrointestinal pathology", "stain": "H&E", "microns_per_pixel": 0.5,
        # the release's column and answer differ in the same way
        "subdomain_column": "gastrointestinal and liver pathology",
        "question": "Synthetically generated H&E stained light micrograph of human colorectal tissue. "
                    "Based on the image, what is the most likely texture class?",
        "captions": ("An H&E micrograph of {class}.",
                     "H&E stained light microscopy image of human colorectal tissue with {class}."),
        "classes": {
            "adipose": ("adipose", "adipose tissue"), "smooth muscle": ("smooth_muscle", "smooth muscle"),
            "lymphocytes": ("lymphocytes", "lymphocytes"), "mucus": ("mucus", "mucus"),
            "normal colon mucosa": ("normal_mucosa", "normal colon mucosa"),
            "cancer-associated stroma": ("stroma", "cancer-associated stroma"),
            "colorectal adenocarcinoma epithelium": ("adenocarcinoma", "colorectal adenocarcinoma epithelium")},
    },
]

LABELS = sorted({label for d in DATASETS for label, _ in d["classes"].values()})


def fill(template, concept):
    article = "an" if concept[0].lower() in "aeiou" else "a"
    return template.replace("{article}", article).replace("{class}", concept)


def sentence(key, variant, concept, templates):
    if concept == NONE:
        return NONE
    if key == "stain" and concept == "None":
        return UNSTAINED[variant]
    return fill(templates[variant], concept)


def vocabulary(key, data):
    """All that may stand among the options of a question about `data`."""
    if key == "classification":
        return [answer for _, answer in data["classes"].values()]
    return {"modality": MODALITY, "submodality": SUBMODALITY[data["modality"]], "domain": DOMAIN,
            "subdomain": SUBDOMAIN[data["domain"]], "stain": STAIN}[key]


def questions(rng, data, kind):
    """The `captions` and `questions` columns of one image."""
    captions, asked = {}, {}
    gold = {k: data[k] for k in COARSE} | {"classification": data["classes"][kind][1]}
    for key, answer in gold.items():
        templates = data["captions"] if key == "classification" else TEMPLATES.get(key)
        if answer is None:
            asked[key] = None
            captions |= {f"{key}_{v}": None for v in (0, 1)}
            continue
        others = [c for c in vocabulary(key, data) if c != answer]
        options = [answer] + [others[i] for i in rng.permutation(len(others))[:4]]
        options = [options[i] for i in rng.permutation(len(options))]
        index = options.index(answer)
        options.append(NONE)
        identity = str(uuid.UUID(bytes=rng.bytes(16), version=4))
        text = data["question"] if key == "classification" else COARSE[key]
        asked[key] = {"answer": answer, "answer_idx": index, "id": identity, "name": key, "options": options,
                      "question": text, "tags": None}
        for variant in (0, 1) if templates else ():
            captions[f"{key}_{variant}"] = {
                "id": identity, "name": key, "question": templates[variant], "answer_idx": str(index),
                "options": [sentence(key, variant, o, templates) for o in options], "tags": None}
    return captions, asked


def statements():
    """Every sentence of the benchmark's kind with what it says: {text: set of (key, concept)}.

    `classification` concepts carry their dataset, since captions of one kind of specimen say nothing of another.
    """
    said = {}

    def add(text, key, concept):
        said.setdefault(text, set()).add((key, concept))

    for data in DATASETS:
        for key in COARSE:
            for concept in vocabulary(key, data):
                if key == "subdomain":
                    add(COARSE[key] + " " + concept, key, concept)
                else:
                    for variant in (0, 1):
                        add(sentence(key, variant, concept, TEMPLATES[key]), key, concept)
        for concept in vocabulary("classification", data):
            for variant in (0, 1):
                add(sentence("classification", variant, concept, data["captions"]), data["dataset"], concept)
    said[NONE] = set()
    return said


def truths(data, kind):
    """The (key, concept) pairs that hold for a drawing."""
    return {(k, data[k]) for k in COARSE if data[k] is not None} | {(data["dataset"], data["classes"][kind][1])}
