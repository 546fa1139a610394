namespace MuBench.Contrastive.Tokenizers;

/// <summary>The tokens around a caption, and those that are recognised where a caption spells them out.</summary>
/// <param name="Begin">Id before a caption.</param>
/// <param name="End">Id after a caption.</param>
/// <param name="Pad">Id that fills up a batch.</param>
/// <param name="Spelled">Special tokens by their spelling.</param>
internal sealed record SpecialTokens(int Begin, int End, int Pad, IReadOnlyDictionary<string, int> Spelled)
{
    /// <summary>Cuts a caption at special tokens; their parts come with an id.</summary>
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
