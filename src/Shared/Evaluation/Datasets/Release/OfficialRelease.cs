using MuBench.Datasets.Import;

namespace MuBench.Datasets.Release;

/// <summary>The official release of μ-Bench: what its authors published on the Hugging Face Hub.</summary>
public static class OfficialRelease
{
    /// <summary>The pinned revision, its files and its counts.</summary>
    /// <remarks>
    /// Other evaluation tools pin the same hashes and revision. The counts are those of the authors' evaluation code:
    /// the denominators of its confidence intervals. There are five coarse questions per image, but no stain question
    /// for <c>nirschl_unpub_fluorescence</c>, whose stain is null in the release.
    /// </remarks>
    public static ReleaseDescription Description { get; } = new()
    {
        Title = "μ-Bench",
        Name = "ubench",
        Repository = "jnirschl/uBench",
        Revision = "3f2c5b590bc7a208d5b60f3527ce4c76a331aa2b",
        Folder = "perception/0.1.0",
        Files =
        [
            new("ubench-test-00000-of-00007.arrow", "3d346134e6dffed41f74da64c1c173f5efd3a10200805796a030357297b630f1"),
            new("ubench-test-00001-of-00007.arrow", "790591636ae679afa1161664d207c2bb2e3d583690d03967e38364ba0f31ccac"),
            new("ubench-test-00002-of-00007.arrow", "c370cd84e6ed9b00483ef3d20f5c06d5ff2264733ea87f2df98cf9a22820bf74"),
            new("ubench-test-00003-of-00007.arrow", "832cdd6f73a132028584b4e47ec1afe643e0490dd8ec9686eabbb9de3eb7f814"),
            new("ubench-test-00004-of-00007.arrow", "e2741415cef1327ba243f21000ac43aab2d36b61a9c2c862a1d0e21f200f4a69"),
            new("ubench-test-00005-of-00007.arrow", "89deae84ed2dab1bb1fc40be0aefe81b8d94590cec548d1950ff5ff853143d34"),
            new("ubench-test-00006-of-00007.arrow", "534beca2084a250d4436340c78accc9fe7cc2d6063d4884302e7e7f141edad6c"),
        ],
        Counts = new ReleaseCounts
        {
            Images = 17_315,
            EvaluatedImages = 16_130,
            EvaluatedQuestions = new Dictionary<string, int>
            {
                [QuestionKeys.Classification] = 16_130,
                [QuestionKeys.Domain] = 16_130,
                [QuestionKeys.Modality] = 16_130,
                [QuestionKeys.Stain] = 15_196,
                [QuestionKeys.Subdomain] = 16_130,
                [QuestionKeys.Submodality] = 16_130,
            },
            Sources = new Dictionary<string, int>
            {
                ["acevedo_et_al_2020"] = 1_600,
                ["burgess_et_al_2024_contour"] = 600,
                ["burgess_et_al_2024_eccentricity"] = 600,
                ["burgess_et_al_2024_texture"] = 600,
                ["colocalization_benchmark"] = 96,
                ["eulenberg_et_al_2017_brightfield"] = 743,
                ["eulenberg_et_al_2017_darkfield"] = 743,
                ["eulenberg_et_al_2017_epifluorescence"] = 743,
                [SourceNames.HeldGalt] = 157,
                [SourceNames.HeldH2b] = 646,
                ["hussain_et_al_2019"] = 193,
                ["icpr2020_pollen"] = 700,
                ["jung_et_al_2022"] = 1_000,
                ["kather_et_al_2016"] = 1_000,
                ["kather_et_al_2018"] = 1_800,
                ["kather_et_al_2018_val7k"] = 1_314,
                ["nirschl_et_al_2018"] = 400,
                ["nirschl_unpub_fluorescence"] = 934,
                ["tang_et_al_2019"] = 491,
                ["wong_et_al_2022"] = 800,
            },
            SummedSources = ["empiar_sbfsem", SourceNames.HeldMicrotubules, "wu_et_al_2023"],
            SummedImages = 970,
            ReleaseOnlySources = new Dictionary<string, int> { ["opencell"] = 1_105, ["sirinukunwattana_et_al_2016"] = 80 },
            UnnamedSources = [SourceNames.HeldGalt, SourceNames.HeldH2b, SourceNames.HeldMicrotubules],
        },
    };

    /// <summary>
    /// Whether a source dataset is in the release but in no published result. <c>coarse</c> and <c>fine</c> do not ask
    /// about it; <c>fine/SOURCE</c> does.
    /// </summary>
    public static bool IsReleaseOnly(string source) => Description.Counts.ReleaseOnlySources.ContainsKey(source);
}
