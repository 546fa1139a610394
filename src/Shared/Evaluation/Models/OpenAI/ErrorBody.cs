using System.ClientModel.Primitives;
using System.Text.Json;
using MuBench.Json;

namespace MuBench.Models.OpenAI;

/// <summary>The <c>error</c> object of an OpenAI-compatible response; every field is null if the body is something else.</summary>
internal sealed record ErrorBody(string? Code, string? Type, string? Param, string? Message, bool IsContentFilter, string? FilterDetail)
{
    private static readonly ErrorBody None = new(null, null, null, null, false, null);

    /// <summary>Reads the body of a failed call.</summary>
    public static ErrorBody Read(PipelineResponse? response)
    {
        try
        {
            if (response is null)
                return None;
            using var body = JsonDocument.Parse(response.Content);
            return body.RootElement.Child("error") is { } error ? Of(error) : None;
        }
        catch (JsonException)
        {
            return None; // An error page: the message is made from the status.
        }
    }

    private static ErrorBody Of(JsonElement error)
    {
        if (error.ValueKind is JsonValueKind.String)
            return None with { Message = error.GetString() };
        if (error.ValueKind is not JsonValueKind.Object)
            return None;
        var (code, message) = (error.Text("code"), error.Text("message"));
        var inner = error.Child("innererror");
        var flagged = error.Child("metadata").Child("reasons"); // OpenRouter's moderation
        var filtered = code is "content_filter" or "content_policy_violation" or "moderation_blocked"
            || code is "invalid_prompt" && message?.Contains("flagged", StringComparison.OrdinalIgnoreCase) == true
            || inner.Text("code") is "ResponsibleAIPolicyViolation"
            || flagged is { ValueKind: JsonValueKind.Array };
        return new ErrorBody(code, error.Text("type"), error.Text("param"), message, filtered, filtered ? DetailOf(inner, flagged) : null);
    }

    private static string? DetailOf(JsonElement? inner, JsonElement? flagged) =>
        flagged is { ValueKind: JsonValueKind.Array } reasons
            ? string.Join(", ", reasons.EnumerateArray().Where(reason => reason.ValueKind is JsonValueKind.String).Select(reason => reason.GetString()))
            : FilterCategories.Read(inner.Child("content_filter_result") ?? inner.Child("content_filter_results"));
}
