using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace MuBench.Inference.Metrics;

/// <summary>Collects the measurements of a meter's instruments and writes them in Prometheus's text format.</summary>
internal sealed class PrometheusPage : IDisposable
{
    /// <summary>The content type of the page.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Series> _series = new();

    public PrometheusPage(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument, _series.GetOrAdd(instrument, new Series(instrument)));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, labels, state) => ((Series)state!).Add(value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, state) => ((Series)state!).Add(value, labels));
        _listener.Start();
    }

    /// <summary>Writes the page.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var page = new StringBuilder();
        foreach (var series in _series.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal).Select(pair => pair.Value))
            series.Write(page);
        return page.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
