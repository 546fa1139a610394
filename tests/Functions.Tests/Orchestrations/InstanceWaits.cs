using Microsoft.DurableTask.Client;
using MuBench.TestUtils;

namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Waits for the end of an orchestration, with a limit. Durable's own wait has none.</summary>
internal static class InstanceWaits
{
    private static readonly TimeSpan MaxRun = TimeSpan.FromMinutes(4);

    /// <summary>Waits until an instance has ended, and returns it with its output.</summary>
    /// <exception cref="TimeoutException">It has not ended after four minutes; the message has its state.</exception>
    public static async Task<OrchestrationMetadata> EndAsync(this DurableTaskClient client, string instanceId)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(MaxRun);
        try
        {
            return await Waiting.WithinAsync(client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, late.Token), MaxRun + TimeSpan.FromSeconds(10));
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException && late.IsCancellationRequested)
        {
            var now = await Waiting.WithinAsync(client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, CancellationToken.None));
            throw new TimeoutException($"{instanceId} has not ended after {MaxRun}: {now}", fault);
        }
    }
}
