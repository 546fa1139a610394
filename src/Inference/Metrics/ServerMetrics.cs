using System.Diagnostics.Metrics;

namespace MuBench.Inference.Metrics;

/// <summary>The metrics of the server. Their names follow Prometheus; listeners to .NET meters see the same names.</summary>
internal sealed class ServerMetrics : IDisposable
{
    private readonly Histogram<double> _requestSeconds;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _abandoned;
    private readonly Histogram<double> _decodeSeconds;
    private readonly Histogram<double> _queueSeconds;
    private readonly Histogram<double> _batchSeconds;
    private readonly Histogram<long> _batchItems;

    public ServerMetrics()
    {
        Meter = new Meter("MuBench.Inference");
        _requests = Meter.CreateCounter<long>("mubench_inference_requests_total", null, "Requests for embeddings, by result.");
        _requestSeconds = Meter.CreateHistogram<double>("mubench_inference_request_seconds", "s", "Time from a request to its complete response, of requests that succeeded.");
        _refused = Meter.CreateCounter<long>("mubench_inference_refused_total", null, "Requests refused before any work.");
        _abandoned = Meter.CreateCounter<long>("mubench_inference_abandoned_total", null, "Inputs dropped because the caller had disconnected.");
        _decodeSeconds = Meter.CreateHistogram<double>("mubench_inference_decode_seconds", "s", "Decoding and resizing of one image.");
        _queueSeconds = Meter.CreateHistogram<double>("mubench_inference_queue_seconds", "s", "Time from an input's readiness to its forward pass.");
        _batchSeconds = Meter.CreateHistogram<double>("mubench_inference_batch_seconds", "s", "One forward pass.");
        _batchItems = Meter.CreateHistogram<long>("mubench_inference_batch_items", null, "Inputs of one forward pass.");
    }

    /// <summary>The meter of this server.</summary>
    public Meter Meter { get; }

    /// <summary>Adds a gauge that is read when the metrics are collected.</summary>
    public void Observe(string name, string description, Func<IEnumerable<Measurement<double>>> read) => Meter.CreateObservableGauge(name, read, null, description);

    /// <summary>Counts a finished request for embeddings.</summary>
    public void Answered(string model, string modality, int status, TimeSpan taken)
    {
        _requests.Add(1, new("model", model), new("modality", modality), new("status", status));
        if (status == StatusCodes.Status200OK)
            _requestSeconds.Record(taken.TotalSeconds, new("model", model), new("modality", modality));
    }

    /// <summary>Counts a refused request.</summary>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a decoded image.</summary>
    public void Decoded(TimeSpan taken) => _decodeSeconds.Record(taken.TotalSeconds);

    /// <summary>Makes the observer of a model's batcher.</summary>
    public MuBench.Inference.Batching.BatchObserver ObserverOf(string model, string modality, string provider)
    {
        KeyValuePair<string, object?>[] labels = [new("model", model), new("modality", modality)];
        KeyValuePair<string, object?>[] withProvider = [.. labels, new("provider", provider)];
        return new MuBench.Inference.Batching.BatchObserver(
            waited => _queueSeconds.Record(waited.TotalSeconds, labels),
            (items, taken) =>
            {
                _batchItems.Record(items, labels);
                _batchSeconds.Record(taken.TotalSeconds, withProvider);
            },
            () => _abandoned.Add(1, labels));
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
