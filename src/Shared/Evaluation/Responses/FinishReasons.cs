namespace MuBench.Responses;

/// <summary>The finish reasons known to scoring.</summary>
internal static class FinishReasons
{
    /// <summary>The model ended its response.</summary>
    public const string Stop = "stop";

    /// <summary>The response was cut off at the token limit.</summary>
    public const string Length = "length";

    /// <summary>The provider's content filter withheld the response or refused the request.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>The model declined in the provider's refusal field.</summary>
    public const string Refusal = "refusal";
}
