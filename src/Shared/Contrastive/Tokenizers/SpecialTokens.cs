namespace MuBench.Contrastive.Tokenizers;

/// <summary>The tokens around a caption, and the special tokens that are recognised in its text.</summary>
/// <param name="Begin">Id before a caption.</param>
/// <param name="End">Id after a caption.</param>
/// <param name="Pad">Id that pads a batch.</param>
/// <param name="Spelled">Ids of special tokens by their text.</param>
internal sealed record SpecialTokens(int Begin, int End, int Pad, IReadOnlyDictionary<string, int> Spelled)
{
    /// <summary>Splits a caption at special tokens. Each special token is returned with its id, other text without.</summary>
    public IEnumerable<(string Text, int? Id)> Split(string caption)
    {
        var start = 0;
        while (start < caption.Length)
        {
            var (at, token) = First(caption, start);
            if (at > start)
                yield return (caption[start..at], null);
            if (token is null)
                yield break;
            yield return (token, Spelled[token]);
            start = at + token.Length;
        }
    }

    private (int At, string? Token) First(string caption, int start)
    {
        var (best, token) = (caption.Length, (string?)null);
        foreach (var candidate in Spelled.Keys)
        {
            var at = caption.IndexOf(candidate, start, best - start, StringComparison.Ordinal);
            if (at >= 0 && at < best)
                (best, token) = (at, candidate);
        }

        return (best, token);
    }
}
