using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;
using MuBench.Functions.Events;
using MuBench.Functions.Http;
using MuBench.Functions.Triggers;
using MuBench.Pipeline;
using MuBench.Pipeline.Intake;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.WebConsole;

/// <summary>
/// The changes that pages of the console make: the operations of the HTTP API, for people who are signed in in place of programs that have a key.
/// </summary>
public sealed class ConsoleApi(PipelineContext context, ManifestIntake intake, RunStarter starter, RunStatusStore statuses, RunEventSender events)
{
    private const string Prefix = "api/";

    /// <summary>Answers a request as the operation of the same address below <c>/api</c> does; null if there is none.</summary>
    /// <param name="request">The request of a person who may run.</param>
    /// <param name="path">The path below the console's address.</param>
    /// <param name="client">The Durable client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IActionResult?> TryAnswerAsync(HttpRequest request, string path, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(path);
        if (!HttpMethods.IsPost(request.Method) || !path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        return path[Prefix.Length..].Split('/') switch
        {
            ["runs"] => await new PostRun(context, intake, starter).RunAsync(request, client, cancellationToken),
            ["runs", var id, "cancel"] => await new CancelRun(context, statuses, events).RunAsync(request, id, client, cancellationToken),
            ["runs", var id, "resume"] => await new ResumeRun(context, statuses, starter).RunAsync(request, id, client, cancellationToken),
            ["manifests", "validate"] => await new ValidateManifest(intake).RunAsync(request, cancellationToken),
            ["manifests", "estimate"] => await new EstimateManifest(context).RunAsync(request, cancellationToken),
            _ => null,
        };
    }
}
