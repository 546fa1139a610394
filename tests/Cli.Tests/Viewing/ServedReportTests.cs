using System.Text;
using MuBench.Cli;
using MuBench.Cli.Viewing;
using MuBench.Storage;
using MuBench.Tests.Storage;
using MuBench.TestUtils;

namespace MuBench.Tests.Cli.Viewing;

/// <summary>A report as the viewer sends it: its beginning does not wait for its questions.</summary>
public sealed class ServedReportTests(ViewedRuns runs) : IClassFixture<ViewedRuns>
{
    private const string Faulty = "The questions cannot be shown: ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_QuestionsStillRead_SendsTheLeaderboardFirst()
    {
        using var client = new HttpClient();
        var store = new ScoresStore(runs.Store);
        await using var viewer = await Viewer.StartAsync(OfflineContext.Of(store), 0, null, Token);
        using var response = await client.GetAsync(AddressOf(viewer), HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token), Encoding.UTF8);

        var beginning = new StringBuilder();
        while (!beginning.ToString().Contains("id=\"outcomes\"", StringComparison.Ordinal))
        {
            var buffer = new char[4096];
            var read = await Waiting.WithinAsync(reader.ReadAsync(buffer, Token).AsTask(), what: "beginning of the report");
            Assert.NotEqual(0, read);
            beginning.Append(buffer, 0, read);
        }

        store.Answer.SetResult(null);
        var rest = await Waiting.WithinAsync(reader.ReadToEndAsync(Token), what: "rest of the report");

        Assert.DoesNotContain("browser-data", beginning.ToString(), StringComparison.Ordinal);
        Assert.Contains("browser-data", rest, StringComparison.Ordinal);
        Assert.EndsWith("</html>", rest.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(beginning + rest, await client.GetStringAsync(AddressOf(viewer), Token));
    }

    [Fact]
    public async Task Report_QuestionsCannotBeRead_IsShownWithTheReasonAndReadAgain()
    {
        using var client = new HttpClient();
        var store = new ScoresStore(runs.Store);
        await using var viewer = await Viewer.StartAsync(OfflineContext.Of(store), 0, null, Token);
        store.Answer.SetResult(new StoreException("The disk is <gone>."));

        var page = await client.GetStringAsync(AddressOf(viewer), Token);
        Assert.Contains("id=\"leaderboard\"", page, StringComparison.Ordinal);
        Assert.Contains(Faulty + "The disk is &lt;gone&gt;.", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>", page.TrimEnd(), StringComparison.Ordinal);

        store.Answer = new TaskCompletionSource<Exception?>();
        store.Answer.SetResult(null);
        Assert.DoesNotContain(Faulty, await client.GetStringAsync(AddressOf(viewer), Token), StringComparison.Ordinal);
    }

    private string AddressOf(Viewer viewer) => new Uri(new Uri(viewer.Address), $"/runs/{runs.Runs[0]}{new Uri(viewer.Address).Query}").AbsoluteUri;

    /// <summary>A store that gives scores when the test says so, or a fault in their place.</summary>
    private sealed class ScoresStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public TaskCompletionSource<Exception?> Answer { get; set; } = new();

        public override async Task<byte[]?> TryReadAsync(StorePath path, CancellationToken cancellationToken = default)
        {
            if (path.Value.Contains("/scores/", StringComparison.Ordinal) && await Answer.Task is { } fault) throw fault;
            return await base.TryReadAsync(path, cancellationToken);
        }
    }
}
