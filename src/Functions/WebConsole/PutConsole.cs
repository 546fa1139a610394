using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MuBench.Functions.WebConsole;

/// <summary><c>PUT</c> below <c>/api/console</c>: changes of notes.</summary>
public sealed class PutConsole(ConsoleAccess access, ConsolePages pages)
{
    /// <summary>Responds with the note; 401 or 403 to a person who is not signed in or may not run, and to requests that no page of the console has made.</summary>
    [Function(nameof(PutConsole))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "console/{*path}")] HttpRequest request, string? path)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (reader, refusal) = access.Check(request);
        return reader is null ? refusal! : pages.Answer(reader, path ?? "");
    }
}
