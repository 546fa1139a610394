namespace MuBench.Weights.Files;

/// <summary>A range of a file that an output replaces by other bytes, possibly of another length.</summary>
/// <param name="Start">Position of the first replaced byte.</param>
/// <param name="End">Position after the last replaced byte.</param>
/// <param name="Content">The bytes of the output.</param>
public sealed record FileSlot(long Start, long End, byte[] Content)
{
    /// <summary>By how many bytes the output is longer.</summary>
    public long Growth => Content.Length - (End - Start);
}
