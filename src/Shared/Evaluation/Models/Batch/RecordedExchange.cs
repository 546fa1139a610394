namespace MuBench.Models.Batch;

/// <summary>One call over <see cref="RecordedTransport"/>.</summary>
/// <param name="reply">The response that the call gets; null to record its request instead.</param>
internal sealed class RecordedExchange(BatchHttpResponse? reply)
{
    /// <summary>The response that the call gets.</summary>
    public BatchHttpResponse? Response { get; } = reply;

    /// <summary>The request, after it was made.</summary>
    public CapturedRequest? Request { get; set; }
}
