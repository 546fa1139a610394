namespace MuBench.Contrastive.Families;

/// <summary>
/// The properties of a family of models that its configuration files do not state, from <c>families.json</c>. A configuration
/// file that states a property takes precedence.
/// </summary>
public sealed record ContrastiveFamily
{
    /// <summary>The family's name in reports.</summary>
    public required string Name { get; init; }

    /// <summary>The conditions of the family; one must hold. The first matching family of the file is used.</summary>
    public required IReadOnlyList<FamilyMatch> Match { get; init; }

    /// <summary>Maximum tokens of the text input if no file of the folder states it.</summary>
    public required int TextLength { get; init; }

    /// <summary>Number of tokens at the end of the text input that captions must leave free.</summary>
    public int ReservedTokens { get; init; }

    /// <summary>Whether every caption is padded to the whole text length, because the pooled token has a fixed position.</summary>
    public bool PadsToLength { get; init; }

    /// <summary>Whether the model attends to padding. An attention mask, if the export has one, is then all ones.</summary>
    public bool AttendsToPadding { get; init; }

    /// <summary>Whether HTML entities of captions are unescaped before they are tokenized.</summary>
    public bool CleansHtml { get; init; }

    /// <summary>How similarities become confidences.</summary>
    public ScoreFunction Scores { get; init; }

    /// <summary>Logarithm of the factor that turns a similarity into a logit, if no file states it.</summary>
    public required double LogitScale { get; init; }

    /// <summary>Added to a scaled similarity, if no file states it.</summary>
    public double LogitBias { get; init; }

    /// <summary>Whether the image side has no projection. Its pooled output is then the embedding.</summary>
    public bool PooledImage { get; init; }

    /// <summary>Whether the text side has no projection. Its pooled output is then the embedding.</summary>
    public bool PooledText { get; init; }

    /// <summary>The tokenizer's files in words, for the error about a folder without them.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>The source of these properties.</summary>
    public required string Source { get; init; }

    /// <summary>The reason for these properties.</summary>
    public required string Reason { get; init; }
}
