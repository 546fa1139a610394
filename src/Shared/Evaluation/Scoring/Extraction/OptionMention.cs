namespace MuBench.Scoring.Extraction;

/// <summary>A mention of an option in a response.</summary>
/// <param name="Index">The option.</param>
/// <param name="Start">Start position.</param>
/// <param name="End">End position, exclusive.</param>
internal readonly record struct OptionMention(int Index, int Start, int End)
{
    /// <summary>Whether this mention is longer and contains another one.</summary>
    public bool Contains(OptionMention other) =>
        Start <= other.Start && other.End <= End && other.End - other.Start < End - Start;
}
