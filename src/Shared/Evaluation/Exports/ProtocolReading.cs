using MuBench.Scoring.Outcomes;

namespace MuBench.Exports;

/// <summary>The outcome of a response under one protocol.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Outcome">The outcome, as in the run's report.</param>
/// <param name="Choice">Index of the option that the response names, in display order; null for none.</param>
internal sealed record ProtocolReading(string Protocol, Outcome Outcome, int? Choice)
{
    /// <summary>The name of the outcome in reports, such as <c>notRun</c>.</summary>
    public string OutcomeName { get; } = Names[(int)Outcome];

    private static readonly string[] Names = [.. Enum.GetNames<Outcome>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
}
