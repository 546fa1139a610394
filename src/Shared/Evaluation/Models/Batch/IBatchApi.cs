namespace MuBench.Models.Batch;

/// <summary>The differences between providers' batch APIs.</summary>
internal interface IBatchApi
{
    /// <summary>The maximum size of a batch.</summary>
    BatchLimits Limits { get; }

    /// <summary>One request in the API's format.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="body">The body of the single call.</param>
    byte[] RequestOf(string requestId, ReadOnlySpan<byte> body);

    /// <summary>
    /// Submits a batch and returns its updated document. The batch is submitted once <see
    /// cref="BatchDocument.BatchId"/> is set.
    /// </summary>
    /// <param name="document">The batch.</param>
    /// <param name="requests">Makes the requests, each in the format of <see cref="RequestOf"/>.</param>
    /// <param name="save">Saves the document after each step.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchDocument> SubmitAsync(
        BatchDocument document, Func<Task<IReadOnlyList<byte[]>>> requests, Func<BatchDocument, Task> save, CancellationToken cancellationToken);

    /// <summary>Searches for a batch whose submission was not recorded.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchSearchResult> FindAsync(BatchDocument document, CancellationToken cancellationToken);

    /// <summary>The state of a submitted batch.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<BatchState> GetStateAsync(string batchId, CancellationToken cancellationToken);

    /// <summary>Reads the results of a batch that has ended.</summary>
    /// <exception cref="BatchFaultException">A call failed.</exception>
    Task<IReadOnlyList<BatchRequestResult>> ReadResultsAsync(string batchId, BatchState state, CancellationToken cancellationToken);
}
