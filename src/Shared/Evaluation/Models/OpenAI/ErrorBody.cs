using System.ClientModel.Primitives;
using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI;

/// <summary>The <c>error</c> object of an OpenAI-compatible response; of another body only the words are known.</summary>
internal sealed record ErrorBody(string? Code, string? Type, string? Param, string? Message, bool IsContentFilter, string? FilterDetail)
{
    private static readonly ErrorBody None = new(null, null, null, null, false, null);

    /// <summary>Reads the body of a failed call.</summary>
    public static ErrorBody Read(PipelineResponse? response) => response is null ? None : Read(response.Content);

    /// <inheritdoc cref="Read(PipelineResponse?)"/>
    public static ErrorBody Read(byte[] body) => Read(BinaryData.FromBytes(body));

    private static ErrorBody Read(BinaryData content)
    {
        try
        {
            using var body = ForeignJson.Parse(content);
            return body.RootElement.Child("error") is { } error ? Of(error) : OfOther(body.RootElement);
        }
        catch (JsonException)
        {
            return None with { Message = ErrorText.Of(content.ToString()) }; // an error page
        }
    }

    /// <summary>
    /// A body without an <c>error</c>. Servers that check their input with Pydantic (Mistral's, older ones of vLLM) list the fields that they do not
    /// know, in <c>detail</c> or in <c>message</c>.
    /// </summary>
    private static ErrorBody OfOther(JsonElement body)
    {
        var message = ErrorText.Of(body);
        foreach (var fault in body.List("detail").Concat(body.Child("message").List("detail")))
        {
            if (fault.Text("type") == "extra_forbidden" && fault.List("loc").LastOrDefault() is { ValueKind: JsonValueKind.String } field)
                return None with { Code = "unsupported_parameter", Param = field.GetString(), Message = message };
        }

        return None with { Message = message };
    }

    private static ErrorBody Of(JsonElement error)
    {
        if (error.ValueKind is JsonValueKind.String)
            return None with { Message = error.GetString() };
        if (error.ValueKind is not JsonValueKind.Object)
            return None with { Message = ErrorText.Of(error) };
        var (code, message) = (error.Text("code"), error.Text("message") ?? ErrorText.Of(error));
        var inner = error.Child("innererror");
        var flagged = error.Child("metadata").Child("reasons"); // OpenRouter's moderation
        var filtered = code is "content_filter" or "content_policy_violation" or "moderation_blocked"
            || code is "invalid_prompt" && message?.Contains("flagged", StringComparison.OrdinalIgnoreCase) == true
            || inner.Text("code") is "ResponsibleAIPolicyViolation"
            || flagged is { ValueKind: JsonValueKind.Array };
        return new ErrorBody(code, error.Text("type"), error.Text("param"), message, filtered, filtered ? DetailOf(inner, flagged) ?? FilterCategories.ReadAll(((JsonElement?)error).List("content_filters")) : null);
    }

    private static string? DetailOf(JsonElement? inner, JsonElement? flagged) =>
        flagged is { ValueKind: JsonValueKind.Array } reasons
            ? string.Join(", ", reasons.EnumerateArray().Where(reason => reason.ValueKind is JsonValueKind.String).Select(reason => reason.GetString()))
            : FilterCategories.Read(inner.Child("content_filter_result") ?? inner.Child("content_filter_results"));
}
