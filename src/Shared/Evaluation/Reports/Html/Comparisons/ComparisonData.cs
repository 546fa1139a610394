using System.Text.Json;
using MuBench.Printing;
using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Comparisons;

/// <summary>
/// Comparisons as data for the page's script: <c>{ "names": [..], "rows": [[A, B, slice, "cell|cell|.."]..] }</c>. A, B
/// and slice are numbers in <c>names</c>, and the cells are the text that the page shows.
/// </summary>
internal static class ComparisonData
{
    public static string Json(IReadOnlyList<ReportComparison> comparisons, Func<ReportComparison, string> cells)
    {
        string[] names = [.. comparisons.SelectMany(pair => new[] { pair.A, pair.B, pair.Slice }).Distinct(StringComparer.Ordinal)];
        var places = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return PageData.Json(writer => Write(writer, comparisons, names, places, cells));
    }

    private static void Write(
        Utf8JsonWriter writer, IReadOnlyList<ReportComparison> comparisons, string[] names, Dictionary<string, int> places, Func<ReportComparison, string> cells)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("names");
        foreach (var name in names) writer.WriteStringValue(ShownText.Clean(name));
        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var pair in comparisons)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(places[pair.A]);
            writer.WriteNumberValue(places[pair.B]);
            writer.WriteNumberValue(places[pair.Slice]);
            writer.WriteStringValue(ShownText.Clean(cells(pair)));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
