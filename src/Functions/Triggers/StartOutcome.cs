namespace MuBench.Functions.Triggers;

/// <summary>What came of asking for a run.</summary>
public enum StartOutcome
{
    /// <summary>It was started.</summary>
    Started,

    /// <summary>It had been cancelled or had failed, and goes on from its response log.</summary>
    TakenUp,

    /// <summary>It goes on already.</summary>
    GoesOn,

    /// <summary>It has ended, and nothing newer than its end asks for it.</summary>
    Ended,
}
