namespace MuBench.Models.Batch;

/// <summary>One call over <see cref="RecordedTransport"/>.</summary>
/// <param name="reply">What the call is answered with; null to keep its request instead.</param>
internal sealed class RecordedExchange(BatchHttpResponse? reply)
{
    /// <summary>What the call is answered with.</summary>
    public BatchHttpResponse? Response { get; } = reply;

    /// <summary>The request, once it was made.</summary>
    public CapturedRequest? Request { get; set; }
}
