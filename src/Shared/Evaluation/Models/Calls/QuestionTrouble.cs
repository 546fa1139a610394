using MuBench.Throttling;

namespace MuBench.Models.Calls;

/// <summary>The faults of one question that may come from an endpoint which cannot be reached.</summary>
/// <param name="progress">The counters of the question's model.</param>
internal sealed class QuestionTrouble(ModelProgress progress)
{
    /// <summary>The counters of the question's model.</summary>
    public ModelProgress Progress => progress;

    /// <summary>The place of the last call of this question in the order of the model's calls and faults.</summary>
    public long AskedAt { get; set; }

    /// <summary>The place of the first of these faults in a row in the same order; null if the last attempt had none.</summary>
    public long? TroubledAt { get; set; }

    /// <summary>When the first of these faults happened, as a timestamp of the clock.</summary>
    public long Since { get; set; }

    /// <summary>Whether this question is asked now to find out whether the endpoint can be reached again.</summary>
    public bool IsTry { get; set; }
}
