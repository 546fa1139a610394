using System.Diagnostics;
using System.Globalization;

namespace MuBench.Bench.Calls;

/// <summary>What a number of calls has cost: seconds by the clock, and seconds of the process's processor time (user and system).</summary>
/// <param name="Seconds">Seconds by the clock.</param>
/// <param name="CpuSeconds">Seconds of processor time, over all threads.</param>
internal sealed record CallCost(double Seconds, double CpuSeconds)
{
    /// <summary>Measures this process while <paramref name="work"/> runs.</summary>
    public static async Task<CallCost> MeasureAsync(Func<Task> work)
    {
        var meter = Start();
        await work();
        return meter();
    }

    /// <summary>Starts to measure this process. The result ends the measurement.</summary>
    public static Func<CallCost> Start()
    {
        // What the warm-up has left is not counted.
        GC.Collect();
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        return () => new CallCost(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>Writes the cost as the last line of a child process.</summary>
    public void Print() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seconds:F4} {CpuSeconds:F4}"));

    /// <summary>Runs this program with a command that prints its cost.</summary>
    public static async Task<CallCost> OfAsync(params string[] arguments)
    {
        var words = (await SelfProcess.LastLineAsync(arguments)).Split(' ');
        return new CallCost(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The middle of an odd number of values, or the mean of the two middle ones.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
