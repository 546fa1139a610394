using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MuBench.Functions.WebConsole;

/// <summary><c>POST</c> below <c>/api/console</c>: what pages of the console change.</summary>
public sealed class PostConsole(ConsoleAccess access, ConsolePages pages, ConsoleApi api)
{
    /// <summary>
    /// Responds as the operation of the HTTP API with the rest of the address does; 404 to another address; 401 or 403 to a person who is not signed in or may
    /// not run, and to requests that no page of the console has made.
    /// </summary>
    [Function(nameof(PostConsole))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "console/{*path}")] HttpRequest request,
        string? path,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (reader, refusal) = access.Check(request);
        return reader is null ? refusal!
            : await api.TryAnswerAsync(request, path ?? "", client, cancellationToken) ?? pages.Answer(reader, path ?? "");
    }
}
