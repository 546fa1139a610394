namespace MuBench.Contrastive.Tokenizers;

/// <summary>The data of a SentencePiece Unigram model.</summary>
/// <param name="Pieces">The pieces into which text is split, with id and score.</param>
/// <param name="Unknown">Id for text that no pieces spell.</param>
/// <param name="End">Id of the end token, under the vocabulary's own name.</param>
/// <param name="Controls">Ids of the pieces that stand for no text, by name.</param>
/// <param name="CharacterMap">Rules of normalization; null for none.</param>
internal sealed record UnigramVocabulary(
    IReadOnlyDictionary<string, (int Id, float Score)> Pieces, int Unknown, int End, IReadOnlyDictionary<string, int> Controls, CharacterMap? CharacterMap);
