namespace MuBench.Models.Batch;

/// <summary>What differs between providers' batch APIs.</summary>
internal interface IBatchApi
{
    /// <summary>How large a batch may be.</summary>
    BatchLimits Limits { get; }

    /// <summary>One request as the API takes it.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="body">The body of the single call.</param>
    byte[] RequestOf(string requestId, ReadOnlySpan<byte> body);

    /// <summary>Submits a batch; returns its document with what is known of it now. It is submitted once <see cref="BatchDocument.BatchId"/> is set.</summary>
    /// <param name="document">The batch.</param>
    /// <param name="requests">Makes its requests, each as <see cref="RequestOf"/> gives it.</param>
    /// <param name="save">Notes what is known so far.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchDocument> SubmitAsync(
        BatchDocument document, Func<Task<IReadOnlyList<byte[]>>> requests, Func<BatchDocument, Task> save, CancellationToken cancellationToken);

    /// <summary>Looks for a batch whose submission was not noted.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchSearchResult> FindAsync(BatchDocument document, CancellationToken cancellationToken);

    /// <summary>Says how far a submitted batch is.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchState> GetStateAsync(string batchId, CancellationToken cancellationToken);

    /// <summary>Reads the answers of a batch that has ended.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<IReadOnlyList<BatchRequestResult>> ReadResultsAsync(string batchId, BatchState state, CancellationToken cancellationToken);
}
