namespace MuBench.Contrastive.Tokenizers;

/// <summary>
/// Tokens that are recognised in a text before it is split further. As in Hugging Face's library, the leftmost one counts, and of those
/// that begin at one place the longest.
/// </summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<char, List<(string Content, int Id)>> _byFirst;

    /// <param name="ids">The id of each token.</param>
    public AddedTokens(IReadOnlyDictionary<string, int> ids) =>
        _byFirst = ids.Where(token => token.Key.Length > 0).GroupBy(token => token.Key[0]).ToDictionary(
            group => group.Key, group => group.OrderByDescending(token => token.Key.Length).Select(token => (token.Key, token.Value)).ToList());

    /// <summary>Splits a text. Each token is returned with its id, other text without.</summary>
    public IEnumerable<(string Text, int? Id)> Split(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            if (Find(text, at) is not { } token)
            {
                at++;
                continue;
            }

            if (at > start)
                yield return (text[start..at], null);
            yield return (token.Content, token.Id);
            start = at += token.Content.Length;
        }

        if (start < text.Length)
            yield return (text[start..], null);
    }

    private (string Content, int Id)? Find(string text, int at)
    {
        if (!_byFirst.TryGetValue(text[at], out var candidates))
            return null;
        foreach (var candidate in candidates)
        {
            if (string.CompareOrdinal(text, at, candidate.Content, 0, candidate.Content.Length) == 0)
                return candidate;
        }

        return null;
    }
}
