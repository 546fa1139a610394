using System.Numerics;
using MuBench.Reports;
using MuBench.Scoring.Matching;

namespace MuBench.Exports.Rows;

/// <summary>Makes the rows of a model.</summary>
internal sealed class ExportRows(ScoredRun run, ScoredModel model)
{
    private readonly string _kind = model.Scores.Kind;

    /// <summary>The row of a question.</summary>
    public ExportRow Of(ScoredQuestion question)
    {
        var (official, strict) = (question.ReadingOf(Protocols.Official), question.ReadingOf(Protocols.Strict));
        var (image, asked, record) = (question.Image, question.Question, question.Record);
        return new ExportRow
        {
            Run = run.Plan.RunId,
            Model = model.Id,
            ModelOf = model.Planned.ModelId,
            Pass = model.Pass,
            Kind = _kind,
            ModelKey = model.Planned.Key,
            Void = model.Scores.Void,
            Alarm = model.Alarm?.InShort,
            AskedWith = model.AskedWith,
            Sampled = run.Report.Run.Dataset.Sampled ? SamplingText.Mark : null,
            Dataset = run.Plan.DatasetTitle,
            DatasetRevision = run.Plan.Revision,
            ImageRow = image.Row,
            ImageId = image.ImageId,
            Source = image.Source,
            Images = image.PartCount,
            ImageSha256 = image.ContentSha256,
            ShownImageSha256 = question.Shown?.ContentSha256,
            Display = question.Shown?.Display?.ToString(),
            Task = asked.TaskName,
            QuestionKey = asked.Key,
            QuestionId = asked.Id,
            Question = asked.Text,
            Options = asked.Options,
            GoldIndex = asked.Options.Count > 0 ? asked.AnswerIndex : null,
            GoldLetter = question.Gold,
            Form = question.Variant.Name,
            Prompt = question.Variant.Prompt,
            ResponseKey = question.Variant.Key,
            OfficialScore = question.ScoreOf(Protocols.Official),
            OfficialOutcome = official?.OutcomeName,
            OfficialChoice = official?.Choice,
            StrictScore = question.ScoreOf(Protocols.Strict),
            StrictOutcome = strict?.OutcomeName,
            StrictChoice = strict?.Choice,
            Credit = question.Credit,
            Response = record?.Text,
            Similarities = record?.Scores,
            Probabilities = question.Probabilities,
            Confidence = question.Probabilities?.Max(),
            Fault = question.Fault,
            FinishReason = record?.Finish,
            FinishDetail = record?.FinishDetail,
            ResolvedModel = record?.Model,
            Shared = record is not null && !question.Paid.Contains(record),
            InputTokens = Sum(question.Paid.Select(response => response.InputTokens)),
            CachedInputTokens = Sum(question.Paid.Select(response => response.CachedInputTokens)),
            CacheWriteTokens = Sum(question.Paid.Select(response => response.CacheWriteTokens)),
            OutputTokens = Sum(question.Paid.Select(response => response.OutputTokens)),
            ReasoningTokens = Sum(question.Paid.Select(response => response.ReasoningTokens)),
            ServiceTier = record?.ServiceTier,
            Usd = (double?)Sum(question.Paid.Select(response => response.Usd)),
            LatencyMs = record?.LatencyMs,
            Attempts = record?.Attempts is > 0 and var attempts ? attempts : null,
            Delivery = record?.Delivery,
            AnsweredAt = record?.At,
            AnsweredInRun = record?.Run,
            Note = question.Note is { Text.Length: > 0 } note ? note.Text : null,
            Tags = question.Note is { Tags.Count: > 0 } tagged ? tagged.Tags : null,
        };
    }

    // Null if no value is known: an absent number does not count as zero.
    private static T? Sum<T>(IEnumerable<T?> values)
        where T : struct, INumber<T> => values.Aggregate((T?)null, (sum, value) => value is null ? sum : (sum ?? T.Zero) + value);
}
