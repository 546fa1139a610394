using MuBench.Scoring.Results;
using MuBench.Statistics;

namespace MuBench.Scoring.Parity;

/// <summary>Checks the published totals by pooling the published tables by question type and by dataset.</summary>
internal static class PublishedChecks
{
    // The tables have whole percent. This is the possible effect of rounding on a pool of 5 or 23 values.
    private const double Tolerance = 0.3;

    public static IEnumerable<ParityCheck> Of(ParityData data)
    {
        var coarse = Rows(data.Coarse, "coarse", data.WeightsOfKeys());
        var fine = Rows(data.Fine, "fine", data.Datasets.ToDictionary(dataset => dataset.Name, dataset => dataset.Images, StringComparer.Ordinal));
        foreach (var row in coarse.Concat(fine))
            yield return ParityCheck.Within($"published/{row.Task}/{row.Model}", $"{row.Model}, {row.Task}: accuracy in %, pooled from {row.Parts} published parts", row.Total, row.Pooled, Tolerance, 2);

        var pooled = fine.Average(row => Math.Abs(row.Pooled - row.Total));
        var macro = fine.Average(row => Math.Abs(row.Macro - row.Total));
        yield return ParityCheck.Exact("published/fine/pooled", "which explains the fine totals better: pooled questions, or the mean over datasets", "pooled", pooled < macro ? "pooled" : "mean over datasets");
    }

    private static List<(string Task, string Model, int Parts, double Total, double Pooled, double Macro)> Rows(
        IReadOnlyList<PublishedRow> rows, string task, Dictionary<string, int> questions)
    {
        var totals = PublishedResults.OfMicroBench([task]).ToDictionary(result => result.Model, result => result.Accuracy * 100, StringComparer.Ordinal);
        return [.. rows.Select(row => (task, row.Model, row.Percent.Count, totals[row.Model], Pool(row, questions), row.Percent.Values.Average()))];
    }

    // Uses the tally that pools measured accuracies: percent x questions correct out of 100 x questions.
    private static double Pool(PublishedRow row, Dictionary<string, int> questions)
    {
        var tally = new ClusterTally();
        foreach (var (part, percent) in row.Percent)
            tally.Add(percent * questions[part], 100 * questions[part]);
        return tally.Estimate * 100 ?? double.NaN;
    }
}
