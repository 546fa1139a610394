using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline.Intake;
using MuBench.Storage;

namespace MuBench.Functions.Triggers;

/// <summary>Handles an uploaded manifest for both triggers. It throws only if the store or the Durable backend is unreachable.</summary>
public sealed class UploadIntake(ManifestIntake intake, RunStarter starter, ILogger<UploadIntake> logger)
{
    /// <summary>Accepts an uploaded manifest and starts its run.</summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="blob">The blob's name in the container.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task AcceptAsync(DurableTaskClient client, string blob, CancellationToken cancellationToken)
    {
        if (!StorePath.TryParse(blob, out var path, out _)
            || await intake.TryAcceptUploadAsync(path, cancellationToken) is not { } accepted)
        {
            StarterLog.Ignored(logger, blob);
            return;
        }

        if (accepted.IsAccepted)
            await starter.StartAsync(client, accepted.RunId, accepted.UploadedAt!.Value, cancellationToken);
        else
            StarterLog.Rejected(logger, blob, accepted.RunId, accepted.Faults.Count);
    }
}
