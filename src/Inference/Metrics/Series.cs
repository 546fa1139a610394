using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MuBench.Inference.Metrics;

/// <summary>The values of one instrument, one for each set of labels.</summary>
internal sealed class Series(Instrument instrument)
{
    private static readonly double[] SecondBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] ItemBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    private readonly bool _isHistogram = instrument is Histogram<long> or Histogram<double>;
    private readonly bool _isGauge = instrument.IsObservable;
    private readonly double[] _bounds = instrument.Unit == "s" ? SecondBounds : ItemBounds;
    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var cell = _cells.GetOrAdd(Text(labels), _ => new Cell(_bounds.Length));
        lock (cell)
        {
            cell.Count++;
            cell.Sum = _isGauge ? value : cell.Sum + value;
            for (var i = 0; _isHistogram && i < _bounds.Length; i++)
            {
                if (value <= _bounds[i])
                    cell.Buckets[i]++;
            }
        }
    }

    public void Write(StringBuilder page)
    {
        page.Append("# HELP ").Append(instrument.Name).Append(' ').Append(instrument.Description).Append('\n');
        page.Append("# TYPE ").Append(instrument.Name).Append(' ').Append(_isHistogram ? "histogram" : _isGauge ? "gauge" : "counter").Append('\n');
        foreach (var (labels, cell) in _cells.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            lock (cell)
                Write(page, labels, cell);
        }
    }

    private void Write(StringBuilder page, string labels, Cell cell)
    {
        if (!_isHistogram)
        {
            Line(page, "", labels, cell.Sum);
            return;
        }

        var before = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < _bounds.Length; i++)
            Line(page, "_bucket", $"{before}le=\"{Number(_bounds[i])}\"", cell.Buckets[i]);
        Line(page, "_bucket", $"{before}le=\"+Inf\"", cell.Count);
        Line(page, "_sum", labels, cell.Sum);
        Line(page, "_count", labels, cell.Count);
    }

    private void Line(StringBuilder page, string suffix, string labels, double value)
    {
        page.Append(instrument.Name).Append(suffix);
        if (labels.Length > 0)
            page.Append('{').Append(labels).Append('}');
        page.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(Escape($"{value}")).Append('"');
        return text.ToString();
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Cell(int buckets)
    {
        public long Count { get; set; }

        public double Sum { get; set; }

        public long[] Buckets { get; } = new long[buckets];
    }
}
