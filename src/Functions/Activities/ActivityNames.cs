namespace MuBench.Functions.Activities;

/// <summary>The names of the activities: part of every stored history, and not to be changed while runs are going on.</summary>
internal static class ActivityNames
{
    /// <summary>Plans a run and begins an attempt at it.</summary>
    public const string BeginRun = "BeginRun";

    /// <summary>Prepares a pass of a model.</summary>
    public const string PreparePass = "PreparePass";

    /// <summary>Puts a span of shards to a pass of a model.</summary>
    public const string EvaluateSpan = "EvaluateSpan";

    /// <summary>Scores a pass of a model.</summary>
    public const string ScorePass = "ScorePass";

    /// <summary>Writes the report.</summary>
    public const string WriteReport = "WriteReport";

    /// <summary>Says why a run cannot go on.</summary>
    public const string FailRun = "FailRun";
}
