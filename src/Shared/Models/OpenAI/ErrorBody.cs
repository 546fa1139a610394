using System.ClientModel.Primitives;
using System.Text.Json;

namespace MuBench.Models.OpenAI;

/// <summary>The <c>error</c> object of an OpenAI-compatible answer; every field is null where the body is something else.</summary>
internal sealed record ErrorBody(string? Code, string? Message, bool IsContentFilter)
{
    private static readonly ErrorBody None = new(null, null, false);

    /// <summary>Reads the body of a failed call.</summary>
    public static ErrorBody Read(PipelineResponse? response)
    {
        try
        {
            if (response is null)
                return None;
            using var body = JsonDocument.Parse(response.Content);
            if (body.RootElement.ValueKind is not JsonValueKind.Object || !body.RootElement.TryGetProperty("error", out var error))
                return None;
            if (error.ValueKind is JsonValueKind.String)
                return new ErrorBody(null, error.GetString(), false);
            var code = Text(error, "code");
            var inner = error.ValueKind is JsonValueKind.Object && error.TryGetProperty("innererror", out var found) ? Text(found, "code") : null;
            return new ErrorBody(code, Text(error, "message"), code is "content_filter" || inner is "ResponsibleAIPolicyViolation");
        }
        catch (JsonException)
        {
            return None; // An error page: the status says what is needed.
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
