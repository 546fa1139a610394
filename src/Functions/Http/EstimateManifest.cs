using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Manifests;
using MuBench.Manifests.Editing;
using MuBench.Pipeline;
using MuBench.Pipeline.Estimating;
using MuBench.Storage;
using MuBench.Web;

namespace MuBench.Functions.Http;

/// <summary><c>POST /api/manifests/estimate</c>: takes a manifest as the body and returns what its run would cost. Starts nothing and keeps nothing.</summary>
public sealed class EstimateManifest(PipelineContext context)
{
    /// <summary>
    /// Responds 200 with the estimate, as JSON or, if <c>Accept</c> names <c>text/html</c>, as a part of a page; 400 with all faults, or with what the store lacks;
    /// 413 to a body that is too large, 415 to one that is not JSON.
    /// </summary>
    [Function(nameof(EstimateManifest))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manifests/estimate")] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = await ManifestBody.ReadAsync(request, cancellationToken);
        if (body.Refusal is { } refusal)
            return refusal;
        var reading = ManifestReader.Read(body.Bytes, context.Endpoints);
        if (reading.Manifest is not { } manifest)
            return ApiResults.Problem(400, "The manifest cannot be run.", "Correct every fault and send the manifest again.", faults: FaultPlaces.Of(body.Bytes, reading.Faults));
        try
        {
            var (estimate, warnings) = await new ManifestEstimator(context).RunAsync(manifest, body.Bytes, cancellationToken);
            return request.Headers.Accept.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
                ? ApiResults.Content(EstimateHtml.Of(estimate, warnings), "text/html")
                : ApiResults.Json(estimate, PipelineJsonContext.Default.RunEstimate);
        }
        catch (UserException fault) when (fault is ArtifactNotFoundException or not StoreException)
        {
            return ApiResults.Problem(400, "The run of the manifest cannot be planned.", fault.Message);
        }
    }
}
