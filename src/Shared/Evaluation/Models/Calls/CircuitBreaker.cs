namespace MuBench.Models.Calls;

/// <summary>
/// Stops a model whose endpoint cannot respond any more, so that a wrong key or a dead server costs seconds and not a
/// run. It opens at once after a fatal fault, after three consecutive calls with a rejected key, after three rejected
/// requests if there was never a response, and else after a number of consecutive failed questions.
/// </summary>
internal sealed class CircuitBreaker(int stopAfterFailures) : IDisposable
{
    private const int StopAfterFirstRejections = 3;
    private const int StopAfterRefusedKeys = 3;

    private readonly CancellationTokenSource _opened = new();
    private int _consecutiveFailures;
    private int _consecutiveRefusedKeys;
    private int _hasSucceeded;
    private string? _reason;

    /// <summary>Fires when the model is stopped.</summary>
    public CancellationToken Opened => _opened.Token;

    /// <summary>Counts the result of a question: a response (no fault, or a fault that counts as one), or a permanent failure.</summary>
    public void Count(CallFault? fault)
    {
        if (fault is null or { Kind: CallFaultKind.Filtered })
        {
            Volatile.Write(ref _hasSucceeded, 1);
            Volatile.Write(ref _consecutiveFailures, 0);
            Volatile.Write(ref _consecutiveRefusedKeys, 0);
            return;
        }

        if (fault.Kind is CallFaultKind.Unauthorized)
            return; // These are counted per call.
        var inARow = Interlocked.Increment(ref _consecutiveFailures);
        if (fault.Kind is CallFaultKind.Fatal)
            Open(fault.Message);
        else if (fault.Kind is CallFaultKind.Rejected)
            OpenIf(Volatile.Read(ref _hasSucceeded) == 0 && inARow >= StopAfterFirstRejections, inARow, fault);
        else
            OpenIf(inARow >= stopAfterFailures, inARow, fault);
    }

    /// <summary>Counts a call whose key was rejected, whether or not the question is asked again.</summary>
    public void CountRefusedKey(CallFault fault)
    {
        if (Interlocked.Increment(ref _consecutiveRefusedKeys) >= StopAfterRefusedKeys)
            Open(fault.Message);
    }

    /// <summary>Throws if the model was stopped.</summary>
    /// <exception cref="ModelStoppedException">The model was stopped.</exception>
    public void ThrowIfOpen()
    {
        if (Volatile.Read(ref _reason) is { } reason)
            throw new ModelStoppedException(reason);
    }

    /// <inheritdoc/>
    public void Dispose() => _opened.Dispose();

    private void OpenIf(bool condition, int inARow, CallFault fault)
    {
        if (condition)
            Open($"{inARow} questions in a row failed, the last one: {fault.Message}");
    }

    /// <summary>Stops the model.</summary>
    /// <param name="reason">Why, as text.</param>
    public void Open(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _opened.Cancel();
    }
}
