using MuBench.Scoring.Outcomes;

namespace MuBench.Reports.Html.Browser;

/// <summary>A model's response and its outcomes.</summary>
internal sealed record BrowsedResponse
{
    /// <summary>The outcome under each of <see cref="QuestionSample.Protocols"/>.</summary>
    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>Whether the model is asked the question at all: a floor, for example, is not asked for boxes.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>The option that each protocol reads from the response, -1 for none.</summary>
    public required IReadOnlyList<int> Choices { get; init; }

    /// <summary>The option that the lenient reader takes, -1 for none. It heads no report, so it has no outcome.</summary>
    public int LenientChoice { get; init; } = -1;

    /// <summary>The response as given; the similarities of a contrastive model; the fault of a failed question.</summary>
    public string? Raw { get; init; }

    /// <summary>The prompt as sent; for a contrastive model the captions that it compared, a line each. Null if there is no response.</summary>
    public string? Prompt { get; init; }

    /// <summary>Input tokens; null if they are not known.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Output tokens; null if they are not known.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Milliseconds from the request to the complete response; null if they are not known.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>The boxes read from a response that draws some, in pixels of the first image; else empty.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Boxes { get; init; } = [];

    /// <summary>The content read from a response without options, as text; null for questions with options.</summary>
    public string? Read { get; init; }

    /// <summary>The fractional score of a response, 0 to 1; null if it is only correct or wrong.</summary>
    public double? Score { get; init; }
}
