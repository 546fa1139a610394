namespace MuBench.Responses;

/// <summary>The finish reasons that scoring knows.</summary>
public static class FinishReasons
{
    /// <summary>The model ended its answer.</summary>
    public const string Stop = "stop";

    /// <summary>The answer was cut at the token limit.</summary>
    public const string Length = "length";

    /// <summary>The provider withheld the answer, or refused the request, by its content filter.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>The model declined in the provider's refusal field.</summary>
    public const string Refusal = "refusal";
}
