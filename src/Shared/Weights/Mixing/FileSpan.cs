namespace MuBench.Weights.Mixing;

/// <summary>A range of one of the first model's files: copied as it is, or mixed.</summary>
/// <param name="File">The file's number in the model.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many bytes.</param>
/// <param name="Mix">What is mixed there, or null.</param>
internal sealed record FileSpan(int File, long Start, long Length, PartMix? Mix)
{
    /// <summary>The element of <see cref="Mix"/> that the range begins with.</summary>
    public long Element { get; init; }
}
