using System.Globalization;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>The question of a row and its source dataset.</summary>
/// <param name="Question">The question.</param>
/// <param name="Source">The source; null if the row names none.</param>
internal readonly record struct TsvQuestion(ReleaseQuestion Question, string? Source)
{
    /// <summary>Reads a row. Contradictions are left to the <see cref="RecordBuilder"/>.</summary>
    /// <exception cref="UserException">The list of options is malformed.</exception>
    public static TsvQuestion Of(TsvLine line)
    {
        var (category, outer) = (line.Text(TsvColumns.Category), line.Text(TsvColumns.OuterCategory));
        var key = KeyOf(category) ?? KeyOf(outer);
        var options = OptionsOf(line);
        var answer = line.Text(TsvColumns.Answer)?.Trim();
        var index = options.FindIndex(option => option.Letter == answer);
        var question = new ReleaseQuestion
        {
            Key = key ?? QuestionKeys.Classification,
            Id = line.Text(TsvColumns.Index),
            Text = line.Text(TsvColumns.Hint) is { } hint ? $"{hint}\n{line.Text(TsvColumns.Question)}" : line.Text(TsvColumns.Question),
            Options = [.. options.Select(option => option.Text)],
            Answer = index < 0 ? answer : null,
            AnswerIndex = index < 0 ? null : index.ToString(CultureInfo.InvariantCulture),
            Category = (KeyOf(category) is null ? category : null) ?? (KeyOf(outer) is null ? outer : null),
            Origin = line.Origin,
        };
        return new TsvQuestion(question, line.Text(TsvColumns.Dataset));
    }

    /// <summary>The question key that a category spells in another way; null if there is none.</summary>
    public static string? KeyOf(string? category)
    {
        var plain = category?.Trim().Replace(' ', '_').Replace('-', '_').ToLowerInvariant();
        return QuestionKeys.All.FirstOrDefault(key => key == plain);
    }

    // A letter without a text is skipped, as in VLMEvalKit. The answer's letter belongs to the text, not to a position.
    private static List<(string Letter, string Text)> OptionsOf(TsvLine line)
    {
        if (line.File.Letters.Count > 0)
            return [.. line.File.Letters.Select(letter => (letter, Text: line.Text(letter)!)).Where(option => option.Text is not null)];
        if (line.Text(TsvColumns.Options) is not { } cell)
            return [];
        var texts = TextList.TryParse(cell) ?? throw line.Fault(TsvColumns.Options, "must be a list of quoted texts, such as [\"neutrophil\", \"basophil\"]");
        return texts.Count <= TsvColumns.Letters.Count
            ? [.. texts.Select((text, index) => (TsvColumns.Letters[index], text))]
            : throw line.Fault(TsvColumns.Options, $"has {texts.Count} options; there are letters for {TsvColumns.Letters.Count}");
    }
}
