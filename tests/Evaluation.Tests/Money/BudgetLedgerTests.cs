using CsCheck;
using MuBench.Money;

namespace MuBench.Tests.Money;

/// <summary>
/// The ledger, in any interleaving: it exceeds the limit at most by the amount by which calls in flight exceed their bounds, and no
/// caller waits forever.
/// </summary>
public sealed class BudgetLedgerTests
{
    private static readonly Gen<decimal> Amount = Gen.Int[0, 400].Select(cents => cents / 100m);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AnyInterleaving_OfCalls_IsOverByNoMoreThanTheExcessOfCallsInFlight() =>
        Gen.Select(Gen.Int[0, 2000].Select(cents => cents / 100m), Gen.Select(Amount, Amount, Gen.Int[0, 9]).Array[1, 60], Gen.Int[1, 12]).Sample((limit, calls, slots) =>
        {
            var ledger = new BudgetLedger(limit);
            var account = new BudgetAccount(ledger);
            var inFlight = new List<(BudgetReservation Reservation, decimal Cost)>();
            var allowedOver = 0m;
            foreach (var (bound, cost, pick) in calls)
            {
                if (inFlight.Count == slots)
                    End(pick % inFlight.Count);
                if (account.TryReserve(bound) is { } reservation)
                {
                    // The guarantee: at the time of a reservation, everything fits.
                    Assert.True(ledger.SpentUsd + ledger.ReservedUsd <= limit);
                    inFlight.Add((reservation, cost));
                }
            }

            while (inFlight.Count > 0)
                End(0);

            Assert.Equal(0, ledger.ReservedUsd);
            Assert.Equal(account.SpentUsd, ledger.SpentUsd);
            Assert.True(ledger.SpentUsd <= limit + allowedOver, $"{ledger.SpentUsd} of {limit}, {allowedOver} over allowed");

            void End(int index)
            {
                var (reservation, cost) = inFlight[index];
                // The possible excess of the calls in flight over their reservations.
                allowedOver = Math.Max(allowedOver, inFlight.Sum(call => Math.Max(0, call.Cost - call.Reservation.Usd)) + Math.Max(0, ledger.SpentUsd - limit));
                inFlight.RemoveAt(index);
                reservation.Settle(cost);
            }
        });

    [Fact]
    public async Task Threads_WhoseCallsStayWithinTheirBounds_AreNeverOverAndAllEnd()
    {
        var ledger = new BudgetLedger(100m);
        var highest = 0m;
        var gate = new Lock();
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(worker => Task.Run(
            async () =>
            {
                var random = new Random(worker);
                var account = new BudgetAccount(ledger);
                for (var call = 0; call < 200; call++)
                {
                    var bound = random.Next(1, 300) / 100m;
                    if (await account.ReserveAsync(bound, Token) is not { } reservation)
                        return;
                    lock (gate)
                        highest = Math.Max(highest, ledger.SpentUsd + ledger.ReservedUsd);
                    await Task.Yield();
                    Interlocked.Increment(ref made);
                    reservation.Settle(bound * random.Next(0, 101) / 100m);
                }
            },
            Token))).WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.InRange(highest, 0, 100m);
        // Each worker stopped only when the rest of the budget was too small for its call of at most $3.
        Assert.InRange(ledger.SpentUsd, 97m, 100m);
        Assert.Equal(0, ledger.ReservedUsd);
        Assert.True(ledger.IsExhausted);
        Assert.True(made > 33);
    }

    [Fact]
    public async Task Reserve_WhileOthersHoldWhatTheyMayGiveBack_Waits()
    {
        var account = new BudgetAccount(new BudgetLedger(10m));
        var first = (await account.ReserveAsync(8m, Token))!;

        var second = account.ReserveAsync(5m, Token).AsTask();
        Assert.False(second.IsCompleted);
        first.Settle(1m);

        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Reserve_WhereOthersSpendIt_IsRefusedAsSoonAsThatIsKnown()
    {
        var account = new BudgetAccount(new BudgetLedger(10m));
        var first = (await account.ReserveAsync(8m, Token))!;
        var other = (await account.ReserveAsync(1m, Token))!;
        var second = account.ReserveAsync(5m, Token).AsTask();

        first.Settle(8m); // the other one is still in flight

        Assert.Null(await second);
        Assert.True(account.IsRefused);
        other.Settle(0);
    }

    [Fact]
    public async Task Reserve_OneSlotAndARetry_DoesNotWaitForItself()
    {
        var account = new BudgetAccount(new BudgetLedger(10m));
        for (var attempt = 0; attempt < 5; attempt++)
            (await account.ReserveAsync(10m, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token))!.Settle(0);
    }

    [Fact]
    public async Task Reserve_Cancelled_GivesNothingAndHoldsNobodyUp()
    {
        using var cancel = new CancellationTokenSource();
        var account = new BudgetAccount(new BudgetLedger(10m));
        var first = (await account.ReserveAsync(8m, Token))!;
        var large = account.ReserveAsync(9m, cancel.Token).AsTask();
        var small = account.ReserveAsync(2m, Token).AsTask();
        Assert.False(small.IsCompleted); // first come, first served

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        Assert.NotNull(await small);
        first.Settle(0);
    }

    [Fact]
    public void TryReserve_WhileOthersWait_DoesNotJumpTheQueue()
    {
        var account = new BudgetAccount(new BudgetLedger(10m));
        var first = account.TryReserve(8m)!;
        _ = account.ReserveAsync(9m, Token).AsTask();

        Assert.Null(account.TryReserve(1m));
        first.Settle(0);
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var ledger = new BudgetLedger(10m);
        var account = new BudgetAccount(ledger);
        var reservation = account.TryReserve(4m)!;

        reservation.Settle(1m);
        reservation.Forfeit();

        Assert.Equal((1m, 0m, 0m), (ledger.SpentUsd, ledger.ReservedUsd, account.UnloggedUsd));
    }

    [Fact]
    public void Forfeit_CountsAllThatWasSetAside()
    {
        var account = new BudgetAccount(new BudgetLedger(10m));

        account.TryReserve(4m)!.Forfeit();

        Assert.Equal((4m, 4m), (account.SpentUsd, account.UnloggedUsd));
    }

    [Fact]
    public void Ledger_WithEarlierSpendingAndOneWithoutLimit_StandAsTheyAre()
    {
        Assert.Null(new BudgetAccount(new BudgetLedger(10m, 9m)).TryReserve(2m));
        Assert.NotNull(new BudgetAccount(new BudgetLedger(null, 9m)).TryReserve(1_000_000m));
        Assert.NotNull(new BudgetAccount(new BudgetLedger(0m)).TryReserve(0m));
    }
}
