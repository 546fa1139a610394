using System.Buffers;
using System.Text;
using System.Text.Json;
using MuBench.Printing;
using MuBench.Scoring.Outcomes;

namespace MuBench.Reports.Html.Browser;

/// <summary>
/// The browser's data as one JSON object for a script element. It contains as many rows as fit into a budget of bytes.
/// Every text is stored once in a table and referred to by its number.
/// </summary>
/// <remarks>
/// Characters that reports never show are replaced as in the rest of the page.
/// <code>
/// { "protocols": [..], "models": [[id, kind, floor 0/1]..], "slices": [[task, slice]..],
///   "rows": [ { "row", "source": t, "images": [data URI, or a fault's text]..,
///               "questions": [ { "k": t, "t": t, "o": [t..], "g": option, "r": t, "s": [slice..], "a": [answer..] } ] } ],
///   "texts": [..] }
/// answer: [outcome per protocol.., choice per protocol (-1 none).., raw t (-1 none), read t (-1 none), score]
/// </code>
/// An outcome is the number of an <see cref="Outcome"/>, or 8 for a question that the model is not asked. t is a number in
/// <c>texts</c>. Trailing default values of an answer are left out.
/// </remarks>
internal sealed class BrowserData
{
    /// <summary>The outcome number of a question that the model is not asked: one more than the last outcome.</summary>
    private const int NotAsked = (int)Outcome.NotRun + 1;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly ArrayBufferWriter<byte> _rows = new();
    private int _textBytes;

    private BrowserData(QuestionSample sample, int budget)
    {
        var head = Write(writer => WriteHead(writer, sample));
        var size = head.Length + 32;
        foreach (var row in sample.Rows)
        {
            var known = _order.Count;
            var knownBytes = _textBytes;
            var json = Write(writer => WriteRow(writer, row));
            if (size + _rows.WrittenCount + json.Length + _textBytes + 1 > budget)
            {
                Forget(known, knownBytes);
                break;
            }

            if (Rows > 0) _rows.Write(","u8);
            _rows.Write(json);
            Rows++;
            Questions += row.Questions.Count;
        }

        var texts = string.Join(',', _order.Select(text => Encoding.UTF8.GetString(Write(writer => writer.WriteStringValue(text)))));
        Json = $"{{{Encoding.UTF8.GetString(head)[1..^1]},\"rows\":[{Encoding.UTF8.GetString(_rows.WrittenSpan)}],\"texts\":[{texts}]}}";
    }

    /// <summary>The JSON object.</summary>
    public string Json { get; }

    /// <summary>Number of rows in it.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of questions in it.</summary>
    public int Questions { get; private set; }

    /// <summary>Takes rows in order until the next one would exceed the budget.</summary>
    public static BrowserData Of(QuestionSample sample, int budget) => new(sample, budget);

    private static void WriteHead(Utf8JsonWriter writer, QuestionSample sample)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("protocols");
        foreach (var protocol in sample.Protocols) writer.WriteStringValue(Clean(protocol));
        writer.WriteEndArray();
        writer.WriteStartArray("models");
        foreach (var model in sample.Models)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Clean(model.Id));
            writer.WriteStringValue(Clean(model.Kind));
            writer.WriteNumberValue(model.IsFloor ? 1 : 0);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("slices");
        foreach (var slice in sample.Slices)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(Clean(slice.Task));
            writer.WriteStringValue(Clean(slice.Slice));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter writer, BrowsedRow row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("row", row.Row);
        writer.WriteNumber("source", Text(row.Source));
        writer.WriteStartArray("images");
        foreach (var image in row.Images)
        {
            if (image.WebP is { } bytes) writer.WriteRawValue($"\"data:image/webp;base64,{Convert.ToBase64String(bytes)}\"", skipInputValidation: true);
            else writer.WriteStringValue(Clean(image.Fault ?? "The image cannot be shown."));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("questions");
        foreach (var question in row.Questions) WriteQuestion(writer, question);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteQuestion(Utf8JsonWriter writer, BrowsedQuestion question)
    {
        writer.WriteStartObject();
        writer.WriteNumber("k", Text(question.Key));
        writer.WriteNumber("t", Text(question.Text));
        WriteNumbers(writer, "o", question.Options.Select(Text));
        writer.WriteNumber("g", question.AnswerIndex);
        if (question.Reference is { } reference) writer.WriteNumber("r", Text(reference));
        WriteNumbers(writer, "s", question.Slices);
        writer.WriteStartArray("a");
        foreach (var response in question.Responses) WriteResponse(writer, response);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteResponse(Utf8JsonWriter writer, BrowsedResponse response)
    {
        writer.WriteStartArray();
        foreach (var outcome in response.Outcomes) writer.WriteNumberValue(response.IsAsked ? (int)outcome : NotAsked);
        foreach (var choice in response.Choices) writer.WriteNumberValue(choice);
        var (hasRead, hasScore) = (response.Read is not null, response.Score is not null);
        if (response.Raw is not null || hasRead || hasScore) writer.WriteNumberValue(response.Raw is null ? -1 : Text(response.Raw));
        if (hasRead || hasScore) writer.WriteNumberValue(response.Read is null ? -1 : Text(response.Read));
        if (response.Score is { } score) writer.WriteNumberValue(Math.Round(score, 4));
        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private int Text(string text)
    {
        text = Clean(text);
        if (_texts.TryGetValue(text, out var index)) return index;
        _texts.Add(text, index = _order.Count);
        _order.Add(text);
        _textBytes += Encoding.UTF8.GetByteCount(PageData.Options.Encoder!.Encode(text)) + 3;
        return index;
    }

    private void Forget(int known, int bytes)
    {
        for (var index = known; index < _order.Count; index++) _texts.Remove(_order[index]);
        _order.RemoveRange(known, _order.Count - known);
        _textBytes = bytes;
    }

    private static string Clean(string text) => ShownText.Clean(text);

    private static ReadOnlySpan<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, PageData.Options);
        write(writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }
}
