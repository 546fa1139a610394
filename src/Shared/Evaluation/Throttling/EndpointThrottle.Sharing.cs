using MuBench.Storage.Sharing;
using MuBench.Throttling.Fleet;

namespace MuBench.Throttling;

/// <content>A throttle that shares its endpoint's limit with other processes.</content>
internal sealed partial class EndpointThrottle
{
    private EndpointMember? _member;
    private ValidTime? _granted;

    /// <summary>Shares the endpoint's limit with other processes: nothing is admitted before the member has a grant.</summary>
    public void ShareBy(EndpointMember member)
    {
        lock (_lock)
        {
            _member = member;
            _limit.RequireGrant();
        }
    }

    /// <summary>Reads or changes the control law while no call starts or ends.</summary>
    /// <param name="use">Gets the law, the number of waiting questions and the current time.</param>
    public TResult Use<TResult>(Func<AdaptiveLimit, int, double, TResult> use)
    {
        lock (_lock)
            return use(_limit, _queue.Count, Now);
    }

    /// <summary>Applies a grant.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="report">The report that it answers.</param>
    /// <param name="from">The time before the exchange.</param>
    /// <param name="valid">From when and how long it is valid.</param>
    public void Apply(FleetGrant grant, WorkerReport report, double from, ValidTime valid)
    {
        lock (_lock)
        {
            _granted = valid;
            _limit.Apply(grant, report, from + grant.Seconds, Now);
            Admit();
        }
    }

    /// <summary>Continues without a grant, if no manifest limits the endpoint.</summary>
    /// <returns>Whether this process may continue.</returns>
    public bool ContinueWithoutGrant()
    {
        lock (_lock)
        {
            var continues = _limit.ContinueWithoutGrant(Now);
            Admit();
            return continues;
        }
    }

    /// <summary>Ends the wait of every question with a fault.</summary>
    public void Fail(Exception fault)
    {
        List<ThrottleWaiter> failed;
        lock (_lock)
        {
            failed = [.. _queue];
            _queue.Clear();
        }

        foreach (var waiter in failed)
        {
            waiter.ShowWaiting(false);
            waiter.Granted.TrySetException(fault);
        }
    }
}
