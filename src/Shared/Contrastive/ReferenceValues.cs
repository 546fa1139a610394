namespace MuBench.Contrastive;

/// <summary>placeholder</summary>
public sealed record ReferenceValues
{
    /// <summary>The file.</summary>
    public const string FileName = "reference.json";
}
