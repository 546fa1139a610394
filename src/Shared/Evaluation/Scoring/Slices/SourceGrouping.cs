namespace MuBench.Scoring.Slices;

/// <summary>The groups of a source dataset in μ-Bench.</summary>
/// <param name="Scale">
/// Tissue, cellular or subcellular. The release has no such field: the assignment is MuBench's own, after the examples
/// in the authors' first figure.
/// </param>
/// <param name="Group">One of the authors' seven groups (the axes of their radar plot); null for a dataset that they did not evaluate.</param>
/// <param name="Task">One of the paper's thirteen classification tasks; null if the dataset has none.</param>
internal sealed record SourceGrouping(string Scale, string? Group, string? Task)
{
    private const string Tissue = "tissue";
    private const string Cellular = "cellular";
    private const string Subcellular = "subcellular";

    private const string Identification = "identification";
    private const string Profiling = "texture-and-morphology";
    private const string CellCycle = "cell-cycle-and-stage";
    private const string Normality = "normal-or-abnormal";
    private const string SingleMolecule = "single-molecule-imaging";
    private const string Neoplastic = "neoplastic-histopathology";
    private const string NonNeoplastic = "non-neoplastic-histopathology";

    // Ale9806/eVLLM, inference/constants.py (tasks_metadata), and the task counts of the website's third figure.
    private static readonly Dictionary<string, SourceGrouping> Known = new(StringComparer.Ordinal)
    {
        ["acevedo_et_al_2020"] = new(Cellular, Identification, "white-blood-cells"),
        ["jung_et_al_2022"] = new(Cellular, Identification, "white-blood-cells"),
        ["nirschl_unpub_fluorescence"] = new(Subcellular, Identification, "organisms-fluorescence"),
        ["burgess_et_al_2024_contour"] = new(Cellular, Profiling, "synthetic-cells"),
        ["burgess_et_al_2024_eccentricity"] = new(Cellular, Profiling, "synthetic-cells"),
        ["burgess_et_al_2024_texture"] = new(Cellular, Profiling, "synthetic-cells"),
        ["eulenberg_et_al_2017_brightfield"] = new(Cellular, CellCycle, "cell-cycle"),
        ["eulenberg_et_al_2017_darkfield"] = new(Cellular, CellCycle, "cell-cycle"),
        ["eulenberg_et_al_2017_epifluorescence"] = new(Cellular, CellCycle, "cell-cycle"),
        ["held_et_al_2010_galt"] = new(Subcellular, CellCycle, "cell-cycle"),
        ["held_et_al_2010_h2b"] = new(Cellular, CellCycle, "cell-cycle"),
        ["held_et_al_2010_mt"] = new(Subcellular, CellCycle, "cell-cycle"),
        ["empiar_sbfsem"] = new(Subcellular, Normality, "organisms-electron"),
        ["wu_et_al_2023"] = new(Subcellular, Normality, "organisms-electron"),
        ["icpr2020_pollen"] = new(Cellular, Normality, "pollen"),
        ["colocalization_benchmark"] = new(Subcellular, SingleMolecule, "colocalization"),
        ["hussain_et_al_2019"] = new(Tissue, Neoplastic, "pap-smear"),
        ["kather_et_al_2016"] = new(Tissue, Neoplastic, "colorectal-texture"),
        ["kather_et_al_2018"] = new(Tissue, Neoplastic, "colorectal-tissue"),
        ["kather_et_al_2018_val7k"] = new(Tissue, Neoplastic, "colorectal-tissue"),
        ["nirschl_et_al_2018"] = new(Tissue, NonNeoplastic, "heart-failure"),
        ["tang_et_al_2019"] = new(Tissue, NonNeoplastic, "amyloid"),
        ["wong_et_al_2022"] = new(Tissue, NonNeoplastic, "amyloid"),
        ["opencell"] = new(Subcellular, null, "subcellular-structures"),
        ["sirinukunwattana_et_al_2016"] = new(Tissue, null, null),
    };

    /// <summary>The groups of a source dataset; null for one that is not part of μ-Bench.</summary>
    public static SourceGrouping? Of(string source) => Known.GetValueOrDefault(source);
}
