using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MuBench.Telemetry;

namespace MuBench.Tests.Telemetry;

/// <summary>
/// Listens to MuBench's source and meter. Tests run in parallel, so a test must look for the spans of its own run and the metrics of its own
/// model name.
/// </summary>
internal sealed class TelemetryRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<Measured> _measured = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public TelemetryRecorder()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryNames.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetryNames.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>The finished spans of a run.</summary>
    public IReadOnlyList<Activity> SpansOf(string runId) => [.. _spans.Where(span => (string?)span.GetTagItem(TelemetryNames.RunId) == runId)];

    /// <summary>All measurements of an instrument whose attribute has a value.</summary>
    public IReadOnlyList<Measured> Of(string instrument, string tag, object value) =>
        [.. _measured.Where(measured => measured.Instrument == instrument && Equals(measured.Tags.GetValueOrDefault(tag), value))];

    /// <summary>Everything that was recorded, as text.</summary>
    public string Everything() => string.Join('\n', [
        .. _spans.Select(span => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects.Select(Text))} {string.Join(' ', span.Baggage)} {string.Join(' ', span.Events.SelectMany(moment => moment.Tags).Select(Text))}"),
        .. _measured.Select(measured => $"{measured.Instrument} {string.Join(' ', measured.Tags.Select(Text))}")]);

    /// <summary>The names of the attributes of all measurements.</summary>
    public IReadOnlySet<string> MetricAttributes() => _measured.SelectMany(measured => measured.Tags.Keys).ToHashSet();

    /// <summary>Reads the gauges.</summary>
    public void ReadGauges() => _meters.RecordObservableInstruments();

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    /// <summary>An attribute as text.</summary>
    public static string Text(KeyValuePair<string, object?> tag) =>
        $"{tag.Key} = {(tag.Value is string[] words ? string.Join(',', words) : tag.Value)}";

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary()));

    internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
