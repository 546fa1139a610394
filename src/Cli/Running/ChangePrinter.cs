using MuBench.Pipeline.Rescoring;
using MuBench.Reports;
using MuBench.Scoring.Results;
using MuBench.Versions;

namespace MuBench.Cli.Running;

/// <summary>Prints the results that a later scoring of the same responses changed.</summary>
internal static class ChangePrinter
{
    private const int MaxVerdicts = 10;

    /// <summary>Prints the changes and the path of the new report.</summary>
    public static void Print(RescoreResult result, string store, TextWriter output)
    {
        var changes = result.Changes;
        output.WriteLine($"{changes.RunId}: scored by MuBench {Name(changes.CodeBefore)}, again by {Name(changes.Code)}");
        if (changes.ChangedAnswers > 0)
            output.WriteLine($"warning: {changes.ChangedAnswers:N0} responses differ from those that the run was scored from; 'mubench verify {changes.RunId}' names them");
        if (changes.IsEmpty)
            output.WriteLine("nothing changed");
        if (changes.Protocol != changes.ProtocolBefore)
            output.WriteLine($"protocol {changes.Protocol}; it was {changes.ProtocolBefore}");
        if (changes.Gate != changes.GateBefore)
            output.WriteLine($"gate {changes.Gate}; it was {changes.GateBefore}");
        foreach (var model in changes.Models)
            Print(model, output);
        foreach (var verdict in changes.Verdicts.Take(MaxVerdicts))
            output.WriteLine($"verdict: {verdict.A} against {verdict.B}, {verdict.Task}/{verdict.Slice}: {verdict.After ?? "none"}; it was {verdict.Before ?? "none"}");
        if (changes.Verdicts.Count > MaxVerdicts)
            output.WriteLine($"verdict: and {changes.Verdicts.Count - MaxVerdicts:N0} more, see changes.json");
        output.WriteLine($"Report ({result.Name}):");
        foreach (var file in result.Files)
            output.WriteLine($"  {store}/{file}");
    }

    private static void Print(ModelChange model, TextWriter output)
    {
        if (model.Incomparable is not null)
            output.WriteLine($"{model.Id}: {model.Incomparable}");
        if (model.Void is not null)
            output.WriteLine($"{model.Id}: {model.Void}");
        foreach (var move in model.Outcomes)
            output.WriteLine($"{model.Id}, {move.Protocol}: {move.Questions:N0} question{(move.Questions == 1 ? "" : "s")} {move.Before} -> {move.After}");
        var whole = model.Scores.Where(score => score.Slice == Leaderboard.WholeTask).ToList();
        if (whole.Count > 0)
        {
            TextTable.Write(
                output,
                ["task", "protocol", "before", "after", "difference"],
                [.. whole.Select(score => (string[])
                [
                    score.Task, score.Protocol, With(score.Before, score.BeforeCi95), With(score.After, score.AfterCi95), ReportNumbers.Points(score.Difference),
                ])],
                rightFrom: 2);
        }

        if (model.Scores.Count > whole.Count)
            output.WriteLine($"{model.Id}: {model.Scores.Count - whole.Count:N0} scores of slices changed too, see changes.json");
    }

    private static string With(double? score, IReadOnlyList<double>? interval) =>
        interval is null ? ReportNumbers.Percent(score) : $"{ReportNumbers.Percent(score)} {ReportNumbers.Interval(interval)}";

    private static string Name(ReportCode code) => $"{code.Version} ({(code.Commit.Length > 7 ? code.Commit[..7] : code.Commit)})";
}
