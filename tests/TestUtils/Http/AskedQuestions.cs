namespace MuBench.TestUtils.Http;

/// <summary>
/// Knows which questions a server was asked before, by their prompts. Faults that go by it hit the same questions on every
/// machine: which call a question's second attempt is depends on how long its wait took.
/// </summary>
public sealed class AskedQuestions
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _prompts = new(StringComparer.Ordinal);

    /// <summary>The place of a question among those asked so far, from 1; null where it was asked before.</summary>
    public int? NumberOfNew(ChatCall call)
    {
        lock (_lock)
            return _prompts.Add(call.Prompt) ? _prompts.Count : null;
    }
}
