namespace MuBench.Inference.Serving;

/// <summary>Whether requests are accepted: once every model has run on the requested device, and until the server begins to stop.</summary>
internal sealed class Readiness
{
    private volatile bool _isLoaded;
    private volatile bool _isStopping;
    private volatile string? _failure;

    /// <summary>Whether requests are accepted.</summary>
    public bool IsReady => _isLoaded && !_isStopping;

    /// <summary>Why a model cannot be served; null if no fault is known.</summary>
    public string? Failure => _failure;

    /// <summary>The state in words.</summary>
    public string Words => _failure is not null ? "failed" : _isStopping ? "stopping" : _isLoaded ? "ready" : "loading";

    /// <summary>Records that every model has run.</summary>
    public void Loaded() => _isLoaded = true;

    /// <summary>Records that the server begins to stop.</summary>
    public void Stopping() => _isStopping = true;

    /// <summary>Records that a model cannot be served; the server then ends.</summary>
    public void Failed(string reason) => _failure = reason;
}
