using MuBench.Scoring.Outcomes;
using MuBench.Scoring.Slices;

namespace MuBench.Reports.Documents;

/// <summary>The question counts of a model or pass: how many were to be asked, and their outcomes.</summary>
internal sealed record LedgerEntry
{
    /// <summary>Id of the model or pass.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is a control, a repeat or an option order.</summary>
    public required bool IsPass { get; init; }

    /// <summary>Whether it is a control. The page shows its responses; those of other passes are counted only.</summary>
    public bool IsControl { get; init; }

    public required bool IsVoid { get; init; }

    public string? VoidReason { get; init; }

    public required OutcomeCounts Outcomes { get; init; }

    public required int NotApplicable { get; init; }

    public required IReadOnlyList<FaultCount> Faults { get; init; }

    /// <summary>Scores over whole tasks, by task; empty for repeats and option orders.</summary>
    public IReadOnlyDictionary<string, SliceScore> Scores { get; init; } = new Dictionary<string, SliceScore>();

    /// <summary>Number of questions that could have been asked but were not.</summary>
    public int NotRun => Outcomes.NotRun - NotApplicable;

    /// <summary>Number of questions that were to be asked.</summary>
    public int Asked => Outcomes.Total - NotApplicable;

    /// <summary>Number of these without a response.</summary>
    public int Missing => Outcomes.Failed + NotRun;

    /// <summary>All models and passes: the ranked models, each followed by its controls, repeats and option orders.</summary>
    public static IReadOnlyList<LedgerEntry> Of(RunReport report)
    {
        var rows = Leaderboard.Ledger(report, report.Run.Protocol);
        var controls = rows.Where(row => row.Model.ControlOf is not null).ToLookup(row => row.Model.ControlOf);
        return
        [
            .. rows.Where(row => row.Model.ControlOf is null)
                .SelectMany(row => controls[row.Model.Id].Prepend(row).Select(Of).Concat((row.Model.Passes ?? []).Select(Of))),
        ];
    }

    private static LedgerEntry Of(LeaderboardRow row) => new()
    {
        Id = row.Model.Id,
        IsPass = row.Model.ControlOf is not null,
        IsControl = row.Model.ControlOf is not null,
        IsVoid = row.Model.Void,
        VoidReason = row.Model.VoidReason,
        Outcomes = row.Model.Outcomes,
        NotApplicable = row.Model.NotApplicable,
        Faults = row.Model.Faults,
        Scores = row.Scores,
    };

    private static LedgerEntry Of(ReportPass pass) => new()
    {
        Id = pass.Id,
        IsPass = true,
        IsVoid = pass.Void,
        VoidReason = pass.VoidReason,
        Outcomes = pass.Outcomes,
        NotApplicable = pass.NotApplicable,
        Faults = pass.Faults,
    };
}
