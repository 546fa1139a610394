using MuBench.Money;
using MuBench.Pipeline.Budgets.Sharing;
using MuBench.Storage.Sharing;
using MuBench.TestUtils.Throttling;

namespace MuBench.Tests.Pipeline.Budgets;

/// <summary>Several workers that spend one budget, with the real ledger and the real exchange on a fake clock.</summary>
public sealed class SharedBudgetSimulationTests(ITestOutputHelper output)
{
    private const decimal Bound = 0.01m;
    private const double CallSeconds = 0.4;
    private const int Slots = 8;

    private readonly SimulatedClock _clock = new(TimeSpan.Zero);
    private readonly Random _random = new(5);
    private readonly List<Worker> _workers = [];
    private BudgetDocument? _document;
    private decimal _billed;
    private decimal _recorded;
    private decimal _lostInFlight;

    /// <summary>The acceptance criterion: over 8 workers and 20 kills the budget is exceeded by no more than the calls in flight at the kills.</summary>
    [Fact]
    public void Budget_EightWorkersAndTwentyKills_IsUsedUpAndNotExceeded()
    {
        const decimal Limit = 16;
        for (var worker = 0; worker < 8; worker++)
            _workers.Add(new Worker(this, Limit));
        var kills = 0;
        for (; _clock.Now < 600 && _workers.Any(worker => !worker.IsOut); _clock.Now += 0.05)
        {
            if (kills < 20 && _clock.Now > 5 + (2 * kills))
            {
                kills++;
                var killed = _workers[_random.Next(_workers.Count)];
                _lostInFlight += killed.Kill();
                _workers.Remove(killed);
                _workers.Add(new Worker(this, Limit));
            }

            _workers.ForEach(worker => worker.Step());
            Assert.True(_billed <= Limit + _lostInFlight, $"{_billed} of {Limit} at {_clock.Now}");
        }

        EndCalls();
        output.WriteLine($"{_billed} billed, {_recorded} recorded, {_lostInFlight} in flight at kills, {_clock.Now:F0} s, {kills} kills");
        Assert.Equal(20, kills);
        Assert.InRange(_billed, Limit - Bound, Limit + _lostInFlight);
        Assert.All(_workers, worker => Assert.True(worker.IsOut));
    }

    [Fact]
    public void Budget_OneWorker_IsItsOwn()
    {
        _workers.Add(new Worker(this, 1));

        for (; _clock.Now < 60 && !_workers[0].IsOut; _clock.Now += 0.05)
            _workers[0].Step();

        EndCalls();
        Assert.InRange(_recorded, 1 - Bound, 1);
    }

    [Fact]
    public void Exchange_BudgetNotAddedUp_GrantsNothing()
    {
        var law = new BudgetLaw("a", 5);

        var (document, grant) = law.Exchange(new BudgetDocument(), new LedgerReport(0, 0, 0, 1, 0.1m), null, (_, _) => false);

        Assert.Equal((0, true), (grant.GrantedUsd, grant.MustCount));
        (_, grant) = law.Exchange(document, new LedgerReport(0, 0, 0, 1, 0.1m), BudgetCount.Begin(document) with { SpentUsd = 2 }, (_, _) => false);
        Assert.Equal((3, 2, false), (grant.GrantedUsd, grant.SpentByOthersUsd, grant.MustCount));
    }

    private void EndCalls()
    {
        for (var end = _clock.Now + 2; _clock.Now < end; _clock.Now += 0.05)
            _workers.ForEach(worker => worker.Step());
    }

    /// <summary>A worker with some slots: each call costs up to its bound, and its cost is recorded a moment after its end.</summary>
    private sealed class Worker
    {
        private readonly SharedBudgetSimulationTests _test;
        private readonly BudgetLedger _ledger;
        private readonly BudgetLaw _law;
        private readonly EntryWatch _watch;
        private readonly List<(double EndsAt, decimal Usd)> _calls = [];
        private readonly List<(double At, decimal Usd)> _unrecorded = [];
        private readonly List<Task<bool>> _waiting = [];
        private double _exchangeAt;
        private BudgetCount? _count;

        public Worker(SharedBudgetSimulationTests test, decimal limit)
        {
            _test = test;
            _ledger = new BudgetLedger(limit);
            _ledger.Share(() => { }, test._clock);
            _law = new BudgetLaw($"w{test._random.Next():x8}", limit);
            _watch = new EntryWatch(test._clock);
            _count = BudgetCount.Begin(test._document) with { SpentUsd = test._recorded };
        }

        public bool IsOut { get; private set; }

        public decimal Kill()
        {
            foreach (var (_, usd) in _calls)
                _test._billed += usd; // the provider bills what it began
            return _calls.Sum(call => call.Usd) + _unrecorded.Sum(answer => answer.Usd);
        }

        public void Step()
        {
            var now = _test._clock.Now;
            foreach (var call in _calls.Where(call => call.EndsAt <= now).ToList())
            {
                _calls.Remove(call);
                _test._billed += call.Usd;
                _ledger.Settle(Bound, call.Usd);
                _unrecorded.Add((now + 0.2, call.Usd));
            }

            foreach (var answer in _unrecorded.Where(answer => answer.At <= now).ToList())
            {
                _unrecorded.Remove(answer);
                _test._recorded += answer.Usd;
                _ledger.Record(answer.Usd);
            }

            if (now >= _exchangeAt)
                Exchange(now);
            while (!IsOut && _calls.Count + _waiting.Count < Slots)
                _waiting.Add(_ledger.ReserveAsync(Bound, default).AsTask());
            // A granted reservation completes on another thread; the simulation's clock waits for it.
            SpinWait.SpinUntil(() => _waiting.Count(task => !task.IsCompleted) == (int)(_ledger.Exchange(report => (report.WantedUsd, decimal.MaxValue)) / Bound));
            foreach (var granted in _waiting.Where(task => task.IsCompleted).ToList())
            {
                _waiting.Remove(granted);
                if (granted.GetAwaiter().GetResult())
                    _calls.Add((now + (CallSeconds * (0.5 + _test._random.NextDouble())), Bound * (decimal)(0.1 + (0.9 * _test._random.NextDouble()))));
                else
                    IsOut = true;
            }
        }

        private void Exchange(double now)
        {
            BudgetGrant? grant = null;
            var valid = ValidTime.FromNow(_test._clock, TimeSpan.Zero);
            _test._document = _ledger.Exchange(report =>
            {
                (var document, grant) = _law.Exchange(_test._document ?? new BudgetDocument(), report, _count, IsExpired);
                return (document, grant.GrantedUsd);
            });
            _count = grant!.MustCount ? BudgetCount.Begin(_test._document) with { SpentUsd = _test._recorded } : null;
            _ledger.Grant(grant.GrantedUsd, grant.SpentByOthersUsd, valid.With(TimeSpan.FromSeconds(grant.Seconds)));
            _exchangeAt = now + (_count is null ? grant.Interval : 0.1);
        }

        private bool IsExpired(string id, BudgetShare share) => _watch.IsExpired(id, share.Renewals, TimeSpan.FromSeconds(share.Seconds), 0, null);
    }
}
