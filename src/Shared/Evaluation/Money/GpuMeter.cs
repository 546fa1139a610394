namespace MuBench.Money;

/// <summary>
/// Spends the time of a model's own GPU server from a ledger as it passes: while the server wakes up, while it is asked, and
/// the time that it stays up after each stretch of that, which is spent as the stretch begins, since nothing undoes it.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class GpuMeter
{
    /// <summary>A wake that nobody has tried for so long was left behind.</summary>
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
    /// <param name="ledger">What the time is paid from.</param>
    /// <param name="usdPerHour">The price.</param>
    /// <param name="warm">How long the server stays up after each stretch.</param>
    /// <param name="lastUp">The end of the last stretch that is in the ledger already; null where there was none.</param>
    /// <param name="time">The clock.</param>
    public GpuMeter(BudgetLedger ledger, decimal usdPerHour, TimeSpan warm, DateTimeOffset? lastUp, TimeProvider time)
    {
        const int SecondsPerHour = 3600;
        (_ledger, _usdPerSecond, _warm, _last, _time) = (ledger, usdPerHour / SecondsPerHour, warm, lastUp, time);
    }

    /// <summary>The server is asked questions until the result is disposed of.</summary>
    public IDisposable Use()
    {
        lock (_lock)
        {
            Advance();
            _users++;
        }

        return new Using(this);
    }

    /// <summary>The server was asked whether it is ready.</summary>
    /// <param name="goesOn">It is not, and is asked again.</param>
    public void Wake(bool goesOn)
    {
        lock (_lock)
        {
            Advance();
            _isWaking = goesOn;
        }
    }

    /// <summary>Spends what has passed so far.</summary>
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
