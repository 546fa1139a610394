using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Slices;

namespace MuBench.Tests.Scoring;

/// <summary>The slices of the questions of each task.</summary>
public sealed class TaskSliceTests
{
    [Fact]
    public void Build_FineOverSeveralSources_HasScalesGroupsTasksAndSubmodalities()
    {
        var slices = Of("classification",
            Image(0, "kather_et_al_2018", "brightfield microscopy"), Image(1, "kather_et_al_2018_val7k", "brightfield microscopy"),
            Image(2, "eulenberg_et_al_2017_darkfield", "darkfield microscopy"), Image(3, "wu_et_al_2023", null), Image(4, "mine", "brightfield microscopy "));

        Assert.Equal(
            [
                "authors 4", "submodality:brightfield microscopy 3", "submodality:darkfield microscopy 1",
                "scale:cellular 1", "scale:subcellular 1", "scale:tissue 2",
                "group:cell-cycle-and-stage 1", "group:neoplastic-histopathology 2", "group:normal-or-abnormal 1",
                "task:cell-cycle 1", "task:colorectal-tissue 2", "task:organisms-electron 1",
                "without:eulenberg-df-ef 4",
            ],
            slices.Where(slice => !slice.IsCompared).Select(Text));
        Assert.Equal(["all", "dataset:eulenberg_et_al_2017_darkfield"], slices.Where(slice => slice.IsCompared).Take(2).Select(slice => slice.Slice));
    }

    [Fact]
    public void Build_PartThatIsTheWholeTask_IsNotRepeated() =>
        Assert.Equal(["all 2", "dataset:acevedo_et_al_2020 2", "pathology 2"], Of("classification", Image(0, "acevedo_et_al_2020", "brightfield"), Image(1, "acevedo_et_al_2020", "brightfield")).Select(Text));

    [Fact]
    public void Build_AllEvaluatedSources_WithOpenCell_HaveThirteenTasksAndSevenGroups()
    {
        string[] sources =
        [
            "acevedo_et_al_2020", "jung_et_al_2022", "nirschl_unpub_fluorescence", "burgess_et_al_2024_contour", "burgess_et_al_2024_eccentricity",
            "burgess_et_al_2024_texture", "eulenberg_et_al_2017_brightfield", "eulenberg_et_al_2017_darkfield", "eulenberg_et_al_2017_epifluorescence",
            "held_et_al_2010_galt", "held_et_al_2010_h2b", "held_et_al_2010_mt", "empiar_sbfsem", "wu_et_al_2023", "icpr2020_pollen",
            "colocalization_benchmark", "hussain_et_al_2019", "kather_et_al_2016", "kather_et_al_2018", "kather_et_al_2018_val7k",
            "nirschl_et_al_2018", "tang_et_al_2019", "wong_et_al_2022",
        ];
        var slices = Of("classification", [.. sources.Append("opencell").Select((source, row) => Image(row, source, null))]);

        Assert.Equal(13, slices.Count(slice => slice.Slice.StartsWith("task:", StringComparison.Ordinal)));
        Assert.Equal(7, slices.Count(slice => slice.Slice.StartsWith("group:", StringComparison.Ordinal)));
        Assert.Equal(23, slices.Where(slice => slice.Slice.StartsWith("group:", StringComparison.Ordinal)).Sum(slice => slice.Questions.Length));
        Assert.Equal(23, slices.Single(slice => slice.Slice == "authors").Questions.Length);
        Assert.Equal(22, slices.Single(slice => slice.Slice == "without:eulenberg-df-ef").Questions.Length);
        Assert.Equal((7, 4), (slices.Single(slice => slice.Slice == "pathology").Questions.Length, slices.Single(slice => slice.Slice == "h&e").Questions.Length));
    }

    [Fact]
    public void Build_Localization_HasClassesSourcesAndTheAuthorsPart()
    {
        var builder = new QuestionTableBuilder();
        (string Source, string[] Classes)[] images =
            [("burgess_et_al_2024_texture", ["cell", "nucleus"]), ("held_et_al_2010_h2b", ["H2B-mCherry"]), ("blood", ["cell"])];
        foreach (var (row, (source, classes)) in images.Index())
        {
            builder.Add(Image(row, source, null), ScoringData.Question("modality"));
            foreach (var name in classes)
                builder.Add(Image(row, source, null), ScoringData.Question("localization:" + name));
        }

        var table = builder.Build();
        var slices = table.Slices.Where(slice => slice.Task == "localization").ToList();

        // There is no pool, because only one task is closed.
        Assert.DoesNotContain(table.Slices, slice => slice.Task == "all");
        Assert.All(slices, slice => Assert.True(slice.IsGraded));
        Assert.Equal(
            [
                "all 4", "class:H2B-mCherry 1", "class:cell 2", "class:nucleus 1",
                "dataset:blood 1", "dataset:burgess_et_al_2024_texture 2", "dataset:held_et_al_2010_h2b 1", "authors 3",
                "dataset:blood/cell 1", "dataset:burgess_et_al_2024_texture/cell 1", "dataset:burgess_et_al_2024_texture/nucleus 1", "dataset:held_et_al_2010_h2b/H2B-mCherry 1",
                "scale:cellular 3", "group:cell-cycle-and-stage 1", "group:texture-and-morphology 2",
            ],
            slices.Select(Text));
    }

    [Fact]
    public void Build_Cognition_HasSubdomainsModalitiesAndTheHundredThatTheAuthorsScored()
    {
        var builder = new QuestionTableBuilder();
        for (var row = 0; row < 11; row++)
        {
            for (var question = 0; question < 11; question++)
                builder.Add(Image(row, "cognition_set", "confocal", row < 6 ? "botany" : "virology", "light microscopy"), ScoringData.Question($"cognition_{(row * 11) + question}"));
        }

        Assert.Equal(
            ["all 121", "dataset:cognition_set 121", "authors 100", "subdomain:botany 66", "subdomain:virology 55"],
            builder.Build().Slices.Select(Text));
    }

    [Fact]
    public void Build_ScaleColumn_OutweighsTheMappingOfSources() =>
        Assert.Equal(
            ["scale:nano 1", "scale:tissue 1"],
            Of("cognition", Image(0, "hussain_et_al_2019", null), Image(1, "hussain_et_al_2019", null) with { Scale = "nano" }).Select(Text).Where(text => text.StartsWith("scale", StringComparison.Ordinal)));

    private static IReadOnlyList<QuestionSlice> Of(string key, params ImageRecord[] images)
    {
        var builder = new QuestionTableBuilder();
        foreach (var image in images)
            builder.Add(image, ScoringData.Question(key));
        return builder.Build().Slices;
    }

    private static ImageRecord Image(int row, string source, string? submodality, string? subdomain = null, string? modality = null) =>
        ScoringData.Image(row, source, modality: modality) with { Submodality = submodality, Subdomain = subdomain };

    private static string Text(QuestionSlice slice) => $"{slice.Slice} {slice.Questions.Length}";
}
