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

    /// <summary>Adds an instance, or changes its state.</summary>
    public void Set(string id, OrchestrationRuntimeStatus status) =>
        _instances[id] = new OrchestrationMetadata("RunOrchestrator", id) { RuntimeStatus = status, LastUpdatedAt = time.GetUtcNow() };

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

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(_instances.GetValueOrDefault(instanceId));

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

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();
}
