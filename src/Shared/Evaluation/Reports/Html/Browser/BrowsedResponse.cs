using MuBench.Scoring.Outcomes;

namespace MuBench.Reports.Html.Browser;

/// <summary>What a model said, and what it counted as.</summary>
public sealed record BrowsedResponse
{
    /// <summary>The outcome under each of <see cref="QuestionSample.Protocols"/>.</summary>
    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>Whether such a model is asked the question at all: a floor, say, is not asked for boxes.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>The option that was read under each protocol, -1 for none.</summary>
    public required IReadOnlyList<int> Choices { get; init; }

    /// <summary>The reply, shortened; similarities of a contrastive model; the fault of a question that failed.</summary>
    public string? Raw { get; init; }

    /// <summary>What was read of a free answer, in words; null if options say it.</summary>
    public string? Read { get; init; }

    /// <summary>The score from 0 to 1 of an answer that is more than right or wrong; null for others.</summary>
    public double? Score { get; init; }
}
