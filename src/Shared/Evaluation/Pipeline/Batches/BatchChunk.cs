using MuBench.Models.Batch;

namespace MuBench.Pipeline.Batches;

/// <summary>A batch that is being built, up to the maximum size of the provider.</summary>
internal sealed class BatchChunk(IBatchApi api, string id)
{
    private readonly List<byte[]> _requests = [];
    private readonly List<BatchedQuestion> _questions = [];
    private long _bytes;

    /// <summary>The id of the batch.</summary>
    public string Id { get; } = id;

    /// <summary>Its requests so far.</summary>
    public int Count => _questions.Count;

    /// <summary>The maximum cost of the requests, as far as the price is known.</summary>
    public decimal MaxUsd { get; private set; }

    /// <summary>The entries of the requests in the batch's document.</summary>
    public IReadOnlyList<BatchedQuestion> Questions => _questions;

    /// <summary>The requests.</summary>
    public IReadOnlyList<byte[]> Requests => _requests;

    /// <summary>Whether a request fits; the first one always does.</summary>
    public bool HasRoomFor(BatchRequest request) =>
        Count == 0 || (Count < api.Limits.Requests && _bytes + Made(request).Length <= api.Limits.Bytes);

    /// <summary>Adds a request.</summary>
    public void Add(BatchRequest request)
    {
        var made = Made(request);
        _requests.Add(made);
        _questions.Add(request.Entry);
        _bytes += made.Length;
        MaxUsd += request.MaxUsd ?? 0;
    }

    private byte[] Made(BatchRequest request) => api.RequestOf($"{Id}-{Count}", request.Body);
}
