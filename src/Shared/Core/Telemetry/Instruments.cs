using System.Diagnostics.Metrics;
using MuBench.Versions;

namespace MuBench.Telemetry;

/// <summary>The meter and its instruments. Without a listener, each measurement costs the reading of a flag.</summary>
public static class Instruments
{
    /// <summary>The meter.</summary>
    public static readonly Meter Meter = new(TelemetryNames.Meter, CodeVersion.Current.Version);

    // The bounds that OpenTelemetry's semantic conventions recommend.
    private static readonly double[] SecondBounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly long[] TokenBounds = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    /// <summary>See <see cref="TelemetryNames.CallDuration"/>.</summary>
    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        TelemetryNames.CallDuration, "s", "GenAI operation duration.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBounds });

    /// <summary>See <see cref="TelemetryNames.TokenUsage"/>.</summary>
    public static readonly Histogram<long> TokenUsage = Meter.CreateHistogram(
        TelemetryNames.TokenUsage, "{token}", "Number of input and output tokens used.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = TokenBounds });

    /// <summary>See <see cref="TelemetryNames.CallWait"/>.</summary>
    public static readonly Histogram<double> CallWait = Meter.CreateHistogram(
        TelemetryNames.CallWait, "s", "Time that a question waited before a call.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SecondBounds });

    /// <summary>See <see cref="TelemetryNames.Questions"/>.</summary>
    public static readonly Counter<long> Questions = Meter.CreateCounter<long>(TelemetryNames.Questions, "{question}", "Questions, by outcome.");

    /// <summary>See <see cref="TelemetryNames.Runs"/>.</summary>
    public static readonly Counter<long> Runs = Meter.CreateCounter<long>(TelemetryNames.Runs, "{run}", "Run attempts that ended.");

    /// <summary>See <see cref="TelemetryNames.Spent"/>.</summary>
    public static readonly Counter<double> Spent = Meter.CreateCounter<double>(TelemetryNames.Spent, "{USD}", "Cost of the responses, in US dollars.");

    /// <summary>See <see cref="TelemetryNames.CallsRefused"/>.</summary>
    public static readonly Counter<long> CallsRefused = Meter.CreateCounter<long>(TelemetryNames.CallsRefused, "{call}", "Calls refused by a rate limit (429).");

    /// <summary>See <see cref="TelemetryNames.CallsRetried"/>.</summary>
    public static readonly Counter<long> CallsRetried = Meter.CreateCounter<long>(TelemetryNames.CallsRetried, "{call}", "Retried calls.");

    /// <summary>See <see cref="TelemetryNames.CallsHedged"/>.</summary>
    public static readonly Counter<long> CallsHedged = Meter.CreateCounter<long>(TelemetryNames.CallsHedged, "{call}", "Hedged requests.");

    /// <summary>See <see cref="TelemetryNames.StoreFaults"/>.</summary>
    public static readonly Counter<long> StoreFaults = Meter.CreateCounter<long>(TelemetryNames.StoreFaults, "{fault}", "Failed store operations.");

    /// <summary>Counts questions of a model with the same outcome.</summary>
    public static void Count(string outcome, string? kind, int questions)
    {
        if (Questions.Enabled && questions > 0)
            Questions.Add(questions, new(TelemetryNames.Outcome, outcome), new(TelemetryNames.ModelKind, kind ?? "unknown"));
    }

    /// <summary>Counts a finished attempt at a run.</summary>
    public static void CountRun(string state)
    {
        if (Runs.Enabled)
            Runs.Add(1, new KeyValuePair<string, object?>(TelemetryNames.RunState, state));
    }

    /// <summary>Counts spent money, in US dollars.</summary>
    public static void Spend(string? kind, decimal usd)
    {
        if (Spent.Enabled && usd > 0)
            Spent.Add((double)usd, new KeyValuePair<string, object?>(TelemetryNames.ModelKind, kind ?? "unknown"));
    }

    /// <summary>Counts a failed operation of a store.</summary>
    /// <param name="kind"><c>disk</c> or <c>blob</c>.</param>
    /// <param name="verb">The operation, as in the fault's message.</param>
    public static void CountStoreFault(string kind, string verb)
    {
        if (StoreFaults.Enabled)
            StoreFaults.Add(1, new(TelemetryNames.StoreKind, kind), new(TelemetryNames.StoreOperation, verb.Split(' ')[0]));
    }
}
