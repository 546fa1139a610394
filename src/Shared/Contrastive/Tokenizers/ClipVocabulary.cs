namespace MuBench.Contrastive.Tokenizers;

/// <summary>The data of a CLIP tokenizer.</summary>
/// <param name="Ids">The id of each token.</param>
/// <param name="Merges">Pairs to merge as <c>left right</c>, in order of priority.</param>
/// <param name="UnknownToken">The token for text that is not in the vocabulary.</param>
/// <param name="LowerCase">Whether captions are converted to lower case first.</param>
internal sealed record ClipVocabulary(
    IReadOnlyDictionary<string, int> Ids, IReadOnlyList<string> Merges, string UnknownToken, bool LowerCase);
