namespace MuBench.Models.Batch;

/// <summary>One call over <see cref="RecordedTransport"/>.</summary>
/// <param name="response">The response that the call gets; null to record its request instead.</param>
internal sealed class RecordedExchange(BatchHttpResponse? response)
{
    /// <summary>The response that the call gets.</summary>
    public BatchHttpResponse? Response { get; } = response;

    /// <summary>The request, after it was made.</summary>
    public CapturedRequest? Request { get; set; }
}
