namespace MuBench.Pipeline.Estimating;

/// <summary>What is left to be asked of one model, or in one pass by one, and what that takes.</summary>
public sealed record ModelEstimate
{
    /// <summary>The model's id; a pass has its own.</summary>
    public required string Id { get; init; }

    /// <summary>Questions of the run.</summary>
    public required int Questions { get; init; }

    /// <summary>Questions whose answer is in the response log: they cost nothing.</summary>
    public required int Reused { get; init; }

    /// <summary>Questions that fail because their image is broken: nothing is sent of them.</summary>
    public int Broken { get; init; }

    /// <summary>Calls to be made, retries apart; 0 for a model in process.</summary>
    public required long Calls { get; init; }

    /// <summary>Input tokens of the prompts.</summary>
    public long TextTokens { get; init; }

    /// <summary>Input tokens of the images.</summary>
    public long ImageTokens { get; init; }

    /// <summary>Output tokens to be expected: as many per call as answers in the log took, else as a usual reply takes.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The most output tokens: what the calls may give.</summary>
    public long BoundOutputTokens { get; init; }

    /// <summary>Answers in the log that the tokens were corrected by; 0 where they follow from the rules alone.</summary>
    public int ObservedAnswers { get; init; }

    /// <summary>What input tokens in the log were of those that the rules give; 1 where none are there.</summary>
    public double InputFactor { get; init; } = 1;

    /// <summary>How images are counted, in words; null for a model in process.</summary>
    public string? ImageRule { get; init; }

    /// <summary>The price in words; null where it is not known, and for a model in process.</summary>
    public string? Price { get; init; }

    /// <summary>What the calls are expected to cost in US dollars; null where the price is not known.</summary>
    public decimal? Usd { get; init; }

    /// <summary>What they cost where every reply is as long as it may be; null where the price is not known.</summary>
    public decimal? BoundUsd { get; init; }

    /// <summary>What the time of the model's own GPU server costs beside that, its warm time included and its wakes not; null where the time is not known, 0 where there is no such price.</summary>
    public decimal? GpuUsd { get; init; } = 0;

    /// <summary>What that was computed from, in words; null where there is no such price.</summary>
    public string? GpuPrice { get; init; }

    /// <summary>How long they take; null where nothing says how fast the endpoint is.</summary>
    public double? Seconds { get; init; }

    /// <summary>What the time was computed from, in words.</summary>
    public required string Pace { get; init; }
}
