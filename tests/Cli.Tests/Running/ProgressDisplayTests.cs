using Microsoft.Extensions.Time.Testing;
using MuBench.Cli.Running;
using MuBench.Pipeline.Progress;
using MuBench.Throttling;

namespace MuBench.Tests.Cli.Running;

/// <summary>The plain lines of a run's progress, as a log has them.</summary>
public sealed class ProgressDisplayTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ModelProgress _progress = new("m", 24) { State = ModelStates.Evaluating };

    [Fact]
    public void Lines_NothingNew_ComeOnceAMinute()
    {
        var display = Display();

        Assert.NotEmpty(Lines(display));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Empty(Lines(display));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.NotEmpty(Lines(display));
        _progress.State = ModelStates.Done;
        Assert.NotEmpty(Lines(display));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(Lines(display));
    }

    [Fact]
    public void Lines_OnlyRefusals_SaySoUntilTheFirstResponse()
    {
        var display = Display();
        _progress.SetRefusal("http://127.0.0.1/v1 kept answering 429: too many.");

        Assert.Contains("m: 0 / 24 done, evaluating, http://127.0.0.1/v1 kept answering 429: too many.", Lines(display), StringComparison.Ordinal);

        _progress.AddAnswered(1, 10, 1, 0);
        _progress.SetRefusal("http://127.0.0.1/v1 kept answering 429: too many.");

        Assert.DoesNotContain("429", Lines(display), StringComparison.Ordinal);
    }

    private ProgressDisplay Display() => new(() => [ModelStatus.Of(_progress, 0)], _time);

    private static string Lines(ProgressDisplay display)
    {
        using var output = new StringWriter();
        display.WriteLines(output);
        return output.ToString();
    }
}
