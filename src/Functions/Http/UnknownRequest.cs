using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace MuBench.Functions.Http;

/// <summary>Answers requests that no other function takes: the address exists with other methods, or does not exist.</summary>
public sealed class UnknownRequest
{
    /// <summary>Responds 405 with the methods that the address has, 404 if there is no such address.</summary>
    [Function(nameof(UnknownRequest))]
    public IActionResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", "put", "patch", "delete", "options", Route = "{*path}")] HttpRequest request, string? path)
    {
        ArgumentNullException.ThrowIfNull(request);
        var methods = ApiRoutes.MethodsOf(path ?? "");
        if (methods.Count == 0)
            return ApiResults.Problem(404, $"There is no address '/api/{path}'.", "GET /api/openapi.json describes every address.");
        var allowed = string.Join(", ", methods);
        request.HttpContext.Response.Headers.Allow = allowed;
        return ApiResults.Problem(405, $"'/api/{path}' does not take {request.Method}.", $"Use {allowed}.");
    }
}
