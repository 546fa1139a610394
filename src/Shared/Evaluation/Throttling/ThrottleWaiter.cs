namespace MuBench.Throttling;

/// <summary>A question that waits to be asked.</summary>
/// <param name="turn">Its place in the order of arrival; one that was refused keeps its own.</param>
/// <param name="progress">The counters of its model.</param>
internal sealed class ThrottleWaiter(long turn, ModelProgress progress)
{
    private bool _isCounted;

    /// <summary>Its place in the order of arrival.</summary>
    public long Arrival { get; } = turn;

    /// <summary>The counters of its model.</summary>
    public ModelProgress Progress { get; } = progress;

    /// <summary>Its place in the queue.</summary>
    public LinkedListNode<ThrottleWaiter>? Node { get; set; }

    /// <summary>Gets the slot.</summary>
    public TaskCompletionSource<ThrottlePermit> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Shows, or no longer shows, that the question waits because the endpoint is to be left alone.</summary>
    public void ShowWaiting(bool waiting)
    {
        if (_isCounted == waiting)
            return;
        _isCounted = waiting;
        Progress.AddWaiting(waiting ? +1 : -1);
    }
}
