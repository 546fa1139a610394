namespace MuBench.Reports.Html.Viewing;

/// <summary>What can be done with a run now.</summary>
public enum RunAction
{
    /// <summary>Nothing: every question has a response, or its manifest was rejected.</summary>
    None,

    /// <summary>It is in progress and can be cancelled.</summary>
    Cancel,

    /// <summary>It has ended without every response and can be resumed.</summary>
    Resume,
}
