namespace MuBench.Models.Batch;

/// <summary>The stage of a batch.</summary>
internal enum BatchStage
{
    /// <summary>The batch may or may not have been sent: no submission was recorded.</summary>
    Prepared,

    /// <summary>The provider has it.</summary>
    Submitted,

    /// <summary>Its responses are in the response log.</summary>
    Merged,

    /// <summary>The provider rejected the batch because too much is queued; its questions are sent again.</summary>
    Deferred,
}
