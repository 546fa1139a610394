namespace MuBench.Models.Batch;

/// <summary>How far a batch is.</summary>
public enum BatchStage
{
    /// <summary>It may have been sent, or not: nothing that says so has been noted.</summary>
    Prepared,

    /// <summary>The provider has it.</summary>
    Submitted,

    /// <summary>Its answers are in the response log.</summary>
    Merged,

    /// <summary>The provider took none of it because too much is queued there; its questions are sent again.</summary>
    Deferred,
}
