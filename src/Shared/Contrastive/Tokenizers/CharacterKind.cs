namespace MuBench.Contrastive.Tokenizers;

/// <summary>What the patterns of byte-level tokenizers tell characters apart by.</summary>
internal enum CharacterKind
{
    /// <summary><c>\s</c></summary>
    Space,

    /// <summary><c>\p{L}</c></summary>
    Letter,

    /// <summary><c>\p{N}</c></summary>
    Number,

    /// <summary>Everything else, half a surrogate pair included.</summary>
    Other,
}
