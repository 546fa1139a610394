using System.Text.Json;
using MuBench.Scoring.Outcomes;

namespace MuBench.Reports.Html.Browser;

/// <summary>Writes questions and answers in the form that <see cref="BrowserData"/> describes.</summary>
/// <param name="texts">The table of texts.</param>
/// <param name="excerpt">Maximum number of characters of a response.</param>
internal sealed class BrowserQuestionWriter(PageTexts texts, int excerpt)
{
    /// <summary>The outcome number of a question that the model is not asked: one more than the last outcome.</summary>
    private const int NotAsked = (int)Outcome.NotRun + 1;

    /// <summary>Writes a question with its answers.</summary>
    public void Write(Utf8JsonWriter writer, BrowsedQuestion question)
    {
        writer.WriteStartObject();
        if (question.Id is { } id) writer.WriteString("i", id);
        if (question.IsBrief) writer.WriteNumber("w", 1);
        writer.WriteNumber("k", texts.NumberOf(question.Key));
        writer.WriteNumber("t", texts.NumberOf(question.Text));
        WriteNumbers(writer, "o", question.Options.Select(texts.NumberOf));
        writer.WriteNumber("g", question.AnswerIndex);
        if (question.Reference is { } reference) writer.WriteNumber("r", texts.NumberOf(reference));
        WriteNumbers(writer, "s", question.Slices);
        string[] prompts = [.. question.Responses.Select(response => response.Prompt).OfType<string>().Distinct(StringComparer.Ordinal)];
        writer.WriteStartArray("a");
        foreach (var response in question.Responses) WriteResponse(writer, response, response.Prompt is null ? -1 : Array.IndexOf(prompts, response.Prompt));
        writer.WriteEndArray();
        WritePrompts(writer, question, prompts);
        WriteBoxes(writer, "b", question.Boxes);
        WriteBoxes(writer, "y", question.Polygons);
        if (question.MissingIn.Count > 0) WriteNumbers(writer, "m", question.MissingIn);
        writer.WriteEndObject();
    }

    private void WritePrompts(Utf8JsonWriter writer, BrowsedQuestion question, string[] prompts)
    {
        if (prompts.Length == 0) return;
        writer.WriteStartArray("p");
        foreach (var prompt in prompts)
        {
            writer.WriteStartArray();
            foreach (var part in PromptParts.Of(prompt, question.Text, question.Options)) writer.WriteNumberValue(texts.NumberOf(part));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private void WriteResponse(Utf8JsonWriter writer, BrowsedResponse response, int prompt)
    {
        long[] numbers =
        [
            response.LenientChoice, response.Raw is null ? -1 : texts.NumberOf(ResponseExcerpt.Of(response.Raw, excerpt)), response.Read is null ? -1 : texts.NumberOf(response.Read),
            response.Score is null ? -1 : 0, prompt, response.InputTokens ?? -1, response.OutputTokens ?? -1, response.LatencyMs is { } ms ? (long)Math.Round(ms) : -1,
        ];
        const int ScoreAt = 3;
        writer.WriteStartArray();
        foreach (var outcome in response.Outcomes) writer.WriteNumberValue(response.IsAsked ? (int)outcome : NotAsked);
        foreach (var choice in response.Choices) writer.WriteNumberValue(choice);
        var known = response.Boxes.Count > 0 ? numbers.Length : 1 + Array.FindLastIndex(numbers, number => number != -1);
        for (var at = 0; at < known; at++)
        {
            if (at != ScoreAt) writer.WriteNumberValue(numbers[at]);
            else if (response.Score is { } score) writer.WriteNumberValue(Math.Round(score, 4));
            else writer.WriteNullValue();
        }

        if (response.Boxes.Count > 0) WriteRows(writer, response.Boxes);
        writer.WriteEndArray();
    }

    private static void WriteBoxes(Utf8JsonWriter writer, string name, IReadOnlyList<IReadOnlyList<float>> boxes)
    {
        if (boxes.Count == 0) return;
        writer.WritePropertyName(name);
        WriteRows(writer, boxes);
    }

    private static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<float>> rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartArray();

            // A tenth of a pixel cannot be seen; numbers that JSON does not have are drawn nowhere.
            foreach (var number in row) writer.WriteNumberValue(float.IsFinite(number) ? Math.Round((double)number, 1) : -1);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
