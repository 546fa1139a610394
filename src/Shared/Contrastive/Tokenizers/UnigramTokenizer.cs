using System.Text;

namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// SigLIP's tokenizer: lower case, without ASCII punctuation, with collapsed white space, then split into the pieces with the
/// highest total score (SentencePiece, Unigram). Gives the ids of Hugging Face's <c>SiglipTokenizer</c>. Microsoft.ML.Tokenizers is
/// not used: its reader of Unigram models needs a begin token, which SigLIP does not have.
/// </summary>
internal sealed class UnigramTokenizer : ICaptionTokenizer
{
    private const char Space = '\u2581';
    private const float UnknownPenalty = 10;

    // The reference encodes every text after this prefix and then drops the prefix's pieces. If two splits have equal scores,
    // the rounding of the preceding sum decides between them.
    private const string Prefix = "<unk>";

    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly UnigramVocabulary _vocabulary;
    private readonly Dictionary<string, (int Id, float Score)>.AlternateLookup<ReadOnlySpan<char>> _pieces;
    private readonly int _maxPieceLength;
    private readonly float _unknownScore;
    private readonly int _prefixPieces;
    private readonly int _maxLength;

    public UnigramTokenizer(UnigramVocabulary vocabulary, int padId, int maxLength)
    {
        (_vocabulary, _maxLength, PadId) = (vocabulary, maxLength, padId);
        _pieces = new Dictionary<string, (int Id, float Score)>(vocabulary.Pieces, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _maxPieceLength = vocabulary.Pieces.Keys.Max(piece => piece.Length);
        _unknownScore = vocabulary.Pieces.Values.Min(piece => piece.Score) - UnknownPenalty;
        _prefixPieces = Best(Prefix).Count;
    }

    /// <inheritdoc/>
    public int PadId { get; }

    /// <inheritdoc/>
    public int[] Encode(string caption)
    {
        var ids = Best(Prefix + Canonical(caption)).Skip(_prefixPieces);
        return [.. ids.Take(_maxLength - 1), _vocabulary.End];
    }

    private string Canonical(string caption)
    {
        var kept = new StringBuilder(caption.Length + 1);
        foreach (var rune in UnicodeText.LowerWithFinalSigma(caption.Replace(Space, ' ')).EnumerateRunes())
        {
            if (!rune.IsAscii || !Punctuation.Contains((char)rune.Value, StringComparison.Ordinal))
                kept.Append(rune);
        }

        var text = _vocabulary.CharacterMap?.Apply(kept.ToString()) ?? kept.ToString();
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "" : Space + string.Join(Space, words);
    }

    /// <summary>Finds the path with the highest score (Viterbi): for each position, the piece that ends there and its start.</summary>
    private List<int> Best(string text)
    {
        var (score, start, id) = (new float[text.Length + 1], new int[text.Length + 1], new int[text.Length + 1]);
        Array.Fill(start, -1, 1, text.Length);
        for (var at = 0; at < text.Length;)
        {
            var step = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
            var single = false;
            for (var length = 1; length <= Math.Min(_maxPieceLength, text.Length - at); length++)
            {
                if (!_pieces.TryGetValue(text.AsSpan(at, length), out var piece))
                    continue;
                Offer(at + length, at, piece.Id, (double)score[at] + piece.Score);
                single |= length == step;
            }

            if (!single)
                Offer(at + step, at, _vocabulary.Unknown, score[at] + _unknownScore);
            at += step;
        }

        return Trace(start, id);

        // As in SentencePiece: scores are compared in double precision and stored in single precision.
        void Offer(int end, int from, int piece, double total)
        {
            if (start[end] < 0 || total > score[end])
                (score[end], start[end], id[end]) = ((float)total, from, piece);
        }
    }

    private List<int> Trace(int[] start, int[] id)
    {
        var ids = new List<int>();
        for (var end = start.Length - 1; end > 0; end = start[end])
        {
            // Adjacent unknown characters form one unknown piece.
            if (id[end] != _vocabulary.Unknown || ids.Count == 0 || ids[^1] != _vocabulary.Unknown)
                ids.Add(id[end]);
        }

        ids.Reverse();
        return ids;
    }
}
