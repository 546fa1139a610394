using System.CommandLine;
using MuBench.Cli.Commands;
using MuBench.TestUtils;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Cli.Datasets;

public sealed class DatasetCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mubench-cli-").FullName;

    public DatasetCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(_root, "own"));
        File.WriteAllBytes(Path.Combine(_root, "own", "1.png"), [1, 2, 3]);
        File.WriteAllText(Path.Combine(_root, "own", "questions.jsonl"), """
            {"image": "1.png", "dataset": "[bold]mine", "questions": {"stain": {"question": "?", "options": ["a", "b"], "answer": "a"}, "modality": {"question": "?", "options": ["a"], "answer_idx": 3}}}
            """);
    }

    [Fact]
    public async Task Import_OwnFolder_PrintsCountsAndWarningsAndShowPrintsThemAgain()
    {
        var imported = await RunAsync("import", "mine", Path.Combine(_root, "own"));
        Assert.Contains("[bold]mine", imported, StringComparison.Ordinal);
        Assert.Contains("warning: 1 x question left out, its answer_idx is out of range: questions.jsonl line 1 'modality'", imported, StringComparison.Ordinal);
        var shown = await RunAsync("show", "mine");
        Assert.EndsWith(shown, imported, StringComparison.Ordinal);
        Assert.Equal("mine" + Environment.NewLine, await RunAsync("list"));
    }

    [Theory]
    [InlineData("a b", "a manifest expects a name of 1 to 64 letters (A to Z), digits")]
    [InlineData("ä", "a manifest expects a name of 1 to 64 letters (A to Z), digits")]
    [InlineData("a/b", "a manifest expects a name of 1 to 64 letters (A to Z), digits")]
    [InlineData("", "a manifest expects a name of 1 to 64 letters (A to Z), digits")]
    [InlineData("CON", "Windows reserves it")]
    [InlineData("nul", "Windows reserves it")]
    [InlineData("Lpt1.v2", "Windows reserves it")]
    public async Task Import_NameThatNoManifestOrFolderCanHave_IsRefusedBeforeAnythingIsRead(string name, string rule)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync("import", name, Path.Combine(_root, "nowhere")));
        Assert.Contains($"'{name}' cannot be a dataset's name", fault.Message, StringComparison.Ordinal);
        Assert.Contains(rule, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("console")]
    [InlineData("com10")]
    [InlineData("my.con")]
    public async Task Import_NameLikeADevice_IsAllowed(string name) =>
        Assert.Contains(name, await RunAsync("import", name, Path.Combine(_root, "own")), StringComparison.Ordinal);

    [Fact]
    public async Task Import_RealShards_PrintsEveryCount()
    {
        var mini = TestData.TryFind("microscopy-mini");
        Assert.SkipUnless(mini is not null, "microscopy-mini is not here");
        var lines = (await RunAsync("import", "mini", mini!)).Split(Environment.NewLine).Select(line => string.Join(' ', line.Split(' ', '│').Where(word => word.Length > 0)));
        Assert.Superset(
            new HashSet<string> { "images 76", "questions 420", "classification 58", "stain 58", "modality 76", "packs 2 (11.3 MB)", "repeated image ids 0", "bccd 18" },
            lines.ToHashSet());
    }

    [Fact]
    public async Task Import_DeepImages_SaysWhichBitsAreUsedAndHowTheyAreShown()
    {
        File.WriteAllBytes(Path.Combine(_root, "own", "1.png"), TestTiff.Grey16());
        var imported = await RunAsync("import", "mine", Path.Combine(_root, "own"));
        Assert.Contains("1 of 1 images have more than 8 bits per sample: 12 of 16 bits are used (samples 544 to 3,910, in steps of 2)", imported, StringComparison.Ordinal);
        Assert.Contains("models are shown these in 8 bits by display 'percentile 0.1-99.9', the default", imported, StringComparison.Ordinal);
        await RunAsync("import", "mine", Path.Combine(_root, "own"), "--display", "full");
        Assert.Contains("in 8 bits by display 'full 0-4095';", await RunAsync("show", "mine"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.arrow")]
    [InlineData("=aa")]
    public async Task Import_ChecksumWithoutNameOrValue_IsAUserFault(string sha256)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync("import", "mine", _root, "--sha256", sha256));
        Assert.Contains("expected FILE=HEX", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_OwnDataset_SaysThatItIsNotTheOfficialReleaseAndWhy()
    {
        await RunAsync("import", "mine", Path.Combine(_root, "own"));
        var shown = await RunAsync("show", "mine");
        Assert.Contains("not the official release of μ-Bench", shown, StringComparison.Ordinal);
        Assert.Contains("  - its files are not the release's 7 Arrow shards; it was imported from the format 'folder'", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Without a path, only 'ubench' is known", "import", "mine")]
    [InlineData("--sha256 is for files of your own", "import", "ubench", "--sha256", "x=ab")]
    [InlineData("--display 'auto': expected 'authors', 'full'", "import", "mine", ".", "--display", "auto")]
    [InlineData("--display is for datasets of your own", "import", "ubench", "--display", "minmax")]
    [InlineData("--mirror and --token are for the download", "import", "mine", ".", "--mirror", "https://mirror.example")]
    [InlineData("--token takes the name of a secret", "import", "ubench", "--token", "hf_abcdefghijklmnopqrstuvwxyz")]
    public async Task Import_ArgumentsThatDoNotGoTogether_AreAUserFault(string message, params string[] arguments)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => RunAsync(arguments));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var parsed = DatasetCommand.Create().Parse([.. arguments, "--store", Path.Combine(_root, "store")]);
        Assert.Empty(parsed.Errors);
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, await parsed.InvokeAsync(configuration, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
