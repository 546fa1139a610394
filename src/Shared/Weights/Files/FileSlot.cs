namespace MuBench.Weights.Files;

/// <summary>A range of a file that an output replaces by bytes of its own, perhaps of another length.</summary>
/// <param name="Start">The first byte replaced.</param>
/// <param name="End">The first byte kept again.</param>
/// <param name="Content">What the output has there.</param>
public sealed record FileSlot(long Start, long End, byte[] Content)
{
    /// <summary>How much longer the output gets.</summary>
    public long Growth => Content.Length - (End - Start);
}
