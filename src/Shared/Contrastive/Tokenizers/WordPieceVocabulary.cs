namespace MuBench.Contrastive.Tokenizers;

/// <summary>What a BERT tokenizer is made of.</summary>
/// <param name="Ids">Piece to id.</param>
/// <param name="Unknown">Id of a word that the vocabulary cannot spell.</param>
/// <param name="Prefix">Marks a piece that continues a word.</param>
/// <param name="MaxCharactersPerWord">Longer words are unknown.</param>
/// <param name="LowerCase">Captions are lower-cased first.</param>
/// <param name="StripAccents">Accents are dropped first.</param>
/// <param name="SplitChinese">CJK ideographs are words by themselves.</param>
internal sealed record WordPieceVocabulary(
    IReadOnlyDictionary<string, int> Ids,
    int Unknown,
    string Prefix = "##",
    int MaxCharactersPerWord = 100,
    bool LowerCase = true,
    bool StripAccents = true,
    bool SplitChinese = true);
