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
        var lead = $" leads on {task}: {ReportNumbers.Percent(score.Accuracy)}% of {ReportNumbers.Count(score.N)} questions right, "
            + $"95% interval {ReportNumbers.Interval(score.Ci95)}.";
        if (rows.Count == 1) return new Finding(rows[0].Model.Id, lead, null, "");

        var (a, b) = (rows[0].Model.Id, rows[1].Model.Id);
        var pair = report.Comparisons.FirstOrDefault(pair => pair.Task == task && pair.Slice == Leaderboard.WholeTask
            && ((pair.A == a && pair.B == b) || (pair.A == b && pair.B == a)));
        if (pair is null) return new Finding(a, lead + " The next is ", b, ".");
        var difference = pair.A == a ? pair.Difference : -pair.Difference;
        var p = ReportNumbers.PValue(pair.PHolm);
        var rest = $" ({ReportNumbers.Points(difference)} points, p {(p[0] == '<' ? p : "= " + p)} after Holm).";
        return new Finding(a, lead + Relation(pair.Verdict, difference), b, rest);
    }

    // On the questions that both answered, which is what the comparison is made of.
    private static string Relation(string verdict, double? difference) => verdict switch
    {
        "better" or "worse" => difference > 0 ? " It is better than " : " On the questions that both answered it is worse than ",
        "equivalent" => " It is equivalent to ",
        _ => " It is not told apart from ",
    };
}
