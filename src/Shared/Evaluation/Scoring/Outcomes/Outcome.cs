namespace MuBench.Scoring.Outcomes;

/// <summary>The outcome of a question under one protocol. Every question has exactly one.</summary>
public enum Outcome : byte
{
    /// <summary>An option was read from the response, and it is the correct one.</summary>
    Correct,

    /// <summary>
    /// An option was read, and it is not the correct one. For the official protocol: everything that is not correct and
    /// has no other outcome.
    /// </summary>
    Wrong,

    /// <summary>The model responded, but no option could be read. Counts as wrong.</summary>
    Unparsed,

    /// <summary>The model declined to answer. Counts as wrong.</summary>
    Refused,

    /// <summary>The provider's content filter withheld the question or the response. Counts as wrong.</summary>
    Filtered,

    /// <summary>The response was cut off at the token limit before an option could be read. Counts as wrong.</summary>
    Truncated,

    /// <summary>There is no response: a fault of the call, an unreadable image, an empty or broken response. Missing, not wrong.</summary>
    Failed,

    /// <summary>The question was not asked: interrupted or out of budget. Missing, not wrong.</summary>
    NotRun,
}
