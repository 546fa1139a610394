using MuBench.Datasets;
using MuBench.Datasets.Release;

namespace MuBench.Tests.Datasets.Release;

public sealed class ReleaseCheckTests
{
    private static readonly ReleaseDescription Official = OfficialRelease.Description;
    private static readonly ReleaseCounts Expected = Official.Counts;
    private static readonly IReadOnlyList<PackInfo> Packs = [.. Official.Files.Select(file => new PackInfo(file.Name, 1, file.Sha256))];

    [Fact]
    public void OfficialRelease_ItsOwnNumbers_AddUp()
    {
        Assert.Equal(7, Official.Files.Count);
        Assert.All(Official.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        Assert.Equal(Official.Files.Select(file => file.Name).Order(StringComparer.Ordinal), Official.Files.Select(file => file.Name));
        Assert.Equal(23, Expected.Sources.Count + Expected.SummedSources.Count);
        Assert.Equal(Expected.EvaluatedImages, Expected.Sources.Values.Sum() + Expected.SummedImages);
        Assert.Equal(Expected.Images, Expected.EvaluatedImages + Expected.ReleaseOnlySources.Values.Sum());
        Assert.Equal(79_716, QuestionKeys.Coarse.Sum(key => Expected.EvaluatedQuestions[key]));
        Assert.Equal(16_130, Expected.EvaluatedQuestions[QuestionKeys.Classification]);
        Assert.Equal(934, Expected.EvaluatedImages - Expected.EvaluatedQuestions[QuestionKeys.Stain]);
    }

    [Fact]
    public void Check_FilesAndCountsOfTheRelease_IsOfficial()
    {
        var standing = ReleaseCheck.Check(Official, "arrow", Packs, Counts());
        Assert.True(standing.Official, string.Join("; ", standing.Differences));
        Assert.Equal("3f2c5b590bc7a208d5b60f3527ce4c76a331aa2b", standing.Revision);
    }

    [Fact]
    public void CountDifferences_OtherSplitOfTheSourcesThatOnlyTheirSumIsKnownOf_Holds()
    {
        Assert.Empty(ReleaseCheck.CountDifferences(Expected, Counts(sources => (sources["empiar_sbfsem"], sources["wu_et_al_2023"]) = (500, 336))));
        Assert.Equal(
            ["images: 17,316, where the release has 17,315", "images of the evaluated source datasets: 16,131, where the release has 16,130",
             "'classification' questions about them: 16,131, where the release has 16,130", "'domain' questions about them: 16,131, where the release has 16,130",
             "'modality' questions about them: 16,131, where the release has 16,130", "'stain' questions about them: 15,197, where the release has 15,196",
             "'subdomain' questions about them: 16,131, where the release has 16,130", "'submodality' questions about them: 16,131, where the release has 16,130",
             "images of empiar_sbfsem, held_et_al_2010_mt, wu_et_al_2023 together: 971, where the release has 970"],
            ReleaseCheck.CountDifferences(Expected, Counts(sources => sources["empiar_sbfsem"]++)));
    }

    [Theory]
    [InlineData("acevedo_et_al_2020")]
    [InlineData("held_et_al_2010_galt")]
    [InlineData("opencell")]
    [InlineData("sirinukunwattana_et_al_2016")]
    public void CountDifferences_OneImageFewerOfASource_NamesTheSource(string source) =>
        Assert.Contains(
            ReleaseCheck.CountDifferences(Expected, Counts(sources => sources[source]--)),
            difference => difference.StartsWith($"images of {source}: ", StringComparison.Ordinal));

    [Fact]
    public void CountDifferences_EverySourceInTurn_IsNoticed()
    {
        foreach (var source in SourceNames())
            Assert.NotEmpty(ReleaseCheck.CountDifferences(Expected, Counts(sources => sources.Remove(source))));
    }

    [Fact]
    public void CountDifferences_EveryQuestionKeyInTurn_IsNoticed()
    {
        foreach (var key in QuestionKeys.All)
        {
            var counts = Counts();
            var questions = counts.SourceQuestions.ToDictionary(source => source.Key, source => (IReadOnlyDictionary<string, int>)source.Value.ToDictionary());
            questions["kather_et_al_2016"] = questions["kather_et_al_2016"].ToDictionary(entry => entry.Key, entry => entry.Value - (entry.Key == key ? 1 : 0));
            var difference = Assert.Single(ReleaseCheck.CountDifferences(Expected, counts with { SourceQuestions = questions }));
            Assert.StartsWith($"'{key}' questions about them: ", difference, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CountDifferences_SourceThatTheReleaseHasNot_IsNamed() =>
        Assert.Contains(
            "3 images are of 'unknown', which is not a source dataset of the release",
            ReleaseCheck.CountDifferences(Expected, Counts(sources => sources["unknown"] = 3)));

    [Fact]
    public void CountDifferences_HeldRowsThatNameTheirDatasetOrOthersThatDoNot_AreNamed()
    {
        var counts = Counts();
        var unnamed = counts.UnnamedSources.ToDictionary();
        (unnamed["held_et_al_2010_h2b"], unnamed["jung_et_al_2022"]) = (640, 2);
        Assert.Equal(
            ["640 of the 646 images of held_et_al_2010_h2b have no dataset name of their own, where in the release none has one",
             "2 of the 1,000 images of jung_et_al_2022 have no dataset name of their own, where in the release all have one"],
            ReleaseCheck.CountDifferences(Expected, counts with { UnnamedSources = unnamed }));
    }

    [Fact]
    public void Check_OneFileOfAnotherHashOneMissingOneMore_ListsEachWithBothHashes()
    {
        IReadOnlyList<PackInfo> packs = [Packs[0] with { Sha256 = new string('a', 64) }, .. Packs.Skip(2), new("more.arrow", 1, new string('b', 64))];
        Assert.Equal(
            [$"'{Packs[0].Name}' has the SHA-256 {new string('a', 64)}, where the release's has {Packs[0].Sha256}",
             $"'{Packs[1].Name}' is missing", "'more.arrow' is not a file of the release"],
            ReleaseCheck.Check(Official, "arrow", packs, Counts()).Differences);
    }

    [Fact]
    public void Check_OtherFormOfTheSameRows_IsNotOfficialAndSaysThatTheCountsHold()
    {
        var standing = ReleaseCheck.Check(Official, "parquet", [new("images-00000.bin", 1, new string('c', 64))], Counts());
        Assert.False(standing.Official);
        Assert.Equal(
            ["its files are not the release's 7 Arrow shards; it was imported from the format 'parquet'", "its counts are the release's"], standing.Differences);
    }

    [Fact]
    public void Check_DataOfAnotherKind_SaysSoInTwoLines()
    {
        var counts = new DatasetCounts
        {
            Images = 4, Questions = new Dictionary<string, int>(), Sources = new Dictionary<string, int> { ["mine"] = 4 }, RepeatedImageIds = 0,
        };
        var standing = ReleaseCheck.Check(Official, "folder", [new("images-00000.bin", 1, new string('c', 64))], counts);
        Assert.Equal(2, standing.Differences.Count);
        Assert.EndsWith("images: 4, where the release has 17,315", standing.Differences[1], StringComparison.Ordinal);
    }

    private static IEnumerable<string> SourceNames() => [.. Expected.Sources.Keys, .. Expected.SummedSources, .. Expected.ReleaseOnlySources.Keys];

    /// <summary>The counts of the official release, with a test's change of the images per source.</summary>
    private static DatasetCounts Counts(Action<Dictionary<string, int>>? change = null)
    {
        var sources = Expected.Sources.Concat(Expected.ReleaseOnlySources).ToDictionary();
        (sources["empiar_sbfsem"], sources["wu_et_al_2023"], sources["held_et_al_2010_mt"]) = (578, 258, 134);
        change?.Invoke(sources);
        var questions = sources.ToDictionary(source => source.Key, source => (IReadOnlyDictionary<string, int>)KeysOf(source.Key).ToDictionary(key => key, _ => source.Value));
        return new DatasetCounts
        {
            Images = sources.Values.Sum(),
            Sources = sources,
            Questions = questions.Values.SelectMany(keys => keys).GroupBy(key => key.Key).ToDictionary(key => key.Key, key => key.Sum(count => count.Value)),
            SourceQuestions = questions,
            UnnamedSources = sources.Where(source => source.Key.StartsWith("held", StringComparison.Ordinal)).ToDictionary(),
            RepeatedImageIds = 204,
        };
    }

    private static IEnumerable<string> KeysOf(string source) => source switch
    {
        "nirschl_unpub_fluorescence" => QuestionKeys.All.Where(key => key != QuestionKeys.Stain),
        "sirinukunwattana_et_al_2016" => [QuestionKeys.Domain, QuestionKeys.Modality],
        _ => QuestionKeys.All,
    };
}
