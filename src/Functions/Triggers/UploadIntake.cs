using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using MuBench.Pipeline.Intake;
using MuBench.Storage;

namespace MuBench.Functions.Triggers;

/// <summary>Handles an uploaded manifest for all triggers. It throws only if the store or the Durable backend is unreachable.</summary>
public sealed class UploadIntake(ManifestIntake intake, RunStarter starter, ILogger<UploadIntake> logger)
{
    /// <summary>Accepts an uploaded manifest and starts its run.</summary>
    /// <param name="client">The Durable client.</param>
    /// <param name="blob">The blob's name in the container.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task AcceptAsync(DurableTaskClient client, string blob, CancellationToken cancellationToken)
    {
        if (await TakeInAsync(blob, cancellationToken) is { } accepted)
            await StartAsync(client, accepted, cancellationToken);
    }

    /// <summary>Accepts an uploaded manifest or rejects it. Its run can be seen from then on.</summary>
    /// <param name="blob">The blob's name in the container.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The accepted manifest, whose run is to be started; null if there is nothing to start.</returns>
    internal async Task<IntakeResult?> TakeInAsync(string blob, CancellationToken cancellationToken)
    {
        if (!StorePath.TryParse(blob, out var path, out _)
            || await intake.TryAcceptUploadAsync(path, cancellationToken) is not { } accepted)
        {
            StarterLog.Ignored(logger, blob);
            return null;
        }

        if (accepted.IsAccepted)
            return accepted;
        StarterLog.Rejected(logger, blob, accepted.RunId, accepted.Faults.Count);
        return null;
    }

    /// <summary>Starts the run of an accepted manifest.</summary>
    internal Task StartAsync(DurableTaskClient client, IntakeResult accepted, CancellationToken cancellationToken) =>
        starter.StartAsync(client, accepted.RunId, accepted.UploadedAt!.Value, cancellationToken);
}
