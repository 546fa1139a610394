using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Triggers;
using MuBench.Manifests.Editing;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;

namespace MuBench.Functions.Http;

/// <summary><c>POST /api/runs</c>: takes a manifest as the body and starts its run.</summary>
public sealed class PostRun(PipelineContext context, ManifestIntake intake, RunStarter starter)
{
    /// <summary>
    /// Responds 202 with the run's address, 200 if the run ended before; 400 with all faults of a manifest, of which nothing is kept; 413
    /// to a body that is too large, 415 to one that is not JSON.
    /// </summary>
    [Function(nameof(PostRun))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "runs")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var requestedAt = context.Time.GetUtcNow();
        var manifest = await ManifestBody.ReadAsync(request, cancellationToken);
        if (manifest.Refusal is { } refusal)
            return refusal;
        var accepted = await intake.AcceptAsync("manifest", manifest.Bytes, keepRejection: false, cancellationToken);
        if (!accepted.IsAccepted)
            return ApiResults.Problem(400, "The manifest cannot be run.", "Correct every fault and send the manifest again.", faults: FaultPlaces.Of(manifest.Bytes, accepted.Faults));
        var outcome = await starter.StartAsync(client, accepted.RunId, requestedAt, cancellationToken);
        return RunAccepted.Respond(request, accepted.RunId, outcome);
    }
}
