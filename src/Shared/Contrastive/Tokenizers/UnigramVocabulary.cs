namespace MuBench.Contrastive.Tokenizers;

/// <summary>What a SentencePiece Unigram model is made of.</summary>
/// <param name="Pieces">Pieces that text can be cut into: id and score.</param>
/// <param name="Unknown">Id of what the pieces cannot spell.</param>
/// <param name="End">Id of the end token, by the vocabulary's own name for it.</param>
/// <param name="Controls">Ids of the pieces that spell no text, by name.</param>
/// <param name="CharacterMap">Rules of normalization; null for none.</param>
internal sealed record UnigramVocabulary(
    IReadOnlyDictionary<string, (int Id, float Score)> Pieces, int Unknown, int End, IReadOnlyDictionary<string, int> Controls, CharacterMap? CharacterMap);
