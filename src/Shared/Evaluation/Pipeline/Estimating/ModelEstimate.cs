using System.Text.Json.Serialization;

namespace MuBench.Pipeline.Estimating;

/// <summary>What remains to be asked of one model or pass, and its cost and time.</summary>
public sealed record ModelEstimate
{
    /// <summary>The id of the model or pass.</summary>
    public required string Id { get; init; }

    /// <summary>Number of questions of the run.</summary>
    public required int Questions { get; init; }

    /// <summary>Number of questions whose response is in the log: they cost nothing.</summary>
    public required int Reused { get; init; }

    /// <summary>Number of questions that fail because their image is broken: nothing is sent for them.</summary>
    public int Broken { get; init; }

    /// <summary>Number of calls, without retries; 0 for a model in process.</summary>
    public required long Calls { get; init; }

    /// <summary>Input tokens of the prompts.</summary>
    public long TextTokens { get; init; }

    /// <summary>Input tokens of the images.</summary>
    public long ImageTokens { get; init; }

    /// <summary>Expected output tokens: per call as many as responses in the log used, else as many as a typical response.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The maximum number of output tokens of the calls.</summary>
    public long BoundOutputTokens { get; init; }

    /// <summary>Number of responses in the log by which the tokens were corrected; 0 if they follow from the rules alone.</summary>
    public int ObservedAnswers { get; init; }

    /// <summary>Ratio of the input tokens in the log to those of the rules; 1 if there are none.</summary>
    public double InputFactor { get; init; } = 1;

    /// <summary>The share of input tokens that the provider had cached in the responses of the log; the expected cost has the cached price for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double CachedShare { get; init; }

    /// <summary>The token rule of images, as text; null for a model in process.</summary>
    public string? ImageRule { get; init; }

    /// <summary>The price as text; null if it is not known, and for a model in process.</summary>
    public string? Price { get; init; }

    /// <summary>The expected cost of the calls in US dollars; null if the price is not known.</summary>
    public decimal? Usd { get; init; }

    /// <summary>The cost if every response has the maximum length, in US dollars; null if the price is not known.</summary>
    public decimal? BoundUsd { get; init; }

    /// <summary>
    /// The cost of the model's own GPU server in US dollars, including warm time but not wakes; null if the time is not
    /// known, 0 without such a price.
    /// </summary>
    public decimal? GpuUsd { get; init; } = 0;

    /// <summary>The basis of that cost, as text; null without such a price.</summary>
    public string? GpuPrice { get; init; }

    /// <summary>The expected time in seconds; null if the speed of the endpoint is not known.</summary>
    public double? Seconds { get; init; }

    /// <summary>The basis of the time, as text.</summary>
    public required string Pace { get; init; }
}
