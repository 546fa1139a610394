namespace MuBench.Weights.Mixing;

/// <summary>A range of a file of the first model, either copied or mixed.</summary>
/// <param name="File">Index of the file in the model.</param>
/// <param name="Start">Position of the first byte.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="Mix">The part to mix there; null to copy.</param>
internal sealed record FileSpan(int File, long Start, long Length, PartMix? Mix)
{
    /// <summary>Index of the element of <see cref="Mix"/> with which the range begins.</summary>
    public long Element { get; init; }
}
