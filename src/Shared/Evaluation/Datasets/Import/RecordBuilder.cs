using System.Globalization;

namespace MuBench.Datasets.Import;

/// <summary>
/// Turns a row into an <see cref="ImageRecord"/> and derives the source dataset. A question or caption that contradicts
/// itself is left out with a warning, because a wrong gold option would score every model wrong.
/// </summary>
internal sealed class RecordBuilder(ImportWarnings warnings)
{
    public ImageRecord Build(int row, ReleaseRow source, ImagePlace place, RowOrigin origin) => new()
    {
        Row = row,
        ImageId = source.ImageId,
        Dataset = source.Dataset,
        Source = SourceNames.Of(
            source.Dataset, source.Stain, source.Questions.FirstOrDefault(question => question.Key == QuestionKeys.Classification)?.Options),
        Offset = place.First.Offset,
        Length = place.First.Length,
        Sha256 = place.First.Sha256,
        Further = place.Further,
        Bits = place.Bits,
        LabelName = source.LabelName,
        Domain = source.Domain,
        Subdomain = source.Subdomain,
        Modality = source.Modality,
        Submodality = source.Submodality,
        Stain = source.Stain,
        Synthetic = source.Synthetic,
        License = source.License,
        Scale = source.Scale,
        Questions = [.. Sound(source.Questions, "question", origin).Select(ToQuestion)],
        Captions = [.. Sound(source.Captions, "caption", origin).Select(ToCaption)],
        Boxes = Finite(source.Boxes, ReleaseColumns.Boxes, origin),
        Polygons = Finite(source.Polygons, ReleaseColumns.Polygons, origin),
    };

    /// <exception cref="UserException">A coordinate is not a number, or is infinite as a 32-bit float.</exception>
    private static IReadOnlyList<Region>? Finite(IReadOnlyList<Region>? regions, string column, RowOrigin origin)
    {
        for (var region = 0; region < regions?.Count; region++)
        {
            for (var point = 0; point < regions[region].Points.Count; point++)
            {
                if (!float.IsFinite(regions[region].Points[point]))
                    throw new UserException($"{origin}: '{column}[{region}]' has {Words(regions[region].Points[point])} as coordinate {point}; a pixel's place is a finite number. Correct the row, or leave the region out.");
            }
        }

        return regions;
    }

    private static string Words(float coordinate) => float.IsNaN(coordinate) ? "no number (NaN)" : "an infinite number, or one too large for a 32-bit float,";

    private static Question ToQuestion((ReleaseQuestion Source, int Answer) sound) => new()
    {
        Key = sound.Source.Key,
        Id = sound.Source.Id,
        Text = sound.Source.Text!,
        Options = [.. sound.Source.Options!.Select(option => option!)],
        AnswerIndex = sound.Answer,
        Task = sound.Source.Task,
        Category = sound.Source.Category,
        Style = sound.Source.Style,
    };

    private static Caption ToCaption((ReleaseQuestion Source, int Answer) sound) => new()
    {
        Key = sound.Source.Key,
        Id = sound.Source.Id,
        Template = sound.Source.Text!,
        Options = [.. sound.Source.Options!.Select(option => option!)],
        AnswerIndex = sound.Answer,
    };

    private IEnumerable<(ReleaseQuestion Source, int Answer)> Sound(
        IReadOnlyList<ReleaseQuestion> questions, string noun, RowOrigin origin)
    {
        foreach (var question in questions.Where(question => !question.IsAbsent).OrderBy(question => question.Key, StringComparer.Ordinal))
        {
            if (Check(question, out var answer) is not { } fault)
                yield return (question, answer);
            else
                warnings.Add($"{noun} left out, {fault.Kind}", $"{question.Origin ?? origin} '{question.Key}'{fault.Detail}");
        }
    }

    private static (string Kind, string Detail)? Check(ReleaseQuestion question, out int answer)
    {
        answer = -1;
        if (question.Key.StartsWith(QuestionKeys.LocalizationPrefix, StringComparison.Ordinal))
            return ("its key is that of a localisation question, which is made from boxes and polygons", "");
        if (string.IsNullOrWhiteSpace(question.Text))
            return ("it has no text", "");
        if (question.Options is not { Count: > 0 } options)
            return ("it has no options", "");
        if (options.Any(option => option is null))
            return ("one of its options is null", "");
        if (question.AnswerIndex is null && question.Answer is null)
            return ("it has no answer", "");
        if (question.AnswerIndex is null)
        {
            answer = options.ToList().IndexOf(question.Answer);
            return answer >= 0 ? null : ("its answer is none of its options", $" ('{question.Answer}')");
        }

        if (!int.TryParse(question.AnswerIndex, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out answer)
            || answer < 0 || answer >= options.Count)
            return ("its answer_idx is out of range", $" ('{question.AnswerIndex}' of {options.Count} options)");
        return question.Answer is null || options[answer] == question.Answer
            ? null
            : ("its answer is not the option at answer_idx", $" ('{question.Answer}', but option {answer} is '{options[answer]}')");
    }
}
