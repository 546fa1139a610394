using MuBench.Datasets;

namespace MuBench.Tests.Pipeline;

/// <summary>Source datasets that are in the official release but in no published result.</summary>
public sealed class ReleaseOnlySourcesTests
{
    private const string Random = """{ "id": "m", "kind": "random" }""";

    [Fact]
    public async Task PlanAsync_WholeTasks_LeaveThemOut()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Random, """{ "dataset": "drawn", "tasks": ["coarse", "fine"] }""");
        Assert.Equal((4, 4 * 6), (plan.Images, plan.Questions));
        var stain = await harness.PlanAsync(Random, """{ "dataset": "drawn", "tasks": ["coarse/stain"] }""");
        Assert.Equal((4, 4), (stain.Images, stain.Questions));
    }

    [Fact]
    public async Task PlanAsync_NamedThemselves_AreAsked()
    {
        await using var harness = await CreateAsync();
        var plan = await harness.PlanAsync(Random, """{ "dataset": "drawn", "tasks": ["fine/opencell"] }""");
        Assert.Equal((8, 8), (plan.Images, plan.Questions));
        var beside = await harness.PlanAsync(Random, """{ "dataset": "drawn", "tasks": ["coarse", "fine/opencell"] }""");
        Assert.Equal((12, (4 * 5) + 8), (beside.Images, beside.Questions));
    }

    [Fact]
    public async Task PlanAsync_LeftOut_DoNotSwayTheMajorityOfWhatIsAsked()
    {
        await using var harness = await CreateAsync();
        var info = (await DatasetReader.OpenAsync(harness.Store, "drawn", TestContext.Current.CancellationToken)).Info;
        Assert.Equal(4, info.Answers["stain"].Values.Sum());
        Assert.Equal(8, info.Answers["classification:opencell"].Values.Sum());
    }

    /// <summary>12 images, 8 of them of <c>opencell</c>.</summary>
    private static Task<PipelineHarness> CreateAsync() => PipelineHarness.CreateAsync(12, spoil: folder =>
    {
        var path = Path.Combine(folder, "questions.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("beta_2021", "opencell", StringComparison.Ordinal));
    });
}
