using System.Text.Json.Nodes;
using MuBench.Datasets.Release;
using MuBench.Storage.Disk;
using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>The command that downloads the official release, as a real process, from a hub with the release's paths.</summary>
public sealed class ReleaseDownloadRunTests : IDisposable
{
    private const int PieceLength = 4 << 20;

    // Not the release's bytes: the test is about the download, and about the rejection of other bytes.
    private static readonly byte[] Content = Noise((3 * PieceLength) + 12_345);

    private readonly TemporaryFolder _store = new();

    [Fact]
    public async Task Kill_InTheMiddleOfADownload_TheNextRunAsksForTheRestAlone()
    {
        await using var hub = await StartAsync();
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { Delay = TimeSpan.FromMilliseconds(25), PartLength = 256 << 10 } : null;
        using (var killed = Start(hub))
        {
            await Waiting.UntilAsync(async () => (await HeldAsync()).Values.Sum(pieces => pieces.Count) >= 3);
            killed.Kill();
            await killed.WaitAsync(TimeSpan.FromSeconds(60));
        }

        var held = await HeldAsync();
        var before = hub.Fetches.Count;
        hub.React = _ => null;
        var (code, _, error) = await RunAsync(hub);

        var passes = held.Select(file => (Missing: Content.Length - LengthOf(file.Value), Asked: FirstPass(hub.Fetches.Skip(before).Where(call => call.File == file.Key), file.Value))).ToList();
        Assert.Contains(passes, pass => pass.Asked.IsWhole);
        Assert.All(passes, pass => Assert.InRange(pass.Asked.Bytes, pass.Asked.IsWhole ? pass.Missing : 0, pass.Missing));
        // At the end, each file proves to be different from the release's, is downloaded once more, and is then refused.
        Assert.Equal(2, code);
        Assert.Contains("has the SHA-256 ", error, StringComparison.Ordinal);
        Assert.Contains(OfficialRelease.Description.Files, file => error.Contains(file.Name, StringComparison.Ordinal) && error.Contains(file.Sha256, StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(_store.Path, "datasets/ubench/dataset.json")));
    }

    [Fact]
    public async Task Interrupt_InTheMiddleOfADownload_EndsSoonAndSaysHowToGoOn()
    {
        await using var hub = await StartAsync();
        hub.React = call => call is { IsContent: true, IsProbe: false } ? new LoopbackHubResponse { Delay = TimeSpan.FromMilliseconds(25), PartLength = 64 << 10 } : null;
        using var cli = Start(hub);
        await Waiting.UntilAsync(() => hub.Fetches.Count > 0);
        cli.Signal("INT");
        Assert.Equal(130, await cli.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("run the same command again to continue", cli.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _store.Dispose();

    private static async Task<LoopbackHub> StartAsync()
    {
        var release = OfficialRelease.Description;
        var hub = await LoopbackHub.StartAsync(release.Repository, release.Revision, release.Folder, release.Files.ToDictionary(file => file.Name, _ => Content));
        hub.NamesContent = false;
        return hub;
    }

    private string[] Arguments(LoopbackHub hub) => ["dataset", "import", "ubench", "--store", _store.Path, "--mirror", hub.Address.AbsoluteUri];

    private CliProcess Start(LoopbackHub hub) => CliProcess.Start(Arguments(hub), _store.Path);

    private Task<(int Code, string Output, string Error)> RunAsync(LoopbackHub hub) => CliProcess.RunAsync(Arguments(hub), _store.Path);

    /// <summary>The pieces that the store's notes record as complete, by file.</summary>
    private async Task<Dictionary<string, HashSet<int>>> HeldAsync()
    {
        var folder = Path.Combine(_store.Path, "downloads");
        if (!Directory.Exists(folder))
            return [];
        var held = new Dictionary<string, HashSet<int>>();
        foreach (var path in Directory.GetFiles(folder, "*.part.jsonl", SearchOption.AllDirectories))
        {
            if (await PiecesOfAsync(path) is { Count: > 0 } pieces)
                held.Add(Path.GetFileName(path)[..^".part.jsonl".Length], pieces);
        }

        return held;
    }

    // The process holds its notes exclusively while it appends to them: the product's own reader waits for that.
    private static async Task<HashSet<int>> PiecesOfAsync(string path)
    {
        using var file = await DiskFile.TryOpenReadAsync(path, TestContext.Current.CancellationToken);
        if (file is null)
            return [];
        using var reader = new StreamReader(new FileStream(file, FileAccess.Read));
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => JsonNode.Parse(line)!["piece"]!.GetValue<int>())];
    }

    /// <summary>
    /// The bytes that were requested before the first request for a piece that was complete or had been requested before. Also whether
    /// there was such a request: there is none if another file ends the process first.
    /// </summary>
    private static (long Bytes, bool IsWhole) FirstPass(IEnumerable<HubCall> fetches, HashSet<int> held)
    {
        var (asked, bytes) = (new HashSet<int>(held), 0L);
        foreach (var call in fetches)
        {
            var pieces = Enumerable.Range((int)(call.Start!.Value / PieceLength), (int)((call.End!.Value - call.Start.Value + PieceLength - 1) / PieceLength)).ToList();
            if (pieces.Exists(asked.Contains))
                return (bytes, true);
            asked.UnionWith(pieces);
            bytes += call.End.Value - call.Start.Value;
        }

        return (bytes, false);
    }

    private static long LengthOf(IEnumerable<int> pieces) => pieces.Sum(piece => Math.Min(PieceLength, Content.Length - (piece * (long)PieceLength)));

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
