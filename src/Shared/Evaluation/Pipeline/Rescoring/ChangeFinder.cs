using MuBench.Scoring;
using MuBench.Scoring.Outcomes;
using MuBench.Scoring.QuestionTables;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Pipeline.Rescoring;

/// <summary>Finds the differences between two scorings of the same responses.</summary>
internal static class ChangeFinder
{
    private const int MaxQuestions = 50;

    /// <summary>The changes of a model; null if there are none.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="before">The run's own scores; null if they cannot be read.</param>
    /// <param name="after">The new scores.</param>
    public static ModelChange? Of(QuestionTable questions, ModelScores? before, ModelScores after)
    {
        if (before is null)
            return new ModelChange { Id = after.Id, Incomparable = "The run's own scores of this model are missing or cannot be read." };
        var moves = new List<QuestionChange>();
        var outcomes = new Dictionary<(string, Outcome, Outcome), int>();
        foreach (var (protocol, bytes) in after.Items.Where(pair => before.Items.ContainsKey(pair.Key)))
        {
            if (before.Items[protocol].Length != bytes.Length)
                return new ModelChange { Id = after.Id, Incomparable = "The run's own scores of this model have another number of questions." };
            for (var question = 0; question < bytes.Length; question++)
            {
                var (from, to) = ((Outcome)before.Items[protocol][question], (Outcome)bytes[question]);
                if (from == to)
                    continue;
                outcomes[(protocol, from, to)] = outcomes.GetValueOrDefault((protocol, from, to)) + 1;
                if (moves.Count < MaxQuestions)
                    moves.Add(new QuestionChange(questions.RowOf(question), questions.KeyOf(question), protocol, from, to));
            }
        }

        var scores = Scores(before.Scores, after.Scores).ToList();
        var isVoid = before.Void == after.Void ? null : after.Void ? $"void now: {after.VoidReason}" : $"no longer void; it was: {before.VoidReason}";
        return outcomes.Count == 0 && scores.Count == 0 && isVoid is null ? null : new ModelChange
        {
            Id = after.Id,
            Void = isVoid,
            Outcomes = [.. outcomes.Select(pair => new OutcomeChange(pair.Key.Item1, pair.Key.Item2, pair.Key.Item3, pair.Value))],
            Items = moves,
            Scores = scores,
        };
    }

    /// <summary>The comparisons whose verdict changed.</summary>
    public static IReadOnlyList<VerdictChange> Verdicts(IReadOnlyList<ReportComparison> before, IReadOnlyList<ReportComparison> after)
    {
        var earlier = before.ToDictionary(Place, pair => pair.Verdict);
        var later = after.ToDictionary(Place, pair => pair.Verdict);
        return
        [
            .. from place in earlier.Keys.Union(later.Keys)
               let verdicts = (Before: earlier.GetValueOrDefault(place), After: later.GetValueOrDefault(place))
               where verdicts.Before != verdicts.After
               select new VerdictChange(place.A, place.B, place.Task, place.Slice, verdicts.Before, verdicts.After),
        ];
    }

    private static IEnumerable<ScoreChange> Scores(IReadOnlyList<SliceScore> before, IReadOnlyList<SliceScore> after)
    {
        var earlier = before.ToDictionary(score => (score.Task, score.Slice, score.Protocol));
        var later = after.ToDictionary(score => (score.Task, score.Slice, score.Protocol));
        foreach (var place in later.Keys.Union(earlier.Keys))
        {
            var (from, to) = (earlier.GetValueOrDefault(place), later.GetValueOrDefault(place));
            if (from is null || to is null || !AreSame(from, to))
            {
                yield return new ScoreChange
                {
                    Task = place.Task,
                    Slice = place.Slice,
                    Protocol = place.Protocol,
                    Before = from?.Accuracy,
                    After = to?.Accuracy,
                    BeforeCi95 = from?.Ci95,
                    AfterCi95 = to?.Ci95,
                    BeforeN = from?.N ?? 0,
                    AfterN = to?.N ?? 0,
                };
            }
        }
    }

    private static bool AreSame(SliceScore a, SliceScore b) =>
        a with { Ci95 = null } == b with { Ci95 = null } && (a.Ci95 ?? []).SequenceEqual(b.Ci95 ?? []);

    private static (string A, string B, string Task, string Slice) Place(ReportComparison pair) => (pair.A, pair.B, pair.Task, pair.Slice);
}
