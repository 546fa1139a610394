using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;

namespace MuBench.Tests.Cli.Running;

public sealed class ProgressScreenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<ModelStatus> Models =
    [
        Status("gpt-5-mini", ModelStates.Done, 346, 346, usd: 0.25m),
        Status("gpt-5-mini#blind", ModelStates.Evaluating, 100, 346, usd: 0.1m, rate: 12),
        Status("a-model-with-a-name-as-long-as-hubs-have-them", ModelStates.Evaluating, 40, 346, tokens: 32_436, rate: 4.5),
        Status("claude", ModelStates.Stopped, 0, 346, failed: 4) with { StopReason = "http://127.0.0.1:8000/v1 answered 404: model not found. Check 'endpoint' and 'model'." },
        Status("clip-base", ModelStates.Done, 346, 346, usd: 0),
        Status("chance", ModelStates.Queued, 0, 346, usd: 0),
    ];

    [Fact]
    public void Lines_EightyColumns_HaveOneLinePerModelAndATotal() => Assert.Equal(
        [
            "model                       done / all  failed       spent  left  state",
            "gpt-5-mini                   446 / 692       0     $0.3500  21 s  blind 2/2",
            "a-model-with-a-name-as-lo…    40 / 346       0  32k tokens  1:08  evaluating",
        ],
        Fixed(ProgressScreen.Lines(Models, Now, 80, 24)));

    [Theory]
    [InlineData(20, 10)]
    [InlineData(40, 12)]
    [InlineData(60, 24)]
    [InlineData(80, 24)]
    [InlineData(132, 50)]
    [InlineData(300, 4)]
    public void Lines_AnySize_FitIntoTheTerminal(int width, int height)
    {
        var lines = ProgressScreen.Lines(Models, Now, width, height);

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        Assert.True(lines.Count <= Math.Max(height - 1, 6));
        Assert.StartsWith("total  832 / 2,076", lines[^1]);
        Assert.Contains(lines, line => line.StartsWith("gpt-", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_ManyModels_FoldWhatDoesNotFit()
    {
        var models = Enumerable.Range(0, 60).Select(i => Status($"model-{i:00}", ModelStates.Evaluating, 1, 10, rate: 1)).ToList();

        var lines = ProgressScreen.Lines(models, Now, 80, 24);

        Assert.Equal(23, lines.Count + 1);
        Assert.Contains(lines, line => line.StartsWith("more (41): model-19, ", StringComparison.Ordinal) && line.EndsWith('…'));
    }

    [Fact]
    public void Lines_EndedModels_AreFoldedAndStoppedOnesSayWhy()
    {
        var lines = ProgressScreen.Lines(Models, Now, 100, 24);

        Assert.Contains("done (1): clip-base", lines);
        Assert.Contains("queued (1): chance", lines);
        Assert.Contains(lines, line => line.StartsWith("! claude: http://127.0.0.1:8000/v1 answered 404: model not found.", StringComparison.Ordinal));
        Assert.Equal("total  832 / 2,076 (40%)  16/s  1:16 left  $0.3500 and unknown prices  4 failed", lines[^1]);
    }

    private static IReadOnlyList<string> Fixed(IReadOnlyList<string> lines) => [.. lines.Take(3)];

    private static ModelStatus Status(string id, string state, int done, int questions, int failed = 0, decimal? usd = null, long tokens = 0, double rate = 0) => new ModelStatus
    {
        Id = id, State = state, Done = done, Questions = questions, Failed = failed, Usd = usd, InputTokens = tokens, OutputTokens = 0, Reused = 0, InFlight = 0, Waiting = 0,
    }.At(rate);
}
