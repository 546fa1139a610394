namespace MuBench.Contrastive.References;

/// <summary>
/// What a model computes for stated inputs in its own library: <c>reference.json</c> beside the model's files. The pictures are made by
/// a rule, so that the file holds none.
/// </summary>
public sealed record ReferenceValues
{
    /// <summary>The version of the format that this code reads.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of the format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The model in words, such as its repository and commit.</summary>
    public string? Model { get; init; }

    /// <summary>The libraries that computed the values, with their versions.</summary>
    public string? MadeBy { get; init; }

    /// <summary>
    /// By precision (<c>fp32</c>, <c>fp16</c>, <c>int8</c>): the greatest allowed difference of a number of an embedding.
    /// </summary>
    public required IReadOnlyDictionary<string, double> Tolerance { get; init; }

    /// <summary>The trained factor that turns a similarity into a logit; null if it is not stated.</summary>
    public double? LogitScale { get; init; }

    /// <summary>What is added to that product; null if it is not stated.</summary>
    public double? LogitBias { get; init; }

    /// <summary>Pictures and their embeddings.</summary>
    public required IReadOnlyList<ReferenceImage> Images { get; init; }

    /// <summary>Texts and their embeddings.</summary>
    public required IReadOnlyList<ReferenceText> Texts { get; init; }
}
