using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MuBench.Functions.Http;

/// <summary><c>GET /api/openapi.json</c>: returns the description of this API.</summary>
public sealed class GetOpenApi
{
    /// <summary>The OpenAPI document.</summary>
    internal static string Document { get; } = Read();

    /// <summary>Responds 200 with the document.</summary>
    [Function(nameof(GetOpenApi))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        ApiResults.Content(Document, "application/json");

    private static string Read()
    {
        using var stream = typeof(GetOpenApi).Assembly.GetManifestResourceStream("MuBench.Functions.Http.openapi.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
