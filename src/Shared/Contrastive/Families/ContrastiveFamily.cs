namespace MuBench.Contrastive.Families;

/// <summary>
/// What the configuration files of a family of models do not say, from <c>families.json</c>. What they do say counts
/// before it.
/// </summary>
public sealed record ContrastiveFamily
{
    /// <summary>The family's name in reports.</summary>
    public required string Name { get; init; }

    /// <summary>A folder is of this family where one of these holds; the first family in the file wins.</summary>
    public required IReadOnlyList<FamilyMatch> Match { get; init; }

    /// <summary>Tokens of a caption where no file of the folder limits them.</summary>
    public required int TextLength { get; init; }

    /// <summary>Tokens at the end of the text input that captions leave free.</summary>
    public int ReservedTokens { get; init; }

    /// <summary>Every caption is padded to the whole text length, because what is pooled lies at a fixed place.</summary>
    public bool PadsToLength { get; init; }

    /// <summary>The model attends to padding: an attention mask, where the export has one, is all ones.</summary>
    public bool AttendsToPadding { get; init; }

    /// <summary>HTML entities of captions are unescaped before they are tokenized.</summary>
    public bool CleansHtml { get; init; }

    /// <summary>How similarities become confidences.</summary>
    public ScoreFunction Scores { get; init; }

    /// <summary>Logarithm of what a similarity is multiplied by, where no file says.</summary>
    public required double LogitScale { get; init; }

    /// <summary>What is added to a scaled similarity, where no file says.</summary>
    public double LogitBias { get; init; }

    /// <summary>The image side has no projection: its pooled output is the embedding.</summary>
    public bool PooledImage { get; init; }

    /// <summary>The text side has no projection: its pooled output is the embedding.</summary>
    public bool PooledText { get; init; }

    /// <summary>The tokenizer's files, in words: what a folder without one should hold.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Where this is from.</summary>
    public required string Source { get; init; }

    /// <summary>Why it is so.</summary>
    public required string Reason { get; init; }
}
