using System.Text.Json;
using MuBench.Naming;

namespace MuBench.Datasets.Import;

/// <summary>One line of a <c>questions.jsonl</c>: a row in the release's columns, with the image as a file.</summary>
internal sealed class QuestionLine(JsonElement row, string path, int number)
{
    public int Number { get; } = number;

    /// <summary>The images' paths as written, relative to the folder of the file, each with the name of its field.</summary>
    /// <exception cref="UserException">The line has no image, or has both <c>image</c> and <c>images</c>.</exception>
    public IReadOnlyList<(string Field, string Path)> Images() => (Find(row, ReleaseColumns.Image), Find(row, ReleaseColumns.Images)) switch
    {
        (not null, not null) => throw Fault(ReleaseColumns.Images, "is given beside 'image'; expected one of the two"),
        (_, { ValueKind: JsonValueKind.Array } list) when list.GetArrayLength() > 0 =>
            [.. list.EnumerateArray().Select((entry, i) => Path(entry, $"{ReleaseColumns.Images}[{i}]"))],
        (_, not null) => throw Fault(ReleaseColumns.Images, "must be a list of at least one path"),
        ({ } image, _) => [Path(image, ReleaseColumns.Image)],
        _ => throw Fault(ReleaseColumns.Image, "is missing; expected the image's path relative to this file's folder, or 'images' with a list of them"),
    };

    /// <exception cref="UserException">A field has another shape than in the release.</exception>
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

    /// <summary>The error message for a fault in this line.</summary>
    public UserException Fault(string field, string fault) => new($"'{path}' line {Number}: '{field}' {fault}.");

    private (string Field, string Path) Path(JsonElement entry, string field) => entry is { ValueKind: JsonValueKind.String } && entry.GetString() is { Length: > 0 } path
        ? (field, path)
        : throw Fault(field, "must be a text: a path relative to this file's folder");

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
            Task = TaskOf(choice, $"{field}.task"),
            Style = StyleOf(choice, $"{field}.style"),
        };
        if (question.Text is null)
            throw Fault($"{field}.question", "is missing");
        if (question.AnswerIndex is null && question.Answer is null)
            throw Fault(field, "has neither answer_idx nor answer");
        return question;
    }

    private string? TaskOf(JsonElement choice, string field) => Text(choice, "task", field) switch
    {
        null => null,
        { } task when !ManifestNames.IsName(task) => throw Fault(field, $"is '{task}'; expected letters, digits, '.', '_' and '-', at most 64 of them"),
        { } task => task,
    };

    private string? StyleOf(JsonElement choice, string field) => Text(choice, "style", field) switch
    {
        null or QuestionStyleNames.Lettered => null, // the default is always stored as null
        QuestionStyleNames.Localization => throw Fault(field, "is 'localization'; such questions are made from 'bbox' and 'polygon' by the import itself"),
        { } style when !QuestionStyleNames.All.Contains(style) =>
            throw Fault(field, $"is '{style}'; this version of MuBench has {string.Join(", ", QuestionStyleNames.All.Select(name => $"'{name}'"))}"),
        { } style => style,
    };

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
