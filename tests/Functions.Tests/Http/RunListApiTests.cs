using MuBench.Pipeline.Progress;

namespace MuBench.Tests.Functions.Http;

/// <summary>Listing runs. Every response is checked against the OpenAPI document.</summary>
public sealed class RunListApiTests : IDisposable
{
    private readonly ApiScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task GetRuns_WithALimit_HasTheNewestFirst()
    {
        Assert.Equal("""{"runs":[]}""", (await _scene.GetRunsAsync()).Body);
        for (var run = 1; run <= 3; run++)
            await _scene.WriteStatusAsync($"run-{run}", RunStates.Running, startedAt: _scene.Time.GetUtcNow().AddMinutes(run));

        Assert.Equal(["run-3", "run-2", "run-1"], IdsOf(await _scene.GetRunsAsync()));
        Assert.Equal(["run-3", "run-2"], IdsOf(await _scene.GetRunsAsync("?limit=2")));
        Assert.Equal(3, IdsOf(await _scene.GetRunsAsync("?limit=1000")).Count());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("1&limit=2")]
    [InlineData("99999999999")]
    public async Task GetRuns_NoSuchLimit_Answers400WithTheRange(string limit)
    {
        var response = await _scene.GetRunsAsync($"?limit={limit}");

        Assert.Equal(400, response.Status);
        Assert.Contains("1 to 1000", response.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetRuns_InParts_ContinuesWhereThePartEnded()
    {
        for (var run = 1; run <= 5; run++)
            await _scene.WriteStatusAsync($"run-{run}", RunStates.Done, startedAt: _scene.Time.GetUtcNow().AddMinutes(run));

        var first = await _scene.GetRunsAsync("?limit=3");
        var second = await _scene.GetRunsAsync($"?limit=3&continuation={first.Text("continuation")}");

        Assert.Equal(["run-5", "run-4", "run-3", "run-2", "run-1"], IdsOf(first).Concat(IdsOf(second)));
        Assert.Null(second.Json["continuation"]);
    }

    [Theory]
    [InlineData("?state=running", "b-1")]
    [InlineData("?dataset=drawn", "a-2")]
    [InlineData("?name=a", "a-2,a-1")]
    [InlineData("?name=a-1&state=done", "a-1")]
    [InlineData("?name=a-1&state=failed", "")]
    [InlineData("?since=2026-11-03T14:23:05Z", "b-1,a-2")]
    [InlineData("?since=2026-11-03T15:23:05%2B01:00", "b-1,a-2")]
    [InlineData("?state=rejected", "manifest-")]
    public async Task GetRuns_Filtered_HasTheRunsThatMatch(string query, string ids)
    {
        var start = _scene.Time.GetUtcNow();
        await _scene.WriteStatusAsync("a-1", RunStates.Done, startedAt: start);
        await _scene.WriteStatusAsync("a-2", RunStates.Done, dataset: "drawn", startedAt: start.AddMinutes(1));
        await _scene.WriteStatusAsync("b-1", RunStates.Running, startedAt: start.AddMinutes(2));
        await _scene.UploadAsync("[1]");

        var found = string.Join(',', IdsOf(await _scene.GetRunsAsync(query)));

        Assert.Equal(ids, ids.EndsWith('-') ? found[..ids.Length] : found);
    }

    [Theory]
    [InlineData("?since=yesterday", "2026-11-03T14:22:05Z")]
    [InlineData("?state=finished", "done")]
    [InlineData("?continuation=nonsense", "preceding")]
    public async Task GetRuns_AParameterThatCannotBeRead_Answers400WithWhatToGive(string query, string remedy)
    {
        var response = await _scene.GetRunsAsync(query);

        Assert.Equal(400, response.Status);
        Assert.Contains(remedy, response.Text("detail"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> IdsOf(ApiResponse response) => response.Json["runs"]!.AsArray().Select(run => (string)run!["runId"]!);
}
