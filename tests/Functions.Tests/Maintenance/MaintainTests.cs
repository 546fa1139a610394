using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MuBench.Endpoints;
using MuBench.Functions.Hosting;
using MuBench.Functions.Maintenance;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;
using MuBench.Pipeline.Retaining;
using MuBench.Pipeline.Workers;
using MuBench.Secrets;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.Tests.Functions.Http;
using MuBench.Tests.Functions.Orchestrations;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Maintenance;

public sealed class MaintainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly PipelineContext _context;
    private readonly RunIndex _index;
    private readonly InstanceTable _client;
    private readonly List<(LogLevel Level, string Line)> _logged = [];

    public MaintainTests()
    {
        _context = new PipelineContext(new DiskStore(_folder.Path), new SecretResolver(_ => null), EndpointPolicy.ForService(null), _time);
        _index = new RunIndex(_context);
        _client = new InstanceTable(_time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_AfterTheTimesOfTheSettings_RemovesWhatIsNoLongerReadAndNothingElse()
    {
        await FillAsync();
        _time.Advance(TimeSpan.FromDays(40));
        File.SetLastWriteTimeUtc(Path.Join(_folder.Path, "workers", "alive.json"), _time.GetUtcNow().UtcDateTime);
        _client.Set("fresh-00000000", OrchestrationRuntimeStatus.Completed);

        await MaintainAsync(Settings(30, 1, 30));
        await MaintainAsync(Settings(30, 1, 30));

        Assert.Equal(["runs/done-00000000/status.json", "runs/partly-00000000/status.json"], await FilesAsync("runs"));
        Assert.Equal(["responses/key/log.jsonl"], await FilesAsync("responses"));
        Assert.Empty(await FilesAsync("endpoints"));
        Assert.Equal(["workers/alive.json"], await FilesAsync("workers"));
        Assert.Equal(["claims/key/drawn@1/00002.json"], await FilesAsync("claims"));
        Assert.Equal(["fresh-00000000", "running-00000000"], _client.Ids.Order(StringComparer.Ordinal));
        Assert.Contains(_logged, line => line == (LogLevel.Information, "The list of runs is checked. Removed: 2 old rejections, 2 files of lost workers, 2 unheld claims, 1 limits of unused endpoints, 1 histories of orchestrations."));
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(30, 0)]
    public async Task Run_BeforeTheTimesOrWithoutThem_RemovesNothing(int days, int later)
    {
        await FillAsync();
        _time.Advance(TimeSpan.FromDays(later));

        await MaintainAsync(Settings(days, days, days));

        Assert.Equal(5, (await FilesAsync("runs")).Count);
        Assert.Equal(2, _client.Ids.Count());
    }

    private static AppSettings Settings(int rejected, int files, int history) => new()
    {
        Container = "mubench", Trigger = AppSettings.BlobTrigger, Worker = new WorkerOptions(),
        RetainRejected = DaysOf(rejected), RetainWorkerFiles = DaysOf(files), RetainHistory = DaysOf(history),
    };

    private static TimeSpan? DaysOf(int days) => days == 0 ? null : TimeSpan.FromDays(days);

    private async Task FillAsync()
    {
        var rejected = await new ManifestIntake(_context).AcceptAsync("upload", "[1]"u8.ToArray(), Token);
        Assert.False(rejected.IsAccepted);
        await WriteStatusAsync("done-00000000", _time.GetUtcNow().AddDays(20));
        await WriteStatusAsync("partly-00000000", _time.GetUtcNow()); // rejected after it had ended: an endpoint is no longer allowed
        var rejection = new Rejection { RunId = "partly-00000000", RejectedAt = _time.GetUtcNow().AddMinutes(1), Faults = [] };
        await _context.Store.WriteAsync(StoreLayout.RunRejected("partly-00000000"), JsonSerializer.SerializeToUtf8Bytes(rejection, PipelineJsonContext.Default.Rejection), Token);
        await _context.Store.WriteAsync(StoreLayout.RunWorkers("done-00000000") / "lost.json", "{}"u8.ToArray(), Token);
        await _context.Store.WriteAsync(StoreLayout.Endpoint("unused"), "{}"u8.ToArray(), Token);
        await _context.Store.WriteAsync(StorePath.Parse("responses/key/log.jsonl"), "{}\n"u8.ToArray(), Token);
        await ClaimAsync("claims/key/drawn@1/00000.json", "workers/lost.json");
        await ClaimAsync("claims/key/drawn@1/00001.json", null);
        await ClaimAsync("claims/key/drawn@1/00002.json", "workers/alive.json");
        await _context.Store.WriteAsync(StoreLayout.WorkerLease("alive"), "{}"u8.ToArray(), Token);
        await _context.Store.WriteAsync(StoreLayout.WorkerLease("lost"), "{}"u8.ToArray(), Token);
        _client.Set("done-00000000", OrchestrationRuntimeStatus.Completed);
        _client.Set("running-00000000", OrchestrationRuntimeStatus.Running);
    }

    private Task ClaimAsync(string path, string? lease)
    {
        var holder = lease is null ? "" : $", \"lease\": \"{lease}\", \"holder\": \"abc\"";
        return _context.Store.WriteAsync(StorePath.Parse(path), Encoding.UTF8.GetBytes($"{{ \"formatVersion\": 1, \"generation\": 2, \"at\": \"2026-11-03T14:22:05Z\"{holder} }}"), Token);
    }

    private Task WriteStatusAsync(string id, DateTimeOffset updatedAt)
    {
        var status = new RunStatus { RunId = id, State = RunStates.Done, StartedAt = _time.GetUtcNow(), UpdatedAt = updatedAt, Models = [] };
        return _context.Store.WriteAsync(StoreLayout.RunStatus(id), JsonSerializer.SerializeToUtf8Bytes(status, PipelineJsonContext.Default.RunStatus), Token);
    }

    private Task MaintainAsync(AppSettings settings) =>
        new Maintain(_context, _index, new RunRetention(_context, _index), settings, new MessageLogger<Maintain>(_logged.Add)).RunAsync(null, _client, Token);

    private async Task<IReadOnlyList<string>> FilesAsync(string folder) => [.. (await Listing.AllAsync(_context.Store.ListAsync(StorePath.Parse(folder), Token))).Select(file => file.Path.Value)];
}
