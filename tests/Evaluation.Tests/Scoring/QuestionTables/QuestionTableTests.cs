using MuBench.Datasets;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Tests.Scoring.QuestionTables;

public sealed class QuestionTableTests
{
    [Fact]
    public void Build_BothTasks_HasTheSlicesInOrder()
    {
        var builder = new QuestionTableBuilder();
        foreach (var key in QuestionKeys.All.Append("own"))
            builder.Add(ScoringData.Image(3, "kather_et_al_2016"), ScoringData.Question(key));
        foreach (var key in (string[])["classification", "modality"])
            builder.Add(ScoringData.Image(4, "acevedo_et_al_2020"), ScoringData.Question(key));
        builder.Add(ScoringData.Image(9, "wu_et_al_2023"), ScoringData.Question("classification"));

        var table = builder.Build();

        Assert.Equal(10, table.Count);
        Assert.Equal(3, table.Images);
        Assert.Equal(
            [
                "all/all 10",
                "coarse/all 6", "coarse/domain 1", "coarse/modality 2", "coarse/stain 1", "coarse/subdomain 1", "coarse/submodality 1",
                "coarse/dataset:acevedo_et_al_2020 1", "coarse/dataset:kather_et_al_2016 5", "coarse/pathology 6", "coarse/h&e 5",
                "coarse/scale:cellular 1", "coarse/scale:tissue 5", "coarse/group:identification 1", "coarse/group:neoplastic-histopathology 5",
                "fine/all 3", "fine/dataset:acevedo_et_al_2020 1", "fine/dataset:kather_et_al_2016 1", "fine/dataset:wu_et_al_2023 1",
                "fine/pathology 2", "fine/h&e 1",
                "fine/scale:cellular 1", "fine/scale:subcellular 1", "fine/scale:tissue 1",
                "fine/group:identification 1", "fine/group:neoplastic-histopathology 1", "fine/group:normal-or-abnormal 1",
                "fine/task:colorectal-texture 1", "fine/task:organisms-electron 1", "fine/task:white-blood-cells 1",
                "own/all 1", "own/dataset:kather_et_al_2016 1", "own/pathology 1", "own/h&e 1",
            ],
            table.Slices.Select(slice => $"{slice.Task}/{slice.Slice} {slice.Questions.Length}"));
        Assert.Equal((9, 2, "classification", "wu_et_al_2023"), (table.RowOf(9), table.ImageOf(9), table.KeyOf(9), table.SourceOf(9)));
        Assert.Equal("own", table.KeyOf(6));
    }

    [Fact]
    public void Build_OneTask_HasNoPool() =>
        Assert.DoesNotContain(ScoringData.Table(2, "modality").Slices, slice => slice.Task == "all");

    [Fact]
    public void Build_Nothing_HasNoSlices() => Assert.Empty(new QuestionTableBuilder().Build().Slices);

    [Theory]
    // The authors' lists apply to the datasets that they evaluated, regardless of the columns.
    [InlineData("tang_et_al_2019", "pathology", "light microscopy", "IHC(HDab)", false, false)]
    [InlineData("hussain_et_al_2019", "cytology", "light microscopy", "Papanicolaou", true, false)]
    [InlineData("nirschl_et_al_2018", null, null, null, true, true)]
    // For any other dataset, the columns apply.
    [InlineData("sirinukunwattana_et_al_2016", "pathology", "light microscopy", "H&E", true, true)]
    [InlineData("opencell", "biology", "fluorescence microscopy", null, false, false)]
    [InlineData("mine", "Pathology", "Light microscopy", "h&e", true, true)]
    [InlineData("mine", "pathology", "electron microscopy", "None", false, false)]
    public void Build_SourceAndColumns_DecideOnPathologyAndHAndE(
        string source, string? domain, string? modality, string? stain, bool pathology, bool hAndE)
    {
        var builder = new QuestionTableBuilder();
        builder.Add(ScoringData.Image(0, source, domain, modality, stain), ScoringData.Question("modality"));
        var slices = builder.Build().Slices.Select(slice => slice.Slice).ToArray();
        Assert.Equal(pathology, slices.Contains("pathology"));
        Assert.Equal(hAndE, slices.Contains("h&e"));
    }

    [Fact]
    public void Add_RowThatComesBack_IsRefused()
    {
        var builder = new QuestionTableBuilder();
        builder.Add(ScoringData.Image(5), ScoringData.Question("modality"));
        builder.Add(ScoringData.Image(6), ScoringData.Question("modality"));
        Assert.Throws<ArgumentException>(() => builder.Add(ScoringData.Image(5), ScoringData.Question("stain")));
    }
}
