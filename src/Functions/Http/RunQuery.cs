using System.Globalization;
using Microsoft.AspNetCore.Http;
using MuBench.Pipeline.Listing;
using MuBench.Pipeline.Progress;

namespace MuBench.Functions.Http;

/// <summary>The parameters of a request for the list of runs.</summary>
/// <param name="Filter">Which runs are wanted.</param>
/// <param name="After">The position after which the list continues; null for its beginning.</param>
/// <param name="Limit">Maximum number of runs.</param>
internal sealed record RunQuery(RunFilter Filter, RunCursor? After, int Limit)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly IReadOnlyList<string> States = [.. RunStates.All, RunSummary.Rejected, RunSummary.Unknown];

    /// <summary>Reads the parameters.</summary>
    /// <returns>The query; or what is wrong and the remedy.</returns>
    public static (RunQuery? Query, string Title, string Detail) Read(IQueryCollection query)
    {
        var (limit, since, after) = (DefaultLimit, (DateTimeOffset?)null, (RunCursor?)null);
        if (query.TryGetValue("limit", out var asked)
            && (!int.TryParse(asked.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return (null, $"The limit '{asked}' is not a number of runs.", $"Give a whole number from 1 to {MaxLimit}, or leave 'limit' out.");
        }

        if (query.TryGetValue("since", out asked))
        {
            if (!DateTimeOffset.TryParse(asked.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return (null, $"The time '{asked}' cannot be read.", "Give a time such as 2026-11-03T14:22:05Z, or leave 'since' out.");
            since = moment;
        }

        if (query.TryGetValue("state", out asked) && !States.Contains(asked.ToString(), StringComparer.Ordinal))
            return (null, $"There is no state '{asked}'.", $"Give one of {string.Join(", ", States)}, or leave 'state' out.");
        if (query.TryGetValue("continuation", out asked) && (after = RunCursor.TryParse(asked.ToString())) is null)
            return (null, "The continuation is not that of a list of runs.", "Take it from the response with the preceding runs, or leave 'continuation' out.");
        var filter = new RunFilter { State = Text("state"), Dataset = Text("dataset"), Name = Text("name"), Since = since };
        return (new RunQuery(filter, after, limit), "", "");

        string? Text(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;
    }
}
