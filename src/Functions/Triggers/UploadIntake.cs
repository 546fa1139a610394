using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline.Intake;
using MuBench.Storage;

namespace MuBench.Functions.Triggers;

/// <summary>What both triggers do with an uploaded manifest. Only a store or a Durable backend that cannot be reached makes it throw.</summary>
public sealed class UploadIntake(ManifestIntake intake, RunStarter starter, ILogger<UploadIntake> logger)
{
    /// <summary>Takes an uploaded manifest in and starts its run.</summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="blob">The blob's name in the container.</param>
    /// <param name="cancellationToken">Abandons the call.</param>
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
