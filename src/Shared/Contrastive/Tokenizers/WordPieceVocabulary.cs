namespace MuBench.Contrastive.Tokenizers;

/// <summary>The data of a BERT tokenizer.</summary>
/// <param name="Ids">The id of each piece.</param>
/// <param name="Unknown">Id of a word that no pieces spell.</param>
/// <param name="Prefix">The prefix of a piece that continues a word.</param>
/// <param name="MaxCharactersPerWord">Maximum number of characters of a word; a longer word is unknown.</param>
/// <param name="LowerCase">Whether captions are converted to lower case first.</param>
/// <param name="StripAccents">Whether accents are removed first.</param>
/// <param name="SplitChinese">Whether each CJK ideograph is a word.</param>
internal sealed record WordPieceVocabulary(
    IReadOnlyDictionary<string, int> Ids,
    int Unknown,
    string Prefix = "##",
    int MaxCharactersPerWord = 100,
    bool LowerCase = true,
    bool StripAccents = true,
    bool SplitChinese = true);
