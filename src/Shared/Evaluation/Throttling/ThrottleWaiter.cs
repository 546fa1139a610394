namespace MuBench.Throttling;

/// <summary>A question that waits for a permit.</summary>
/// <param name="turn">Its position in the order of arrival; a refused question keeps its own.</param>
/// <param name="progress">The counters of its model.</param>
internal sealed class ThrottleWaiter(long turn, ModelProgress progress)
{
    private bool _isCounted;

    /// <summary>Its position in the order of arrival.</summary>
    public long Arrival { get; } = turn;

    /// <summary>The counters of its model.</summary>
    public ModelProgress Progress { get; } = progress;

    /// <summary>Its node in the queue.</summary>
    public LinkedListNode<ThrottleWaiter>? Node { get; set; }

    /// <summary>Completes when the permit is granted.</summary>
    public TaskCompletionSource<ThrottlePermit> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Shows or hides that the question waits because the endpoint asked for a pause.</summary>
    public void ShowWaiting(bool waiting)
    {
        if (_isCounted == waiting)
            return;
        _isCounted = waiting;
        Progress.AddWaiting(waiting ? +1 : -1);
    }
}
