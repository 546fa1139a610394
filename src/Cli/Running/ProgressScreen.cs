using System.Globalization;
using MuBench.Pipeline.Progress;
using MuBench.Viewing;

namespace MuBench.Cli.Running;

/// <summary>
/// The progress of a run as lines for a terminal of any size: one line per running model, the others folded, and a total. No line is
/// longer than the terminal is wide, so that none wraps.
/// </summary>
internal static class ProgressScreen
{
    private const int MinWidth = 20, MinState = 12, Gap = 2;

    private static readonly Column[] Columns =
    [
        new("done / all", 0, group => $"{group.Done:N0} / {group.Questions:N0}"),
        new("rate", 4, group => group.PerSecond > 0 ? Rate(group.PerSecond) : "-"),
        new("failed", 3, group => $"{group.Failed:N0}"),
        new("spent", 2, group => Spent(group)),
        new("left", 1, group => Time(group.SecondsLeft)),
        new("in flight", 5, group => $"{group.Current.InFlight:N0}"),
    ];

    /// <summary>The lines.</summary>
    /// <param name="models">The status of the models and their passes.</param>
    /// <param name="now">The time, for waits.</param>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="height">Rows of the terminal.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<ModelStatus> models, DateTimeOffset now, int width, int height)
    {
        width = Math.Max(width, MinWidth);
        var groups = ProgressGroup.Of(models);
        var shown = groups.Where(group => !group.IsQueued && !(group.IsOver && group.IsWell)).OrderBy(group => group.IsOver).ToList();
        // A heading, the folded lines, the total, and the line of the cursor.
        var room = Math.Max(1, height - 5);
        var hidden = shown.Skip(room).ToList();
        shown = [.. shown.Take(room)];
        List<string> lines = [.. Rows(shown, now, width)];
        lines.AddRange(shown.Where(group => group.StopReason is not null).Take(room - shown.Count)
            .Select(group => Cut($"! {group.Id}: {TextTable.Plain(group.StopReason!)}", width)));
        AddFolded(lines, "more", hidden, width);
        AddFolded(lines, "queued", [.. groups.Where(group => group.IsQueued)], width);
        AddFolded(lines, "done", [.. groups.Where(group => group.IsOver && group.IsWell)], width);
        lines.Add(Cut(Total(groups), width));
        return lines;
    }

    /// <summary>The line about all models.</summary>
    public static string Total(IReadOnlyList<ProgressGroup> groups)
    {
        var (done, all, failed) = (groups.Sum(group => group.Done), groups.Sum(group => group.Questions), groups.Sum(group => group.Failed));
        var rate = groups.Sum(group => group.PerSecond);
        var missing = all - done - failed;
        // Queued models have no rate yet, so that the time left is a guess from the present one.
        double? seconds = rate > 0 && missing > 0 ? Math.Max(Math.Ceiling(missing / rate), groups.Max(group => group.SecondsLeft ?? 0)) : null;
        var spent = ProgressRow.SpentOf(groups.Sum(group => group.Usd ?? 0), groups.Sum(group => group.Tokens));
        var unknown = groups.Any(group => group.Usd is null && group.Tokens > 0) && groups.Any(group => group.Usd > 0) ? " and unknown prices" : "";
        return string.Create(CultureInfo.InvariantCulture, $"total  {done:N0} / {all:N0} ({(all == 0 ? 100 : 100 * done / all)}%)")
            + (rate > 0 ? $"  {Rate(rate)}" : "")
            + (seconds is null ? "" : $"  {Time(seconds)} left")
            + (spent == "-" ? "" : $"  {spent}{unknown}")
            + (failed > 0 ? $"  {failed:N0} failed" : "");
    }

    private static IEnumerable<string> Rows(List<ProgressGroup> groups, DateTimeOffset now, int width)
    {
        if (groups.Count == 0)
            yield break;
        var columns = Columns.Where(column => column.Name != "failed" || groups.Any(group => group.Failed > 0)).ToList();
        var name = Math.Clamp(groups.Max(group => group.Id.Length), 5, Math.Max(12, width / 3));
        while (columns.Count > 1 && Width(columns, groups) + name + Gap + MinState > width)
            columns.Remove(columns.MaxBy(column => column.Rank)!);
        name = Math.Max(5, Math.Min(name, width - Width(columns, groups) - Gap - MinState));
        var widths = columns.Select(column => WidthOf(column, groups)).ToList();
        yield return Cut($"{"model".PadRight(name)}{string.Concat(columns.Zip(widths, (column, size) => new string(' ', Gap) + column.Name.PadLeft(size)))}  state", width);
        foreach (var group in groups)
        {
            var cells = string.Concat(columns.Zip(widths, (column, size) => new string(' ', Gap) + column.Read(group).PadLeft(size)));
            yield return Cut($"{Cut(group.Id, name).PadRight(name)}{cells}  {TextTable.Plain(group.State(now))}", width);
        }
    }

    private static void AddFolded(List<string> lines, string title, List<ProgressGroup> groups, int width)
    {
        if (groups.Count > 0)
            lines.Add(Cut($"{title} ({groups.Count}): {string.Join(", ", groups.Select(group => group.Id))}", width));
    }

    private static int Width(List<Column> columns, List<ProgressGroup> groups) => columns.Sum(column => WidthOf(column, groups) + Gap);

    private static int WidthOf(Column column, List<ProgressGroup> groups) => Math.Max(column.Name.Length, groups.Max(group => column.Read(group).Length));

    /// <summary>Cuts a text to a width, at the end of a word where there is one.</summary>
    internal static string Cut(string text, int width)
    {
        if (text.Length <= width)
            return text;
        var space = text.LastIndexOf(' ', width - 1, Math.Min(width - 1, 15));
        return text[..(space > 0 ? space : width - 1)].TrimEnd(' ', ',', ':') + "…";
    }

    private static string Rate(double perSecond) => perSecond < 9.95 ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0}/s") : string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0}/s");

    private static string Time(double? seconds) => seconds is not { } left ? "-"
        : TimeSpan.FromSeconds(left) is var time && time.TotalMinutes < 1 ? $"{left:N0} s"
        : time.TotalHours < 1 ? time.ToString("m\\:ss", CultureInfo.InvariantCulture) : time.ToString("g", CultureInfo.InvariantCulture);

    private static string Spent(ProgressGroup group) =>
        group.Usd > 0 ? string.Create(CultureInfo.InvariantCulture, $"${group.Usd:N4}")
        : group.Tokens == 0 ? "-"
        : string.Create(CultureInfo.InvariantCulture, $"{(group.Tokens < 1000 ? $"{group.Tokens}" : $"{group.Tokens / 1000:N0}k")} tokens");

    /// <param name="Name">The heading.</param>
    /// <param name="Rank">Columns of a high rank are left out first where the terminal is narrow.</param>
    /// <param name="Read">Writes the cell of a model.</param>
    private sealed record Column(string Name, int Rank, Func<ProgressGroup, string> Read);
}
