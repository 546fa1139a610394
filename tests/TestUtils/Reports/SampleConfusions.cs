using MuBench.Scoring.Confusion;

namespace MuBench.Tests.Reports;

/// <summary>Confusion matrices for sample reports. Distractors are sampled, so some pairs are offered more often than others.</summary>
internal static class SampleConfusions
{
    private const int Classes = 7;

    public static IReadOnlyList<ConfusionMatrix> Of(IReadOnlyList<string> sources, double accuracy, int model) =>
        [.. sources.Select((source, at) => Matrix(source, [.. Enumerable.Range(0, Classes - 1).Select(number => $"class {number} of {source}"), "none of the above"], accuracy, new Random((model * 100) + at)))];

    public static IReadOnlyList<ConfusionMatrix> Hostile(string text) => [Matrix(text, [text, "</script>" + text], 0.5, new Random(1))];

    private static ConfusionMatrix Matrix(string source, IReadOnlyList<string> classes, double accuracy, Random random)
    {
        var size = classes.Count;
        int[][] Square() => [.. Enumerable.Range(0, size).Select(_ => new int[size])];
        var (offered, chosen, unread) = (Square(), Square(), new int[size]);
        for (var gold = 0; gold < size - 1; gold++)
        {
            var n = 30 + (gold * 10);
            (offered[gold][gold], chosen[gold][gold]) = (n, (int)(n * accuracy));
            (unread[gold], offered[gold][size - 1]) = (1, n);
            var left = n - chosen[gold][gold] - 1;
            for (var option = 0; option < size - 1; option++)
            {
                if (option == gold) continue;
                offered[gold][option] = n / 2;
                chosen[gold][option] = random.Next(0, Math.Min(left, n / 2) + 1);
                left -= chosen[gold][option];
            }
        }

        return new ConfusionMatrix { Task = "fine", Source = source, Protocol = "official", N = Enumerable.Range(0, size).Sum(gold => offered[gold][gold]), Classes = classes, Offered = offered, Chosen = chosen, Unread = unread };
    }
}
