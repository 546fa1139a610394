namespace MuBench.Contrastive.Tokenizers;

/// <summary>The character classes in the patterns of byte-level tokenizers.</summary>
internal enum CharacterKind
{
    /// <summary><c>\s</c></summary>
    Space,

    /// <summary><c>\p{L}</c></summary>
    Letter,

    /// <summary><c>\p{N}</c></summary>
    Number,

    /// <summary>All other characters, and unpaired surrogates.</summary>
    Other,
}
