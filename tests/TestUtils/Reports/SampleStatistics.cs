using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;
using MuBench.Statistics;

namespace MuBench.Tests.Reports;

/// <summary>The statistics that sample reports need: McNemar's exact test, Holm's correction, a normal interval.</summary>
internal static class SampleStatistics
{
    private const double Margin = 0.02;

    public static ReportComparison Compare(string a, string b, string task, string slice, (Outcome A, Outcome B)[] pairs)
    {
        var both = pairs.Where(pair => pair.A < Outcome.Failed && pair.B < Outcome.Failed).ToList();
        var onlyA = both.Count(pair => pair.A == Outcome.Correct && pair.B != Outcome.Correct);
        var onlyB = both.Count(pair => pair.B == Outcome.Correct && pair.A != Outcome.Correct);
        var n = both.Count;
        var difference = n == 0 ? 0 : (double)(onlyA - onlyB) / n;
        var half = n == 0 ? 0 : 1.96 * Math.Sqrt(Math.Max(((double)(onlyA + onlyB) / n) - (difference * difference), 0) / n);
        return new ReportComparison
        {
            A = a,
            B = b,
            Task = task,
            Slice = slice,
            N = n,
            OnlyA = onlyA,
            OnlyB = onlyB,
            Difference = n == 0 ? null : difference,
            Ci95 = n == 0 ? null : [difference - half, difference + half],
            Interval = n == 0 ? null : IntervalKinds.AdjustedWald,
            P = n == 0 ? null : McNemar(onlyA, onlyB),
            PMcNemar = n == 0 ? null : McNemar(onlyA, onlyB),
            Family = Families.Of(slice),
            PHolm = null,
            Verdict = "undecided",
        };
    }

    public static IEnumerable<ReportComparison> Holm(IReadOnlyList<ReportComparison> comparisons)
    {
        var order = comparisons.Select(pair => (pair.Task, pair.Slice)).ToList();
        return comparisons.GroupBy(pair => pair.Family).SelectMany(family => WithinFamily([.. family])).OrderBy(pair => order.IndexOf((pair.Task, pair.Slice)));
    }

    private static IEnumerable<ReportComparison> WithinFamily(IReadOnlyList<ReportComparison> comparisons)
    {
        var adjusted = new Dictionary<ReportComparison, double>();
        var largest = 0.0;
        var tests = comparisons.Where(pair => pair.P is not null).OrderBy(pair => pair.P).ToList();
        for (var i = 0; i < tests.Count; i++)
        {
            largest = Math.Max(largest, Math.Min(1, tests[i].P!.Value * (tests.Count - i)));
            adjusted[tests[i]] = largest;
        }

        return comparisons.Select(pair => !adjusted.TryGetValue(pair, out var p) ? pair : pair with { PHolm = p, Verdict = Verdict(pair, p) });
    }

    private static string Verdict(ReportComparison pair, double p)
    {
        if (p < 0.05) return pair.Difference > 0 ? "better" : "worse";
        return pair.Ci95![0] > -Margin && pair.Ci95[1] < Margin ? "equivalent" : "undecided";
    }

    private static double McNemar(int onlyA, int onlyB)
    {
        var n = onlyA + onlyB;
        if (n == 0) return 1;
        var (term, sum) = (-n * Math.Log(2), 0.0);
        for (var k = 0; k <= Math.Min(onlyA, onlyB); k++)
        {
            sum += Math.Exp(term);
            term += Math.Log((double)(n - k) / (k + 1));
        }

        return Math.Min(1, 2 * sum);
    }
}
