namespace MuBench.Money;

/// <summary>
/// Keeps what is spent within a limit: the most that a call can cost is set aside before it is made, what it did cost is
/// settled after it. So the limit is passed by no more than calls in flight cost beyond their bounds.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Nothing is held over a retry's wait: who waits for money waits only for calls and batches in
/// flight, which end. Amounts are US dollars.
/// </remarks>
public sealed class BudgetLedger
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<string, decimal> _namedReservations = new(StringComparer.Ordinal);
    private decimal _spent;
    private decimal _reserved;
    private bool _isExhausted;

    /// <summary>Creates a ledger.</summary>
    /// <param name="limitUsd">What may be spent in all; null for no limit.</param>
    /// <param name="spentUsd">What is spent already.</param>
    public BudgetLedger(decimal? limitUsd, decimal spentUsd = 0)
    {
        if (limitUsd is { } limit)
            ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(limitUsd));
        ArgumentOutOfRangeException.ThrowIfNegative(spentUsd);
        LimitUsd = limitUsd;
        _spent = spentUsd;
    }

    /// <summary>What may be spent in all; null for no limit.</summary>
    public decimal? LimitUsd { get; }

    /// <summary>What is spent.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_lock)
                return _spent;
        }
    }

    /// <summary>What is set aside for calls in flight.</summary>
    public decimal ReservedUsd
    {
        get
        {
            lock (_lock)
                return _reserved;
        }
    }

    /// <summary>Whether more is spent than may be: even what costs nothing is refused.</summary>
    public bool IsOverspent
    {
        get
        {
            lock (_lock)
                return !CanFit(0);
        }
    }

    /// <summary>Whether something was refused for good.</summary>
    public bool IsExhausted
    {
        get
        {
            lock (_lock)
                return _isExhausted;
        }
    }

    /// <summary>Sets an amount aside, first come first served; false where it will never fit, because what is spent alone leaves no room.</summary>
    internal async ValueTask<bool> ReserveAsync(decimal usd, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<Waiter> node;
        lock (_lock)
        {
            if (!CanFit(usd))
                return Refuse();
            if (_waiters.Count == 0 && Fits(usd))
            {
                _reserved += usd;
                return true;
            }

            node = _waiters.AddLast(new Waiter(usd));
        }

        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Action<CancellationToken>)state!)(token), (Action<CancellationToken>)Withdraw);
        await using (registration.ConfigureAwait(false))
            return await node.Value.Granted.Task.ConfigureAwait(false);

        void Withdraw(CancellationToken token)
        {
            lock (_lock)
            {
                if (node.List is null)
                    return; // It has its answer already.
                _waiters.Remove(node);
                Serve(); // those behind it may fit
            }

            node.Value.Granted.TrySetCanceled(token);
        }
    }

    /// <summary>Sets an amount aside where it fits at once and nobody waits.</summary>
    internal bool TryReserve(decimal usd)
    {
        lock (_lock)
        {
            if (_waiters.Count > 0 || !Fits(usd))
                return false;
            _reserved += usd;
            return true;
        }
    }

    /// <summary>What can be set aside now; null without a limit.</summary>
    public decimal? AvailableUsd
    {
        get
        {
            lock (_lock)
                return LimitUsd is { } limit ? limit - _spent - _reserved : null;
        }
    }

    /// <summary>Sets an amount aside for something that outlives this process, where it fits at once and nobody waits.</summary>
    internal bool TryReserveNamed(string name, decimal usd)
    {
        lock (_lock)
        {
            if (_waiters.Count > 0 || !Fits(usd))
                return false;
            ReserveNamed(name, usd);
            return true;
        }
    }

    /// <summary>Sets an amount aside for something that is under way already, whether or not it fits; once per name.</summary>
    internal void ReserveNamed(string name, decimal usd)
    {
        lock (_lock)
        {
            if (_namedReservations.TryAdd(name, usd))
                _reserved += usd;
        }
    }

    /// <summary>Replaces what was held under a name by what was spent.</summary>
    internal void Release(string name, decimal usd)
    {
        lock (_lock)
        {
            _namedReservations.Remove(name, out var held);
            _reserved -= held;
            _spent += usd;
            Serve();
        }
    }

    /// <summary>Notes what was spent without being asked for, such as time that passed; it may exceed the limit.</summary>
    internal void Spend(decimal usd)
    {
        lock (_lock)
        {
            _spent += usd;
            Serve();
        }
    }

    /// <summary>Notes that something was not asked for want of money.</summary>
    internal void Exhaust()
    {
        lock (_lock)
            _isExhausted = true;
    }

    /// <summary>Replaces what was set aside by what was spent.</summary>
    internal void Settle(decimal reserved, decimal usd)
    {
        lock (_lock)
        {
            _reserved -= reserved;
            _spent += usd;
            Serve();
        }
    }

    private bool Fits(decimal usd) => LimitUsd is not { } limit || _spent + _reserved + usd <= limit;

    private bool CanFit(decimal usd) => LimitUsd is not { } limit || _spent + usd <= limit;

    private bool Refuse()
    {
        _isExhausted = true;
        return false;
    }

    private void Serve()
    {
        for (var node = _waiters.First; node is not null;)
        {
            var next = node.Next;
            // Spending only grows: what does not fit beside it never will.
            if (!CanFit(node.Value.Usd))
            {
                _waiters.Remove(node);
                node.Value.Granted.SetResult(Refuse());
            }

            node = next;
        }

        while (_waiters.First is { } first && Fits(first.Value.Usd))
        {
            _waiters.RemoveFirst();
            _reserved += first.Value.Usd;
            first.Value.Granted.SetResult(true);
        }
    }

    private sealed class Waiter(decimal usd)
    {
        public decimal Usd { get; } = usd;

        public TaskCompletionSource<bool> Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
