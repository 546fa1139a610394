namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Byte-pair encoding of whole texts with byte fallback, as Hugging Face's library does it: characters without a token become the tokens
/// of their UTF-8 bytes, and then the pair of the lowest rank is merged, the leftmost first, until no pair is left.
/// </summary>
internal sealed class PairMerger
{
    private readonly IReadOnlyDictionary<string, int> _ids;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _merges = [];
    private readonly int[] _bytes;

    /// <param name="ids">The id of each token; with the 256 tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c>.</param>
    /// <param name="merges">The pairs, in order of priority.</param>
    /// <exception cref="FormatException">A byte, or a token of a pair, is not in the vocabulary.</exception>
    public PairMerger(IReadOnlyDictionary<string, int> ids, IEnumerable<(string Left, string Right)> merges)
    {
        _ids = ids;
        _bytes = [.. Enumerable.Range(0, 256).Select(value => IdOf($"<0x{value:X2}>"))];
        var rank = 0;
        foreach (var (left, right) in merges)
            _merges.TryAdd((IdOf(left), IdOf(right)), (rank++, IdOf(left + right)));
    }

    /// <summary>Encodes a text.</summary>
    public IEnumerable<int> Encode(string text)
    {
        var symbols = SymbolsOf(text);
        var (previous, next) = (new int[symbols.Count], new int[symbols.Count]);
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var at = 0; at < symbols.Count; at++)
            (previous[at], next[at]) = (at - 1, at + 1);
        for (var at = 0; at + 1 < symbols.Count; at++)
            Offer(at);
        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            // The pair is gone if one of its tokens has been merged meanwhile.
            if (symbols[pair.At] != pair.Left || right >= symbols.Count || symbols[right] != pair.Right)
                continue;
            symbols[pair.At] = _merges[(pair.Left, pair.Right)].Merged;
            symbols[right] = -1;
            next[pair.At] = next[right];
            if (next[right] < symbols.Count)
                previous[next[right]] = pair.At;
            Offer(pair.At);
            if (previous[pair.At] >= 0)
                Offer(previous[pair.At]);
        }

        return symbols.Where(symbol => symbol >= 0);

        void Offer(int at)
        {
            if (next[at] < symbols.Count && _merges.TryGetValue((symbols[at], symbols[next[at]]), out var merge))
                queue.Enqueue((at, symbols[at], symbols[next[at]]), (merge.Rank, at));
        }
    }

    private List<int> SymbolsOf(string text)
    {
        var symbols = new List<int>(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (_ids.TryGetValue(rune.ToString(), out var id))
            {
                symbols.Add(id);
                continue;
            }

            var length = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < length; i++)
                symbols.Add(_bytes[bytes[i]]);
        }

        return symbols;
    }

    private int IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : throw new FormatException($"its vocabulary lacks the token '{token}'");
}
