using System.Text.Json;
using MuBench.Json;
using MuBench.Models.Generative;

namespace MuBench.Models.OpenAI.Completions;

/// <summary>Reads the log-probabilities of a choice.</summary>
internal static class CompletionTokens
{
    /// <summary>Reads the value of the property <c>logprobs</c>.</summary>
    /// <param name="reader">Stands at the property's name.</param>
    /// <returns>The tokens; null if there are none.</returns>
    /// <exception cref="JsonException">A token has no text or no number.</exception>
    public static List<GeneratedToken>? Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        using var value = JsonDocument.ParseValue(ref reader);
        var tokens = value.RootElement.List("content").Select(token => new GeneratedToken(
            TextOf(token), LogprobOf(token), [.. token.List("top_logprobs").Select(other => (TextOf(other), LogprobOf(other)))])).ToList();
        return tokens.Count == 0 ? null : tokens;
    }

    private static string TextOf(JsonElement token) => token.Text("token") ?? throw new JsonException("A token of the response has no text.");

    private static float LogprobOf(JsonElement token) =>
        token.Child("logprob") is { ValueKind: JsonValueKind.Number } number ? number.GetSingle() : throw new JsonException("A token of the response has no log-probability.");
}
