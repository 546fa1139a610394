namespace MuBench.Cli.Printing;

/// <summary>Says that a finished run lacks responses, and how to get them.</summary>
internal static class IncompleteText
{
    /// <summary>The line about a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="missing">Number of questions without a response, over all models.</param>
    public static string Of(string runId, long missing) =>
        $"incomplete: {(missing == 1 ? "1 question has" : $"{missing:N0} questions have")} no response. Ask what is missing with: mubench resume {runId}";
}
