using Microsoft.Extensions.Time.Testing;
using MuBench.Manifests;
using MuBench.Retries;
using MuBench.Storage;
using MuBench.Tests.Storage;
using MuBench.Throttling;
using MuBench.Throttling.Fleet;

namespace MuBench.Tests.Throttling;

/// <summary>
/// How processes share an endpoint's limit, on every store. A process is a set of throttles of its own; their clock is advanced
/// while the store takes its real time. Throttles are not disposed unless a test is about that: leaving waits for calls in flight.
/// </summary>
public abstract class SharedThrottleContract
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ModelProgress _progress = new("m", 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the test's store; each call returns another instance on the same content.</summary>
    protected abstract Task<IArtifactStore> OpenAsync();

    [Fact]
    public async Task Enter_TwoProcesses_ShareTheSlotsOfAManifest()
    {
        var first = await JoinAsync(4);
        var calls = new List<ThrottlePermit>();
        for (var call = 0; call < 4; call++)
            calls.Add(await EnterAsync(first));
        var second = await JoinAsync(4);
        var others = Enumerable.Range(0, 3).Select(_ => EnterAsync(second)).ToList();
        var waiting = Enumerable.Range(0, 4).Select(_ => EnterAsync(first)).ToList();

        await AdvanceAsync(TimeSpan.FromSeconds(8), () => others.Any(task => task.IsCompleted));
        Assert.All(others, task => Assert.False(task.IsCompleted)); // the first process has all four in flight
        calls.ForEach(call => call.Release(CallOutcome.Answered));
        await AdvanceAsync(TimeSpan.FromSeconds(20), () => others.Count(task => task.IsCompleted) == 2 && waiting.Count(task => task.IsCompleted) == 2);
        await AdvanceAsync(TimeSpan.FromSeconds(8), () => false);

        Assert.Equal((2, 2), (others.Count(task => task.IsCompleted), waiting.Count(task => task.IsCompleted)));
        await FinishAsync([.. others, .. waiting]);
    }

    [Fact]
    public async Task Dispose_LastModelOfAProcess_GivesItsPartBackAndKeepsWhatWasLearned()
    {
        var first = await JoinAsync(null);
        var calls = new List<ThrottlePermit>();
        for (var call = 0; call < 4; call++)
            calls.Add(await EnterAsync(first));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        calls[0].Release(CallOutcome.Answered);
        calls[1].Release(CallOutcome.RateLimited);
        calls.Skip(2).ToList().ForEach(call => call.Release(CallOutcome.Answered));
        var pace = first.Throttle.Read()!.Value.Pace;
        Assert.NotNull(pace);

        await first.DisposeAsync();

        var document = await DocumentAsync();
        Assert.Empty(document.Workers);
        Assert.Equal(pace, document.Learned.Pace);
        var second = await JoinAsync(null);
        (await EnterAsync(second)).Release(CallOutcome.Answered); // no wait for the first process
        Assert.InRange(second.Throttle.Read()!.Value.Pace!.Value, pace.Value, 1.1 * pace.Value);
    }

    [Fact]
    public async Task Enter_StoreAway_EndsWithTheGrantAndTheOtherProcessTakesOver()
    {
        var away = new AwayStore(await OpenAsync());
        var first = Join(away, 4);
        (await EnterAsync(first)).Release(CallOutcome.Answered);
        away.IsAway = true;
        var second = await JoinAsync(4);
        var others = Enumerable.Range(0, 4).Select(_ => EnterAsync(second)).ToList();

        await AdvanceAsync(TimeSpan.FromSeconds(5), () => false);
        var within = EnterAsync(first);
        Assert.True(within.IsCompletedSuccessfully);
        (await within).Release(CallOutcome.Answered);
        await AdvanceAsync(TimeSpan.FromSeconds(6), () => false);
        var after = EnterAsync(first);
        Assert.False(after.IsCompleted);
        await AdvanceAsync(TimeSpan.FromSeconds(10), () => others.All(task => task.IsCompleted));
        Assert.All(others, task => Assert.True(task.IsCompletedSuccessfully));

        (await others[0]).Release(CallOutcome.Answered);
        away.IsAway = false;
        await AdvanceAsync(TimeSpan.FromSeconds(10), () => after.IsCompleted);
        Assert.True(after.IsCompletedSuccessfully);
        await FinishAsync([.. others.Skip(1), after]);
    }

    /// <summary>Without a limit in the manifest a document that cannot be changed stops nothing.</summary>
    [Fact]
    public async Task Enter_StoreAwayAndNoLimitInTheManifest_GoesOn()
    {
        var away = new AwayStore(await OpenAsync()) { IsAway = true };
        var lease = Join(away, null);
        var calls = new List<ThrottlePermit> { await EnterAsync(lease) };
        away.IsAway = false;
        var store = await OpenAsync();
        while (await store.TryReadAsync(Place, Token) is null) await AdvanceAsync(TimeSpan.FromMilliseconds(250), () => false);
        Assert.Single((await DocumentAsync()).Workers); // it shares the limit as soon as it can

        away.IsAway = true;
        for (var minute = 0; minute < 3; minute++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(60), () => false);
            var entering = EnterAsync(lease);
            Assert.True(entering.IsCompletedSuccessfully);
            calls.Add(await entering);
        }

        calls.ForEach(call => call.Release(CallOutcome.Answered));
    }

    [Fact]
    public async Task Enter_StoreStaysAway_GetsItsFault()
    {
        var away = new AwayStore(await OpenAsync()) { IsAway = true };
        var lease = Join(away, 4);

        var entering = EnterAsync(lease);
        await AdvanceAsync(TimeSpan.FromSeconds(150), () => entering.IsCompleted);

        var fault = await Assert.ThrowsAsync<StoreException>(() => entering);
        Assert.Equal("The store is away.", fault.Message);
    }

    [Fact]
    public async Task Enter_DamagedDocument_NamesIt()
    {
        await (await OpenAsync()).WriteAsync(Place, "no json"u8.ToArray(), Token);
        var lease = await JoinAsync(4);

        var fault = await Assert.ThrowsAsync<UserException>(() => EnterAsync(lease));

        Assert.Contains($"'{Place}' in the store is damaged", fault.Message, StringComparison.Ordinal);
    }

    private static ModelManifest Model(int? max) => new()
    {
        Id = "a", Kind = "openai", Endpoint = new Uri("http://127.0.0.1:1/v1"), Model = "x", MaxConcurrency = max,
    };

    private static StorePath Place => StoreLayout.Endpoint(ThrottleKey.Of(Model(null)).DocumentName);

    private async Task<EndpointDocument> DocumentAsync() =>
        JsonDocuments.Read((await (await OpenAsync()).TryReadAsync(Place, Token))!, FleetJsonContext.Default.EndpointDocument, Place);

    private async Task<ThrottleLease> JoinAsync(int? max) => Join(await OpenAsync(), max);

    private ThrottleLease Join(IArtifactStore store, int? max) => new EndpointThrottles().Join(Model(max), new RetryOptions(), store, _time);

    private Task<ThrottlePermit> EnterAsync(ThrottleLease lease) => lease.Throttle.EnterAsync(lease.Throttle.NextArrival(), _progress, Token).AsTask();

    // Calls that are in flight would keep a process from leaving.
    private async Task FinishAsync(List<Task<ThrottlePermit>> calls)
    {
        while (calls.Count > 0)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(60), () => calls.Any(call => call.IsCompleted));
            foreach (var call in calls.Where(call => call.IsCompleted).ToList())
            {
                (await call).Release(CallOutcome.Answered);
                calls.Remove(call);
            }
        }
    }

    // In small steps, and between them the store has time to do its work.
    private async Task AdvanceAsync(TimeSpan most, Func<bool> isDone)
    {
        for (var passed = TimeSpan.Zero; passed < most && !isDone(); passed += TimeSpan.FromMilliseconds(250))
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(20, Token);
        }
    }

    private sealed class AwayStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public bool IsAway { get; set; }

        public override Task<StoreVersion?> TryReadVersionAsync(StorePath path, CancellationToken cancellationToken = default) =>
            IsAway ? throw new StoreException("The store is away.") : base.TryReadVersionAsync(path, cancellationToken);

        public override Task<string?> TryReplaceAsync(StorePath path, ReadOnlyMemory<byte> content, string? tag, CancellationToken cancellationToken = default) =>
            IsAway ? throw new StoreException("The store is away.") : base.TryReplaceAsync(path, content, tag, cancellationToken);
    }
}
