using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using MuBench.Manifests.Editing;
using MuBench.Pipeline.Intake;

namespace MuBench.Functions.Http;

/// <summary><c>POST /api/manifests/validate</c>: takes a manifest as the body and returns all its faults. Starts nothing.</summary>
public sealed class ValidateManifest(ManifestIntake intake)
{
    /// <summary>Responds 200, whether or not the manifest is valid; 413 to a body that is too large, 415 to one that is not JSON.</summary>
    [Function(nameof(ValidateManifest))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manifests/validate")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ManifestBody.ReadAsync(request, cancellationToken);
        if (body.Refusal is { } refusal)
            return refusal;
        var faults = FaultPlaces.Of(body.Bytes, intake.Validate(body.Bytes));
        return ApiResults.Json(new ManifestValidation(faults.Count == 0, faults), ApiJsonContext.Default.ManifestValidation);
    }
}
