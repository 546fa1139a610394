using Microsoft.DurableTask.Client;

namespace MuBench.Functions.Maintenance;

/// <summary>Removes the histories of orchestrations from the task hub. Nothing that the store says about a run depends on them.</summary>
internal static class RunHistory
{
    private static readonly OrchestrationRuntimeStatus[] Ended =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Removes the histories of one run that has ended: its own, and those of its models in every attempt.</summary>
    public static async Task PurgeAsync(DurableTaskClient client, string runId, CancellationToken cancellationToken)
    {
        var parts = new OrchestrationQuery { InstanceIdPrefix = runId + ":", Statuses = Ended };
        var ids = new List<string>();
        await foreach (var instance in client.GetAllInstancesAsync(parts).WithCancellation(cancellationToken))
            ids.Add(instance.InstanceId);
        foreach (var id in ids.Append(runId))
            await client.PurgeInstanceAsync(id, cancellationToken);
    }

    /// <summary>Removes the histories of orchestrations that began before a moment and have ended.</summary>
    /// <returns>Number of removed histories.</returns>
    public static async Task<int> PurgeBeforeAsync(DurableTaskClient client, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedTo: moment, Statuses: Ended), cancellationToken);
        return purged.PurgedInstanceCount;
    }
}
