using System.Globalization;

namespace MuBench.Reports;

/// <summary>
/// The results that the authors of μ-Bench published, to be seen beside measured ones: they were had with the official
/// protocol over the whole dataset, and are not measured again here.
/// </summary>
public static class PublishedResults
{
    private const string ResourceName = "MuBench.Reports.Published.published-results.csv";

    private static readonly Lazy<IReadOnlyList<PublishedResult>> Table = new(Load);

    /// <summary>The published results for tasks, from the best to the worst per task; none beside a dataset that is not the official release.</summary>
    public static IReadOnlyList<PublishedResult> For(ReportDataset dataset, IEnumerable<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(tasks);
        if (!dataset.Official) return [];
        var wanted = tasks.ToHashSet(StringComparer.Ordinal);
        return [.. Table.Value.Where(result => wanted.Contains(result.Task))];
    }

    // "# SOURCE" names the source of the rows below it; the line after it names the columns.
    private static List<PublishedResult> Load()
    {
        using var stream = typeof(PublishedResults).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{ResourceName}'.");
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
