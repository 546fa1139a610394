namespace MuBench.Inference.Serving;

/// <summary>Whether requests are answered: not before every model has run on the device asked for, and not once the server is told to stop.</summary>
internal sealed class Readiness
{
    private volatile bool _isLoaded;
    private volatile bool _isStopping;
    private volatile string? _failure;

    /// <summary>Requests are answered.</summary>
    public bool IsReady => _isLoaded && !_isStopping;

    /// <summary>Why a model cannot be served; null while nothing is known to stand against it.</summary>
    public string? Failure => _failure;

    /// <summary>The state in words.</summary>
    public string Words => _failure is not null ? "failed" : _isStopping ? "stopping" : _isLoaded ? "ready" : "loading";

    /// <summary>Every model has run.</summary>
    public void Loaded() => _isLoaded = true;

    /// <summary>No further request should be sent.</summary>
    public void Stopping() => _isStopping = true;

    /// <summary>A model cannot be served: the server ends.</summary>
    public void Failed(string reason) => _failure = reason;
}
