namespace MuBench.Reports.Html;

/// <summary>The run's result in a sentence: who leads on the ranking task, and whether the next one is told apart.</summary>
internal sealed record Finding(string? Leader, string Text, string? Second, string Rest)
{
    public static Finding Of(ReportIndex index)
    {
        var report = index.Report;
        var rows = Leaderboard.Rank(report, report.Run.Protocol).Where(row => row.Rank is not null).ToList();
        if (rows.Count == 0) return new Finding(null, "No model has a result that counts.", null, "");
        var task = index.Tasks[0];
        var score = rows[0].Scores[task];
        var lead = $" has {ReportNumbers.Percent(score.Accuracy)}% of {ReportNumbers.Count(score.N)} questions on {task} right, "
            + $"95% interval {ReportNumbers.Interval(score.Ci95)}";
        if (rows.Count == 1) return new Finding(rows[0].Model.Id, lead + ".", null, "");

        var (a, b) = (rows[0].Model.Id, rows[1].Model.Id);
        var pair = report.Comparisons.FirstOrDefault(pair => pair.Task == task && pair.Slice == Leaderboard.WholeTask
            && ((pair.A == a && pair.B == b) || (pair.A == b && pair.B == a)));
        var rest = pair is null ? " is next." : Against(pair, pair.A == a ? pair.Difference : -pair.Difference);
        return new Finding(a, lead + ". ", b, rest);
    }

    // The sign is the leader's: how far the second lies behind it, on the questions that both answered.
    private static string Against(ReportComparison pair, double? difference)
    {
        var by = $"{ReportNumbers.Points(difference)} points, p = {ReportNumbers.PValue(pair.PHolm)} after Holm".Replace("= <", "<", StringComparison.Ordinal);
        return pair.Verdict switch
        {
            "better" or "worse" => $" is next and behind it: {by}.",
            "equivalent" => $" is next and equivalent to it: {by}.",
            _ => $" is next and not told apart from it: {by}.",
        };
    }
}
