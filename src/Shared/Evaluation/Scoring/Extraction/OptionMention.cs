namespace MuBench.Scoring.Extraction;

/// <summary>An option named in a reply.</summary>
/// <param name="Index">The option.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct OptionMention(int Index, int Start, int End)
{
    /// <summary>Whether another mention lies inside this longer one.</summary>
    public bool Contains(OptionMention other) =>
        Start <= other.Start && other.End <= End && other.End - other.Start < End - Start;
}
