using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MuBench.Tests.Functions.Http;

/// <summary>A Durable client over a table of instances: scheduled instances stay pending, terminated instances have ended.</summary>
/// <param name="time">The clock.</param>
internal sealed class InstanceTable(TimeProvider time) : DurableTaskClient("table")
{
    private readonly Dictionary<string, OrchestrationMetadata> _instances = new(StringComparer.Ordinal);

    /// <summary>Ids of the scheduled instances, in order.</summary>
    public List<string> Scheduled { get; } = [];

    /// <summary>Ids of the terminated instances, in order.</summary>
    public List<string> Terminated { get; } = [];

    /// <summary>Delays the reading of an instance; null for no delay.</summary>
    public Func<string, Task>? Delay { get; init; }

    /// <summary>Adds an instance, or changes its state.</summary>
    public void Set(string id, OrchestrationRuntimeStatus status) =>
        _instances[id] = new OrchestrationMetadata("RunOrchestrator", id) { RuntimeStatus = status, CreatedAt = time.GetUtcNow(), LastUpdatedAt = time.GetUtcNow() };

    /// <summary>The ids of all instances.</summary>
    public IEnumerable<string> Ids => _instances.Keys;

    /// <summary>Removes an instance, as the removal of old histories does.</summary>
    public void Remove(string id) => _instances.Remove(id);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        Assert.Equal("RunOrchestrator", orchestratorName.Name);
        var id = options!.InstanceId!;
        Assert.Equal(id, input);
        Set(id, OrchestrationRuntimeStatus.Pending);
        Scheduled.Add(id);
        return Task.FromResult(id);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (Delay is not null)
            await Delay(instanceId);
        return _instances.GetValueOrDefault(instanceId);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Set(instanceId, OrchestrationRuntimeStatus.Terminated);
        Terminated.Add(instanceId);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create((_, _, _) => Task.FromResult(new Page<OrchestrationMetadata>([.. _instances.Values.Where(instance => Matches(instance, filter!))])));

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Task.FromResult(new PurgeResult(_instances.Remove(instanceId) ? 1 : 0));

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        var old = _instances.Values.Where(instance => instance.CreatedAt < filter.CreatedTo && filter.Statuses!.Contains(instance.RuntimeStatus)).ToList();
        return Task.FromResult(new PurgeResult(old.Count(instance => _instances.Remove(instance.InstanceId))));
    }

    private static bool Matches(OrchestrationMetadata instance, OrchestrationQuery filter) =>
        instance.InstanceId.StartsWith(filter.InstanceIdPrefix ?? "", StringComparison.Ordinal) && filter.Statuses!.Contains(instance.RuntimeStatus);
}
