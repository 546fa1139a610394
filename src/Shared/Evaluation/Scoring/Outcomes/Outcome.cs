namespace MuBench.Scoring.Outcomes;

/// <summary>How a question ended, under one protocol. Every question has exactly one.</summary>
public enum Outcome : byte
{
    /// <summary>The answer was read and is the correct option.</summary>
    Correct,

    /// <summary>An option was read and is not the correct one; for the official protocol, everything that is not correct and has no other name.</summary>
    Wrong,

    /// <summary>The model answered and no option could be read from it. Counts as wrong.</summary>
    Unparsed,

    /// <summary>The model declined to answer. Counts as wrong.</summary>
    Refused,

    /// <summary>The provider's content filter withheld the question or the answer. Counts as wrong.</summary>
    Filtered,

    /// <summary>The answer was cut at the token limit before an option could be read. Counts as wrong.</summary>
    Truncated,

    /// <summary>No answer was had: transport, an unreadable image, an empty or broken response. Missing, not wrong.</summary>
    Failed,

    /// <summary>The question was not asked: interrupted or out of budget. Missing, not wrong.</summary>
    NotRun,
}
