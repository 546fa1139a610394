using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MuBench.Datasets.Import;

/// <summary>The lines of a <c>questions.jsonl</c>, one at a time.</summary>
internal static class QuestionLines
{
    public const string FileName = "questions.jsonl";

    // Two values of one key would be a silent choice between them.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="UserException">A line is not a JSON object.</exception>
    public static async IAsyncEnumerable<QuestionLine> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return new QuestionLine(Parse(line, path, number), path, number);
        }
    }

    private static JsonElement Parse(string line, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new UserException($"'{path}' line {number}: a JSON object is expected, one row per line.");
        }
        catch (JsonException fault)
        {
            throw new UserException($"'{path}' line {number} is not valid JSON: {fault.Message}", fault);
        }
    }
}
