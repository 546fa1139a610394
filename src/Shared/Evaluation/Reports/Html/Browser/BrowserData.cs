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
/// { "protocols": [..], "models": [[id, kind, floor 0/1]..], "slices": [[task, slice]..], "passes": [id..],
///   "all": [rows, questions] of the run,
///   "rows": [ { "row", "source": t, "images": [data URI, address, or a fault's text]..,
///               "sizes": [[width, height]..], "full": [data URI or address..], only if there are some
///               "questions": [ { "k": t, "t": t, "o": [t..], "g": option, "r": t, "s": [slice..], "a": [answer..],
///                                "i": id, if the row's questions do not give it, "w": 1 if choices and answers are still to be asked for,
///                                "p": [[t..]..] prompts, "b": boxes, "y": outlines, "m": [pass without a response..] } ] } ],
///   "texts": [..] }
/// answer: [outcome per protocol.., choice per protocol (-1 none).., lenient choice, raw t (-1 none), read t (-1 none),
///          score (null none), number of its prompt (-1 none), input tokens, output tokens, milliseconds (-1 not known), boxes]
/// </code>
/// An outcome is the number of an <see cref="Outcome"/>, or 8 for a question that the model is not asked. t is a number in
/// <c>texts</c>. Trailing values of an answer that are not known are left out. Boxes are left, top, right, bottom.
/// </remarks>
internal sealed class BrowserData
{
    private readonly PageTexts _texts = new();
    private readonly ArrayBufferWriter<byte> _rows = new();
    private readonly int _excerpt;

    private BrowserData(QuestionSample sample, int budget, int excerpt, PageImages images)
    {
        var head = Write(writer => WriteHead(writer, sample));
        var size = head.Length + 32;
        var questions = new BrowserQuestionWriter(_texts, excerpt);
        foreach (var row in sample.Rows)
        {
            var known = _texts.All.Count;
            var json = Write(writer => WriteRow(writer, row, questions, images));
            if (size + _rows.WrittenCount + json.Length + _texts.Bytes + 1L > budget)
            {
                _texts.ForgetFrom(known);
                break;
            }

            if (Rows > 0) _rows.Write(","u8);
            _rows.Write(json);
            Rows++;
            Questions += row.Questions.Count;
        }

        _excerpt = excerpt;
        var texts = string.Join(',', _texts.All.Select(text => Encoding.UTF8.GetString(Write(writer => writer.WriteStringValue(text)))));
        Json = $"{{{Encoding.UTF8.GetString(head)[1..^1]},\"rows\":[{Encoding.UTF8.GetString(_rows.WrittenSpan)}],\"texts\":[{texts}]}}";
    }

    /// <summary>The JSON object.</summary>
    public string Json { get; }

    /// <summary>Number of rows in it.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of questions in it.</summary>
    public int Questions { get; private set; }

    /// <summary>The number of characters to which longer responses are shortened; null if none is.</summary>
    public int? ShortenedTo { get; private set; }

    /// <summary>
    /// Takes rows in order until the next one would exceed the budget. Responses are shortened only as far as needed for all rows
    /// to have room.
    /// </summary>
    public static BrowserData Of(QuestionSample sample, int budget, PageImages images = PageImages.Thumbnails)
    {
        var longest = sample.Rows.SelectMany(row => row.Questions).SelectMany(question => question.Responses).Max(response => response.Raw?.Length) ?? 0;
        BrowserData? data = null;
        foreach (var length in ResponseExcerpt.Lengths.Where((length, at) => at == ResponseExcerpt.Lengths.Count - 1 || longest > ResponseExcerpt.Lengths[at + 1]))
        {
            data = new BrowserData(sample, budget, length, images);
            if (data.Rows == sample.Rows.Count) break;
        }

        data!.ShortenedTo = longest > data._excerpt ? data._excerpt : null;
        return data;
    }

    private static void WriteHead(Utf8JsonWriter writer, QuestionSample sample)
    {
        writer.WriteStartObject();
        WriteTexts(writer, "protocols", sample.Protocols);
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
        WriteTexts(writer, "passes", sample.Passes);
        writer.WriteStartArray("all");
        writer.WriteNumberValue(sample.AllRows);
        writer.WriteNumberValue(sample.AllQuestions);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter writer, BrowsedRow row, BrowserQuestionWriter questions, PageImages images)
    {
        writer.WriteStartObject();
        writer.WriteNumber("row", row.Row);
        writer.WriteNumber("source", _texts.NumberOf(row.Source));
        writer.WriteStartArray("images");
        foreach (var image in row.Images)
        {
            if (image.WebP is { } bytes) writer.WriteRawValue($"\"data:image/webp;base64,{Convert.ToBase64String(bytes)}\"", skipInputValidation: true);
            else writer.WriteStringValue(image.Address ?? Clean(image.Fault ?? "The image cannot be shown."));
        }

        writer.WriteEndArray();
        if (row.Images.Any(image => image.Width > 0)) WriteSizes(writer, row);
        if (images != PageImages.Thumbnails && row.Images.Any(image => image.Full is not null || image.FullAddress is not null))
            WriteFull(writer, row, images);
        writer.WriteStartArray("questions");
        foreach (var question in row.Questions) questions.Write(writer, question);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSizes(Utf8JsonWriter writer, BrowsedRow row)
    {
        writer.WriteStartArray("sizes");
        foreach (var image in row.Images)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(image.Width);
            writer.WriteNumberValue(image.Height);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteFull(Utf8JsonWriter writer, BrowsedRow row, PageImages images)
    {
        writer.WriteStartArray("full");
        foreach (var (part, image) in row.Images.Index())
        {
            if (image.FullAddress is { } address) writer.WriteStringValue(address);
            else if (image.Full is not { } full) writer.WriteStringValue("");
            else if (images == PageImages.Files) writer.WriteStringValue($"{ImagesFolder}/{full.FileName(row.Row, part)}");
            else writer.WriteRawValue($"\"data:{full.MediaType};base64,{Convert.ToBase64String(full.Bytes)}\"", skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    /// <summary>The folder of images beside a page.</summary>
    public const string ImagesFolder = "images";

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(Clean(text));
        writer.WriteEndArray();
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
