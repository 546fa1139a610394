using MuBench.Models;

namespace MuBench.Pipeline.Preparing;

/// <summary>A model in use. The pool keeps the model until this is disposed.</summary>
internal sealed class ModelLease : IDisposable
{
    private Action? _return;

    internal ModelLease(IEvaluatedModel model, Action giveBack) => (Model, _return) = (model, giveBack);

    /// <summary>The model.</summary>
    public IEvaluatedModel Model { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _return, null)?.Invoke();
}
