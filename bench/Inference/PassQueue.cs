using MuBench.Inference.Batching;

namespace MuBench.Bench;

/// <summary>
/// The queue of the inference server alone, in simulation: images arrive at random times at half the rate of full load, and wait for passes whose times were
/// measured. It shows what a way of batching can do, without the noise of the machine.
/// </summary>
/// <param name="seconds">Seconds of a pass by its number of images, from index 1.</param>
internal sealed class PassQueue(IReadOnlyList<double> seconds)
{
    private const int Arrivals = 200_000;

    private double Fastest => Enumerable.Range(1, seconds.Count - 1).Max(images => images / seconds[images]);

    /// <summary>The p99 of the latency divided by that of an image alone.</summary>
    /// <param name="choose">Chooses the number of images of a pass from those that wait.</param>
    /// <param name="ran">Called after each pass with its number of images and its time; null for none.</param>
    public double P99(Func<int, int> choose, Action<int, TimeSpan>? ran = null)
    {
        var (arrivals, latencies) = (Times(), new double[Arrivals]);
        var (now, next, arrived) = (0.0, 0, 0);
        while (next < Arrivals)
        {
            now = Math.Max(now, arrivals[next]);
            while (arrived < Arrivals && arrivals[arrived] <= now)
                arrived++;
            var images = Math.Clamp(choose(arrived - next), 1, Math.Min(arrived - next, seconds.Count - 1));
            now += seconds[images];
            ran?.Invoke(images, TimeSpan.FromSeconds(seconds[images]));
            for (var last = next + images; next < last; next++)
                latencies[next] = now - arrivals[next];
        }

        Array.Sort(latencies);
        return latencies[(int)(0.99 * Arrivals)] / seconds[1];
    }

    /// <summary>The p99 as the server batches, divided by the latency of an image alone.</summary>
    public double P99AsServed()
    {
        var times = new PassTimes(seconds.Count - 1);
        return P99(times.Choose, times.Note);
    }

    /// <summary>
    /// What no way of batching improves on if images are taken in the order of their arrival: an image waits for the work that came before it, at the fastest rate at
    /// which passes run (M/D/1, by Lindley's recursion), and then for the rest of its own at that rate; and no image is answered sooner than one alone.
    /// </summary>
    public double Bound()
    {
        var (arrivals, latencies, free, of) = (Times(), new double[Arrivals], 0.0, 1 / Fastest);
        for (var image = 0; image < Arrivals; image++)
        {
            free = Math.Max(free, arrivals[image]) + of;
            latencies[image] = Math.Max(free - arrivals[image], seconds[1]);
        }

        Array.Sort(latencies);
        return latencies[(int)(0.99 * Arrivals)] / seconds[1];
    }

    private double[] Times()
    {
        var (random, time, times) = (new Random(1), 0.0, new double[Arrivals]);
        for (var image = 0; image < Arrivals; image++)
            times[image] = time -= Math.Log(1 - random.NextDouble()) / (Fastest / 2);
        return times;
    }
}
