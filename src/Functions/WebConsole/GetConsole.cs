using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MuBench.Functions.WebConsole;

/// <summary><c>GET /api/console</c>: the pages of the console, and what they ask for.</summary>
public sealed class GetConsole(ConsoleAccess access, ConsolePages pages)
{
    /// <summary>Responds with a page: 200, or 404 with the reason; 302, 401 or 403 to a person who is not signed in or has no role.</summary>
    [Function(nameof(GetConsole))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "console/{*path}")] HttpRequest request, string? path)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (reader, refusal) = access.Check(request);
        return reader is null ? refusal! : pages.Answer(reader, path ?? "");
    }
}
