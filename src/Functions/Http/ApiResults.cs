using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using MuBench.Manifests.Editing;

namespace MuBench.Functions.Http;

/// <summary>The responses of the HTTP API: JSON documents, and problems as defined by RFC 9457.</summary>
internal static class ApiResults
{
    /// <summary>A JSON document.</summary>
    public static ContentResult Json<T>(T value, JsonTypeInfo<T> type, int status = 200) => Content(JsonSerializer.Serialize(value, type), "application/json", status);

    /// <summary>A text, unchanged.</summary>
    public static ContentResult Content(string text, string type, int status = 200) => new() { Content = text, ContentType = type + "; charset=utf-8", StatusCode = status };

    /// <summary>The bytes of a stored document, which is UTF-8.</summary>
    public static ContentResult Content(byte[] bytes, string type) => Content(Encoding.UTF8.GetString(bytes), type);

    /// <summary>A problem.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">The fault, in one sentence.</param>
    /// <param name="detail">The remedy.</param>
    /// <param name="runId">The run that the problem is about.</param>
    /// <param name="faults">All faults of a manifest.</param>
    public static ContentResult Problem(int status, string title, string? detail = null, string? runId = null, IReadOnlyList<PlacedFault>? faults = null)
    {
        var problem = new ApiProblem { Title = title, Status = status, Detail = detail, RunId = runId, Faults = faults };
        return Content(JsonSerializer.Serialize(problem, ApiJsonContext.Default.ApiProblem), "application/problem+json", status);
    }

    /// <summary>The problem of a run that does not exist.</summary>
    public static ContentResult NoRun(string runId) => Problem(404, $"There is no run '{runId}'.", "GET /api/runs lists the runs.", runId);

    /// <summary>The problem of a run with a damaged document in the store.</summary>
    public static ContentResult Unreadable(string runId, string fault) => Problem(500, $"A stored document of the run '{runId}' cannot be read.", fault, runId);
}
