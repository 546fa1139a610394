namespace MuBench.Inference.Batching;

/// <summary>
/// Chooses how many of the waiting items form the next pass, from how long passes of each size took. On the processor a pass takes nearly as long as its items
/// together: then small passes answer the first items sooner, and the last ones as soon. Used by one loop at a time.
/// </summary>
/// <param name="maxItems">Maximum number of items of a pass.</param>
internal sealed class PassTimes(int maxItems)
{
    // The shortest of the latest passes of a size counts: other work on the machine makes a pass slower, and nothing makes one faster.
    private const int Remembered = 8;

    // A size that was not seen for so many passes counts as unknown, so that it is tried again.
    private const int Validity = 512;

    // How much later the last of the waiting items may be answered: smaller passes make the queue longer where they cost more.
    private const double Tolerance = 0.1;

    private readonly (long Pass, double Seconds)[][] _passes = [.. Enumerable.Range(0, maxItems + 1).Select(_ => new (long, double)[Remembered])];
    private readonly long[] _seen = new long[maxItems + 1];
    private long _pass;

    /// <summary>Notes a pass.</summary>
    public void Note(int items, TimeSpan time)
    {
        _pass++;
        _passes[items][_seen[items]++ % Remembered] = (_pass, time.TotalSeconds);
    }

    /// <summary>
    /// The number of items of the next pass: the one with which the waiting items are answered soonest on average, of those with which all of them are answered
    /// nearly as soon as possible. All that wait, as long as nothing is known.
    /// </summary>
    /// <param name="waiting">Number of waiting items.</param>
    public int Choose(int waiting)
    {
        var largest = Math.Min(waiting, maxItems);
        var estimates = Estimates(largest);
        var earliest = Enumerable.Range(1, largest).Min(End);
        var (best, soonest) = (largest, double.MaxValue);
        for (var items = largest; items >= 1; items--)
        {
            // Of p passes the k-th ends after k of them, on average after (p + 1) / 2.
            var mean = estimates[items] * (((double)waiting / items) + 1) / 2;
            if (End(items) <= earliest * (1 + Tolerance) && mean < soonest)
                (best, soonest) = (items, mean);
        }

        return best;

        // When the last of the waiting items is answered. What is left for a pass that is not full is joined by items that arrive meanwhile.
        double End(int items) => estimates[items] * waiting / items;
    }

    // A smaller pass takes no longer than a larger one. A size above all known ones is taken to be as fast as the largest known one, so that it is tried.
    private double[] Estimates(int upTo)
    {
        var (estimates, known) = (new double[maxItems + 1], double.MaxValue);
        for (var items = maxItems; items >= 1; items--)
        {
            known = Math.Min(known, Shortest(items));
            estimates[items] = known;
        }

        var largest = 0.0;
        for (var items = 1; items <= upTo; items++)
            estimates[items] = largest = estimates[items] == double.MaxValue ? largest : estimates[items];
        return estimates;
    }

    private double Shortest(int items)
    {
        var shortest = double.MaxValue;
        foreach (var (pass, seconds) in _passes[items].AsSpan(0, (int)Math.Min(_seen[items], Remembered)))
            shortest = pass > _pass - Validity ? Math.Min(shortest, seconds) : shortest;
        return shortest;
    }
}
