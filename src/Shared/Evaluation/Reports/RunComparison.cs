using MuBench.Scoring.Results;

namespace MuBench.Reports;

/// <summary>The comparison of two runs' models on the questions that both runs asked.</summary>
public sealed record RunComparison
{
    /// <summary>The version of this document's format that this code writes.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>Version of this document's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>The first run.</summary>
    public required ComparedRun A { get; init; }

    /// <summary>The second run.</summary>
    public required ComparedRun B { get; init; }

    /// <summary>The protocol under which the responses were read.</summary>
    public required string Protocol { get; init; }

    /// <summary>Number of questions that both runs asked.</summary>
    public required int Questions { get; init; }

    /// <summary>Number of images of these questions.</summary>
    public required int Images { get; init; }

    /// <summary>
    /// The alarms of compared models, by <c>RUNID/MODELID</c>; null if there are none. With an alarm, a comparison is
    /// no verdict on what the models see.
    /// </summary>
    public IReadOnlyDictionary<string, ReportAlarm>? Alarms { get; init; }

    /// <summary>
    /// What differs between the runs apart from the models, in sentences: how images of more than 8 bits were shown, how responses were computed,
    /// which code scored them. Null if no such difference is known.
    /// </summary>
    public IReadOnlyList<string>? Caveats { get; init; }

    /// <summary>Ids of the first run's models that were not compared because the second run has no model of that id; null if there are none, or if models were named.</summary>
    public IReadOnlyList<string>? OnlyInA { get; init; }

    /// <summary>Ids of the second run's models that were not compared because the first run has no model of that id; null if there are none, or if models were named.</summary>
    public IReadOnlyList<string>? OnlyInB { get; init; }

    /// <summary>The comparisons, slice by slice; models are named <c>RUNID/MODELID</c>.</summary>
    public required IReadOnlyList<ReportComparison> Comparisons { get; init; }
}
