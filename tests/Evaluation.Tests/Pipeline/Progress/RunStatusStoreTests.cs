using MuBench.Endpoints;
using MuBench.Pipeline;
using MuBench.Pipeline.Progress;
using MuBench.Secrets;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Pipeline.Progress;

/// <summary>Attempts at a run, with late and repeated calls.</summary>
public sealed class RunStatusStoreTests : IDisposable
{
    private const string Run = "run-00000000";
    private const string First = "20261126T010000000Z";
    private const string Second = "20261126T020000000Z";

    private readonly TemporaryFolder _folder = new();
    private readonly RunStatusStore _statuses;

    public RunStatusStoreTests() => _statuses = new RunStatusStore(
        new PipelineContext(new DiskStore(_folder.Path), new SecretResolver(_ => null), EndpointPolicy.ForCli(null), TimeProvider.System));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BeginAsync_LaterAttempt_EndsTheEarlierOne()
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.BeginAsync(Run, Second, Token);

        Assert.False(await _statuses.IsActiveAsync(Run, First, Token));
        Assert.True(await _statuses.IsActiveAsync(Run, Second, Token));
    }

    [Fact]
    public async Task BeginAsync_CancelledBeforeItBegan_CanBeTakenUpAgain()
    {
        await _statuses.EndAsync(Run, null, RunStates.Cancelled, null, Token);
        await _statuses.BeginAsync(Run, First, Token);

        Assert.True(await _statuses.IsActiveAsync(Run, First, Token));
    }

    [Fact]
    public async Task BeginAsync_OnceMore_GoesOn()
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.BeginAsync(Run, First, Token);

        Assert.True(await _statuses.IsActiveAsync(Run, First, Token));
    }

    [Fact]
    public async Task BeginAsync_LateSecondCallOfAnEarlierAttempt_DoesNotEndTheLaterOne()
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.BeginAsync(Run, Second, Token);
        await _statuses.BeginAsync(Run, First, Token);

        Assert.True(await _statuses.IsActiveAsync(Run, Second, Token));
    }

    [Theory]
    [InlineData(RunStates.Cancelled)]
    [InlineData(RunStates.Failed)]
    [InlineData(RunStates.Done)]
    public async Task BeginAsync_LateSecondCallOfAnAttemptThatHasEnded_DoesNotBringItBack(string state)
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.EndAsync(Run, First, state, null, Token);
        await _statuses.BeginAsync(Run, First, Token);

        Assert.False(await _statuses.IsActiveAsync(Run, First, Token));
        Assert.Equal(state, (await _statuses.TryReadAsync(Run, Token))!.State);
    }

    [Theory]
    [InlineData(RunStates.Failed, RunStates.Cancelled)] // the failure followed from the cancellation
    [InlineData(RunStates.Done, RunStates.Done)] // the report was nearly written
    public async Task EndAsync_AfterACancellation_IsCancelledUnlessTheReportIsThere(string end, string expected)
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.EndAsync(Run, null, RunStates.Cancelled, null, Token);
        await _statuses.EndAsync(Run, First, end, end == RunStates.Failed ? "too late" : null, Token);

        var status = await _statuses.TryReadAsync(Run, Token);
        Assert.Equal((expected, null), (status!.State, status.Error));
    }

    [Fact]
    public async Task EndAsync_OfAnEarlierAttempt_SaysNothingOfTheLaterOne()
    {
        await _statuses.BeginAsync(Run, First, Token);
        await _statuses.BeginAsync(Run, Second, Token);
        await _statuses.EndAsync(Run, First, RunStates.Failed, "too late", Token);

        Assert.True(await _statuses.IsActiveAsync(Run, Second, Token));
        Assert.Null(await _statuses.TryReadAsync(Run, Token));
    }

    public void Dispose() => _folder.Dispose();
}
