using System.Globalization;

namespace MuBench.Scoring.Results;

/// <summary>
/// The results that the authors of μ-Bench and of MicroVQA published, for display next to measured ones. They were
/// obtained with the official protocol over the whole dataset, and are not measured again here.
/// </summary>
internal static class PublishedResults
{
    /// <summary>The name of the release of MicroVQA in the store.</summary>
    public const string MicroVqaDataset = "microvqa";

    private static readonly Lazy<IReadOnlyList<PublishedResult>> MicroBench = new(() => Load("published-results.csv"));
    private static readonly Lazy<IReadOnlyList<PublishedResult>> MicroVqa = new(() => Load("microvqa-leaderboard.csv"));

    /// <summary>
    /// The published results for tasks, from the best to the worst per task. Empty for a dataset that is neither the
    /// official release of μ-Bench nor named <c>microvqa</c>.
    /// </summary>
    public static IReadOnlyList<PublishedResult> For(ReportDataset dataset, IEnumerable<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(tasks);
        var wanted = tasks.ToHashSet(StringComparer.Ordinal);
        return [.. TableOf(dataset).Where(result => wanted.Contains(result.Task))];
    }

    /// <summary>The published results for the tasks of a run, including the published parts of a whole task.</summary>
    public static IReadOnlyList<PublishedResult> ForRun(ReportDataset dataset, IReadOnlyList<string> tasks) =>
        For(dataset, [.. tasks, .. TableOf(dataset).Select(result => result.Task).Where(task => tasks.Contains(task.Split('/')[0]))]);

    /// <summary>The results that the authors of μ-Bench published for tasks, for any dataset.</summary>
    internal static IReadOnlyList<PublishedResult> OfMicroBench(IEnumerable<string> tasks)
    {
        var wanted = tasks.ToHashSet(StringComparer.Ordinal);
        return [.. MicroBench.Value.Where(result => wanted.Contains(result.Task))];
    }

    private static IReadOnlyList<PublishedResult> TableOf(ReportDataset dataset) =>
        dataset.Official ? MicroBench.Value : dataset.Name == MicroVqaDataset ? MicroVqa.Value : [];

    // "# SOURCE" gives the source of the rows below it; the next line has the column names.
    private static List<PublishedResult> Load(string file)
    {
        var resource = $"MuBench.Scoring.Results.Published.{file}";
        using var stream = typeof(PublishedResults).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{resource}'.");
        using var reader = new StreamReader(stream);
        var results = new List<PublishedResult>();
        var source = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                source = line[2..];
                reader.ReadLine();
            }
            else if (line.Split(',') is [var task, var model, var accuracy, var halfWidth])
            {
                results.Add(new PublishedResult(source, model, task, Number(accuracy), halfWidth.Length == 0 ? null : Number(halfWidth)));
            }
        }

        return results;
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
