using System.Text.Json;

namespace MuBench.Datasets.Import;

/// <summary>One line of a <c>questions.jsonl</c>: a row in the release's columns, with the image as a file.</summary>
internal sealed class QuestionLine(JsonElement row, string path, int number)
{
    public int Number { get; } = number;

    /// <summary>The image's path as written: relative to the folder of the file.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public string Image => Text(row, ReleaseColumns.Image, ReleaseColumns.Image) is { Length: > 0 } image
        ? image
        : throw Fault(ReleaseColumns.Image, "is missing; expected the image's path relative to this file's folder");

    /// <exception cref="UserException">A field has another shape than the release's.</exception>
    public ReleaseRow ToRow() => new()
    {
        ImageId = Text(ReleaseColumns.ImageId),
        Dataset = Text(ReleaseColumns.Dataset),
        LabelName = Text(ReleaseColumns.LabelName),
        Domain = Text(ReleaseColumns.Domain),
        Subdomain = Text(ReleaseColumns.Subdomain),
        Modality = Text(ReleaseColumns.Modality),
        Submodality = Text(ReleaseColumns.Submodality),
        Stain = Text(ReleaseColumns.Stain),
        Synthetic = Truth(ReleaseColumns.Synthetic),
        License = Text(ReleaseColumns.License),
        Scale = Text(ReleaseColumns.Scale),
        Questions = Choices(ReleaseColumns.Questions, required: true),
        Captions = Choices(ReleaseColumns.Captions, required: false),
        Boxes = Regions(ReleaseColumns.Boxes),
        Polygons = Regions(ReleaseColumns.Polygons),
    };

    /// <summary>The one message for a fault in this line.</summary>
    public UserException Fault(string field, string fault) => new($"'{path}' line {Number}: '{field}' {fault}.");

    private List<ReleaseQuestion> Choices(string column, bool required)
    {
        var choices = new List<ReleaseQuestion>();
        if (Find(row, column) is not { } found)
            return required ? throw Fault(column, "is missing; expected an object with one question per key") : choices;
        if (found.ValueKind != JsonValueKind.Object)
            throw Fault(column, "must be an object with one entry per key");
        foreach (var entry in found.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Null)
                choices.Add(Choice($"{column}.{entry.Name}", entry.Name, entry.Value));
        }

        return choices;
    }

    private ReleaseQuestion Choice(string field, string key, JsonElement choice)
    {
        if (choice.ValueKind != JsonValueKind.Object)
            throw Fault(field, "must be an object with question, options and answer_idx or answer");
        var question = new ReleaseQuestion
        {
            Key = key,
            Id = Text(choice, "id", $"{field}.id"),
            Text = Text(choice, "question", $"{field}.question"),
            Options = Options(choice, $"{field}.options"),
            Answer = Text(choice, "answer", $"{field}.answer"),
            AnswerIndex = Index(choice, $"{field}.answer_idx"),
        };
        if (question.Text is null)
            throw Fault($"{field}.question", "is missing");
        if (question.AnswerIndex is null && question.Answer is null)
            throw Fault(field, "has neither answer_idx nor answer");
        return question;
    }

    private List<string> Options(JsonElement choice, string field)
    {
        if (Find(choice, "options") is not { ValueKind: JsonValueKind.Array } options || options.GetArrayLength() == 0)
            throw Fault(field, "must be a list of at least one text");
        var texts = new List<string>(options.GetArrayLength());
        foreach (var option in options.EnumerateArray())
            texts.Add(option.ValueKind == JsonValueKind.String ? option.GetString()! : throw Fault($"{field}[{texts.Count}]", "must be a text"));
        return texts;
    }

    private string? Index(JsonElement choice, string field) => Find(choice, "answer_idx") switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out _) => number.GetRawText(),
        _ => throw Fault(field, "must be a whole number, as a number or as a text"),
    };

    private string? Text(string column) => Text(row, column, column);

    private string? Text(JsonElement parent, string name, string field) => Find(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Fault(field, "must be a text"),
    };

    private bool? Truth(string column) => Find(row, column) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Fault(column, "must be true or false"),
    };

    private List<Region>? Regions(string column)
    {
        if (Find(row, column) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.Array)
            throw Fault(column, "must be a list of objects with className and points");
        return [.. found.EnumerateArray().Select((region, i) => ToRegion(region, $"{column}[{i}]"))];
    }

    private Region ToRegion(JsonElement region, string field)
    {
        var points = region.ValueKind == JsonValueKind.Object ? Find(region, "points") : null;
        return points is { } found && RegionJson.Points(found) is { Count: > 0 } coordinates
            ? new Region(Text(region, "className", $"{field}.className") ?? "", coordinates)
            : throw Fault(field, "must be an object with className and points (numbers, pairs of numbers, or x1, y1, x2, y2)");
    }

    private static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
}
