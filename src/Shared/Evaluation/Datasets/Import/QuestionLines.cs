using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace MuBench.Datasets.Import;

/// <summary>Reads the lines of a <c>questions.jsonl</c>, one at a time.</summary>
internal static class QuestionLines
{
    public const string FileName = "questions.jsonl";

    // With two values of one key, one of them would be chosen silently.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Invalid bytes must not be replaced by other text silently.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a <c>questions.jsonl</c>, or a <c>questions.csv</c> as such lines.</summary>
    /// <exception cref="UserException">A line or row is malformed.</exception>
    public static IAsyncEnumerable<QuestionLine> ReadAnyAsync(string path, CancellationToken cancellationToken) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? CsvQuestions.ReadAsync(path, cancellationToken) : ReadAsync(path, cancellationToken);

    /// <exception cref="UserException">A line is not UTF-8, or not a JSON object of valid texts.</exception>
    public static async IAsyncEnumerable<QuestionLine> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path, StrictUtf8);
        for (var number = 1; await ReadLineAsync(reader, path, number, cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return new QuestionLine(Parse(line, path, number), path, number);
        }
    }

    private static async ValueTask<string?> ReadLineAsync(StreamReader reader, string path, int number, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DecoderFallbackException fault)
        {
            throw new UserException($"'{path}' line {number}, or one soon after it, is not UTF-8: {fault.Message}", fault);
        }
    }

    private static JsonElement Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            if (line.Contains("\\u", StringComparison.Ordinal))
                ReadTexts(document.RootElement);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UserException($"'{path}' line {number}: a JSON object is expected, one row per line.");
        }
        catch (JsonException fault)
        {
            throw new UserException($"'{path}' line {number} is not valid JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new UserException($"'{path}' line {number}: a text has half a character ('\\ud800' to '\\udfff' without the other half). Write the character itself.", fault);
        }
    }

    /// <summary>Reads every name and text once, because an escape may not stand for a valid character.</summary>
    /// <exception cref="InvalidOperationException">An escape is invalid.</exception>
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                    ReadTexts(entry);
                break;
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject())
                {
                    _ = field.Name;
                    ReadTexts(field.Value);
                }

                break;
        }
    }
}
