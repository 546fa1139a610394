namespace MuBench.Contrastive.Tokenizers;

/// <summary>What a CLIP tokenizer is made of.</summary>
/// <param name="Ids">Token to id.</param>
/// <param name="Merges">Pairs to merge, the first ones first, as <c>left right</c>.</param>
/// <param name="UnknownToken">Token of what the vocabulary lacks.</param>
/// <param name="LowerCase">Captions are lower-cased first.</param>
internal sealed record ClipVocabulary(
    IReadOnlyDictionary<string, int> Ids, IReadOnlyList<string> Merges, string UnknownToken, bool LowerCase);
