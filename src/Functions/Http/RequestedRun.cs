using Microsoft.AspNetCore.Mvc;
using MuBench.Pipeline.Progress;
using MuBench.Storage;

namespace MuBench.Functions.Http;

/// <summary>Finds the run that a request names.</summary>
internal static class RequestedRun
{
    /// <summary>Reads what is stored of a run.</summary>
    /// <returns>The run, or the problem to respond with: there is no such run (404), or a document of it cannot be read (500).</returns>
    public static async Task<(RunEntry? Run, ContentResult? Problem)> FindAsync(IArtifactStore store, string id, CancellationToken cancellationToken)
    {
        if (!StorePath.IsSegment(id))
            return (null, ApiResults.NoRun(id));
        var run = await new RunCatalog(store).ReadAsync(id, cancellationToken);
        return run.Fault is { } fault ? (null, ApiResults.Unreadable(id, fault)) : run.IsKnown ? (run, null) : (null, ApiResults.NoRun(id));
    }
}
