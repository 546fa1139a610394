using System.Globalization;
using MuBench.Cli.Printing;
using MuBench.Datasets;
using MuBench.Imaging.Display;
using Spectre.Console;

namespace MuBench.Cli.Datasets;

/// <summary>Prints a dataset's counts as a table, with the items that its import left out.</summary>
internal static class DatasetTable
{
    public static void Write(DatasetInfo info, TextWriter output)
    {
        var console = Terminal.Over(output);
        console.Write(Of(info));
        output.WriteLine($"sha256 {info.Sha256}");
        WriteDepth(info, output);
        WriteStanding(info, output);
        foreach (var warning in info.Warnings)
            output.WriteLine($"warning: {warning}");
    }

    /// <summary>Prints the bit depth of the images, and how images of more than 8 bits are shown.</summary>
    private static void WriteDepth(DatasetInfo info, TextWriter output)
    {
        if (info.Depth is not { } depth)
        {
            output.WriteLine("the bit depth of its images is unknown: an earlier version imported it without checking; import it again");
            return;
        }

        if (depth.DeepImages == 0)
            return;
        var rule = info.Display is { } display ? DisplayRule.Parse(display) : info.IsOfficial ? DisplayRule.Authors : DisplayRule.Default;
        output.WriteLine($"{Count(depth.DeepImages)} of {Count(info.Counts.Images)} images have more than 8 bits per sample: {depth.Used()}");
        output.WriteLine($"models are shown these in 8 bits by display '{rule.WithBits(depth.Bits)}'{(info.Display is null ? ", the default" : "")}; --display of the import or benchmark.display of a manifest sets another");
    }

    /// <summary>Prints whether the dataset is the official release, and every reason why it is not.</summary>
    private static void WriteStanding(DatasetInfo info, TextWriter output)
    {
        if (info.Release is not { } standing)
        {
            output.WriteLine("not known to be the official release of μ-Bench: an earlier version imported it without checking; import it again");
            return;
        }

        output.WriteLine(standing.Official
            ? $"the official release of μ-Bench: {standing.Repository} at {standing.Revision}; hashes and counts match"
            : "not the official release of μ-Bench: no result on it is comparable with the published tables:");
        foreach (var difference in standing.Differences)
            output.WriteLine($"  - {difference}");
    }

    private static Table Of(DatasetInfo info)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.Title = new TableTitle(Markup.Escape($"{info.Name}, revision {info.Revision}"));
        table.AddColumn("").AddColumn(new TableColumn("").RightAligned()).HideHeaders();
        Add(table, "form", info.Form);
        if (info.Counts.Items is { } items)
            Add(table, "items", Count(items));
        Add(table, "images", Count(info.Counts.Images));
        if (info.Depth is { } depth)
            Add(table, "  of more than 8 bits", Count(depth.DeepImages));
        Add(table, "repeated image ids", Count(info.Counts.RepeatedImageIds));
        Add(table, "packs", $"{Count(info.Packs.Count)} ({ByteSize.Text(info.Packs.Sum(pack => pack.Length))})");
        Add(table, "shards", Count(info.Shards.Count));
        AddSection(table, "questions", info.Counts.Questions);
        AddSection(table, info.Counts.Items is null ? "images per source" : "items per source", info.Counts.Sources);
        return table;
    }

    private static void AddSection(Table table, string heading, IReadOnlyDictionary<string, int> counts)
    {
        table.AddEmptyRow();
        Add(table, heading, Count(counts.Values.Sum()));
        foreach (var (name, count) in counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Add(table, $"  {name}", Count(count));
    }

    // Names come from files, so they are added as text and never as markup.
    private static void Add(Table table, string name, string value) => table.AddRow(new Text(name), new Text(value));

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
