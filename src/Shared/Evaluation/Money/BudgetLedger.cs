namespace MuBench.Money;

/// <summary>
/// Keeps spending within a limit: the maximum cost of a call is reserved before it, and its actual cost is settled
/// after it. The limit is exceeded at most by the amount by which calls in flight cost more than their bounds.
/// </summary>
/// <remarks>
/// Safe for concurrent use. Nothing is reserved during the delay before a retry. A waiting call therefore waits only
/// for calls and batches in flight, which end. Amounts are US dollars.
/// </remarks>
internal sealed partial class BudgetLedger
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<string, decimal> _namedReservations = new(StringComparer.Ordinal);
    private decimal _spent;
    private decimal _reserved;
    private bool _isExhausted;

    /// <summary>Creates a ledger.</summary>
    /// <param name="limitUsd">The limit; null for none.</param>
    /// <param name="spentUsd">The amount already spent.</param>
    public BudgetLedger(decimal? limitUsd, decimal spentUsd = 0)
    {
        if (limitUsd is { } limit)
            ArgumentOutOfRangeException.ThrowIfNegative(limit, nameof(limitUsd));
        ArgumentOutOfRangeException.ThrowIfNegative(spentUsd);
        LimitUsd = limitUsd;
        _spent = spentUsd;
    }

    /// <summary>The limit; null for none.</summary>
    public decimal? LimitUsd { get; }

    /// <summary>The amount spent, as far as is known.</summary>
    public decimal SpentUsd
    {
        get
        {
            lock (_lock)
                return _spentByOthers + _spent;
        }
    }

    /// <summary>The amount reserved for calls in flight.</summary>
    public decimal ReservedUsd
    {
        get
        {
            lock (_lock)
                return _reserved;
        }
    }

    /// <summary>Whether more than the limit is spent. Then even a call without cost is refused.</summary>
    public bool IsOverspent
    {
        get
        {
            lock (_lock)
                return !CanFit(0);
        }
    }

    /// <summary>Whether a reservation was refused permanently.</summary>
    public bool IsExhausted
    {
        get
        {
            lock (_lock)
                return _isExhausted;
        }
    }

    /// <summary>Reserves an amount, in order of arrival; false if it can never fit, because the amount spent leaves no room.</summary>
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

        _wake?.Invoke();
        var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Action<CancellationToken>)state!)(token), (Action<CancellationToken>)Withdraw);
        await using (registration.ConfigureAwait(false))
            return await node.Value.Granted.Task.ConfigureAwait(false);

        void Withdraw(CancellationToken token)
        {
            lock (_lock)
            {
                if (node.List is null)
                    return; // It has its result already.
                _waiters.Remove(node);
                Serve(); // the requests behind it may fit
            }

            node.Value.Granted.TrySetCanceled(token);
        }
    }

    /// <summary>Reserves an amount if it fits at once and no call waits.</summary>
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

    /// <summary>The amount that can be reserved now; null without a limit.</summary>
    public decimal? AvailableUsd
    {
        get
        {
            lock (_lock)
                return LimitUsd is { } limit ? limit - _spent - _reserved : null;
        }
    }

    /// <summary>Reserves an amount for something that outlives this process, if it fits at once and no call waits.</summary>
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

    /// <summary>Reserves an amount for something that is already in progress, whether or not it fits; once per name.</summary>
    internal void ReserveNamed(string name, decimal usd)
    {
        lock (_lock)
        {
            if (_namedReservations.TryAdd(name, usd))
                _reserved += usd;
        }
    }

    /// <summary>Replaces the reservation of a name by the amount spent.</summary>
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

    /// <summary>Adds spending without a reservation, such as the price of elapsed time. It may exceed the limit.</summary>
    internal void Spend(decimal usd)
    {
        lock (_lock)
        {
            _spent += usd;
            Serve();
        }
    }

    /// <summary>Records that something was not asked because the budget had no room.</summary>
    internal void Exhaust()
    {
        lock (_lock)
            _isExhausted = true;
    }

    /// <summary>Replaces a reservation by the amount spent.</summary>
    internal void Settle(decimal reserved, decimal usd)
    {
        lock (_lock)
        {
            _reserved -= reserved;
            _spent += usd;
            Serve();
        }
    }

    private bool Fits(decimal usd) => _wake is not null
        ? _valid.IsValid(_time) && _spent + _reserved + usd <= _granted
        : LimitUsd is not { } limit || _spent + _reserved + usd <= limit;

    private bool CanFit(decimal usd) => LimitUsd is not { } limit || _spentByOthers + _spent + usd <= limit;

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
            // Spending only grows, so an amount that does not fit beside it never will.
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
