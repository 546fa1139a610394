using MuBench.Scoring;
using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>Turns comparisons, so that a model stands on the side where a reader expects it.</summary>
internal static class ComparisonSides
{
    /// <summary>The same comparison with the models exchanged.</summary>
    public static ReportComparison Turned(this ReportComparison pair) => pair with
    {
        A = pair.B,
        B = pair.A,
        OnlyA = pair.OnlyB,
        OnlyB = pair.OnlyA,
        Difference = -pair.Difference,
        Ci95 = pair.Ci95 is [var low, var high] ? [-high, -low] : pair.Ci95,
        Assisted = pair.Assisted is not { } assisted ? null : assisted with
        {
            Difference = -assisted.Difference,
            Ci95 = [-assisted.Ci95[1], -assisted.Ci95[0]],
            Verdict = Turned(assisted.Verdict),
        },
        Verdict = Turned(pair.Verdict),
    };

    private static string Turned(string verdict) => verdict switch
    {
        Verdicts.Better => Verdicts.Worse,
        Verdicts.Worse => Verdicts.Better,
        _ => verdict,
    };
}
