namespace MuBench.TestUtils.Http;

/// <summary>
/// Records which questions a server was asked, by their prompts. Faults that depend on the question hit the same questions on every
/// machine. Faults that depend on the number of the call do not, because the order of retries depends on timing.
/// </summary>
public sealed class AskedQuestions
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _prompts = new(StringComparer.Ordinal);

    /// <summary>The number of a new question, from 1; null if it was asked before.</summary>
    public int? NumberOfNew(ChatCall call)
    {
        lock (_lock)
            return _prompts.Add(call.Prompt) ? _prompts.Count : null;
    }
}
