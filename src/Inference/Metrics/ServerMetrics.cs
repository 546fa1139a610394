using MuBench.Inference.Batching;
using Prometheus;

namespace MuBench.Inference.Metrics;

/// <summary>The metrics of the server. Their names follow Prometheus.</summary>
internal sealed class ServerMetrics
{
    private static readonly double[] SecondBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly double[] ItemBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    private readonly MetricFactory _factory;
    private readonly Histogram _requestSeconds;
    private readonly Counter _requests;
    private readonly Counter _refused;
    private readonly Counter _abandoned;
    private readonly Histogram _decodeSeconds;
    private readonly Histogram _queueSeconds;
    private readonly Histogram _batchSeconds;
    private readonly Histogram _batchItems;

    public ServerMetrics()
    {
        _factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        // An exemplar would name a request's trace to everybody who may read the page.
        _factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _requests = _factory.CreateCounter("mubench_inference_requests_total", "Requests for embeddings, by result.", "model", "modality", "status");
        _requestSeconds = Histogram("mubench_inference_request_seconds", "Time from a request to its complete response, of requests that succeeded.", SecondBounds, "model", "modality");
        _refused = _factory.CreateCounter("mubench_inference_refused_total", "Requests refused before any work.", "reason");
        _abandoned = _factory.CreateCounter("mubench_inference_abandoned_total", "Inputs dropped because the caller had disconnected.", "model", "modality");
        _decodeSeconds = Histogram("mubench_inference_decode_seconds", "Time to decode and resize one image.", SecondBounds);
        _queueSeconds = Histogram("mubench_inference_queue_seconds", "Time from when an input is ready to its forward pass.", SecondBounds, "model", "modality");
        _batchSeconds = Histogram("mubench_inference_batch_seconds", "Time of one forward pass.", SecondBounds, "model", "modality", "provider");
        _batchItems = Histogram("mubench_inference_batch_items", "Inputs of one forward pass.", ItemBounds, "model", "modality");
    }

    /// <summary>The metrics of this server, and of no other in the process.</summary>
    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    /// <summary>Adds a gauge that is read when the metrics are collected.</summary>
    public void Observe(string name, string description, Func<double> read)
    {
        var gauge = _factory.CreateGauge(name, description);
        Registry.AddBeforeCollectCallback(() => gauge.Set(read()));
    }

    /// <summary>Adds facts as the labels of a gauge that is always 1. They are read when the metrics are collected.</summary>
    public void Describe(string name, string description, string[] labels, Func<IEnumerable<string[]>> read)
    {
        var gauge = _factory.CreateGauge(name, description, labels);
        Registry.AddBeforeCollectCallback(() =>
        {
            foreach (var values in read())
                gauge.WithLabels(values).Set(1);
        });
    }

    /// <summary>Counts a finished request for embeddings.</summary>
    public void Answered(string model, string modality, int status, TimeSpan taken)
    {
        _requests.WithLabels(model, modality, $"{status}").Inc();
        if (status == StatusCodes.Status200OK)
            _requestSeconds.WithLabels(model, modality).Observe(taken.TotalSeconds);
    }

    /// <summary>Counts a refused request.</summary>
    public void Refused(string reason) => _refused.WithLabels(reason).Inc();

    /// <summary>Counts a decoded image.</summary>
    public void Decoded(TimeSpan taken) => _decodeSeconds.Observe(taken.TotalSeconds);

    /// <summary>Makes the observer of a model's batcher.</summary>
    public BatchObserver ObserverOf(string model, string modality, string provider)
    {
        var (queueSeconds, batchItems) = (_queueSeconds.WithLabels(model, modality), _batchItems.WithLabels(model, modality));
        var (batchSeconds, abandoned) = (_batchSeconds.WithLabels(model, modality, provider), _abandoned.WithLabels(model, modality));
        return new BatchObserver(
            waited => queueSeconds.Observe(waited.TotalSeconds),
            (items, taken) =>
            {
                batchItems.Observe(items);
                batchSeconds.Observe(taken.TotalSeconds);
            },
            () => abandoned.Inc());
    }

    private Histogram Histogram(string name, string description, double[] bounds, params string[] labels) =>
        _factory.CreateHistogram(name, description, labels, new HistogramConfiguration { Buckets = bounds });
}
