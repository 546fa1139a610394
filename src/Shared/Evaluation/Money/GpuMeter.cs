namespace MuBench.Money;

/// <summary>
/// Spends the time of a model's own GPU server from a ledger while it passes: while the server wakes up and while it is
/// asked. The time that the server stays up after each period is spent when the period begins, because it cannot be
/// avoided any more.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class GpuMeter
{
    /// <summary>A wake without a try for this long was left behind.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly BudgetLedger _ledger;
    private readonly decimal _usdPerSecond;
    private readonly TimeSpan _warm;
    private readonly TimeProvider _time;
    private DateTimeOffset? _last;
    private int _users;
    private bool _isWaking;

    /// <summary>Creates a meter.</summary>
    /// <param name="ledger">The ledger that pays for the time.</param>
    /// <param name="usdPerHour">The price in US dollars per hour.</param>
    /// <param name="warm">How long the server stays up after each period.</param>
    /// <param name="lastUp">The end of the last period that is already in the ledger; null if there was none.</param>
    /// <param name="time">The clock.</param>
    public GpuMeter(BudgetLedger ledger, decimal usdPerHour, TimeSpan warm, DateTimeOffset? lastUp, TimeProvider time)
    {
        const int SecondsPerHour = 3600;
        (_ledger, _usdPerSecond, _warm, _last, _time) = (ledger, usdPerHour / SecondsPerHour, warm, lastUp, time);
    }

    /// <summary>Marks the server as in use until the result is disposed.</summary>
    public IDisposable Use()
    {
        lock (_lock)
        {
            Advance();
            _users++;
        }

        return new Using(this);
    }

    /// <summary>Records a check of whether the server is ready.</summary>
    /// <param name="goesOn">Whether the server is not ready and will be checked again.</param>
    public void Wake(bool goesOn)
    {
        lock (_lock)
        {
            Advance();
            _isWaking = goesOn;
        }
    }

    /// <summary>Spends the time that has passed.</summary>
    public void Charge()
    {
        lock (_lock)
        {
            if (_users > 0 || _isWaking)
                Advance();
        }
    }

    private void Advance()
    {
        var now = _time.GetUtcNow();
        var gap = now - _last;
        var isUp = _users > 0 || gap <= _warm || (_isWaking && gap < Abandoned);
        var spent = isUp && gap is { } passed ? passed : _warm;
        _last = gap < TimeSpan.Zero ? _last : now; // a clock that was set back costs nothing
        if (spent > TimeSpan.Zero)
            _ledger.Spend(_usdPerSecond * (decimal)spent.TotalSeconds);
    }

    private sealed class Using(GpuMeter meter) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0)
                return;
            lock (meter._lock)
            {
                meter.Advance();
                meter._users--;
            }
        }
    }
}
