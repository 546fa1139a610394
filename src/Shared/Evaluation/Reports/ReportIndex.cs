using MuBench.Manifests;
using MuBench.Reports.Documents;
using MuBench.Reports.Html.Viewing;
using MuBench.Scoring.Results;
using MuBench.Scoring.Slices;

namespace MuBench.Reports;

/// <summary>A report with its scores indexed by name, for the renderers.</summary>
internal sealed class ReportIndex
{
    private readonly Dictionary<(string Model, string Task, string Slice, string Protocol), SliceScore> _scores = [];
    private readonly string? _chance;

    public ReportIndex(RunReport report)
    {
        Report = report;
        Tasks = Leaderboard.Tasks(report);
        Alarms = report.Models.Where(model => model.Alarm is not null).DistinctBy(model => model.Id).ToDictionary(model => model.Id, model => model.Alarm!, StringComparer.Ordinal);
        foreach (var model in report.Models)
        {
            foreach (var score in model.Scores)
                _scores.TryAdd((model.Id, score.Task, score.Slice, score.Protocol), score);
        }

        Protocols = [.. report.Models.SelectMany(model => model.Scores).Select(score => score.Protocol)
            .Prepend(report.Run.Protocol).Distinct(StringComparer.Ordinal)];
        _chance = report.Models.FirstOrDefault(model => model.Kind == ModelKinds.Random && !model.Void)?.Id;
    }

    public RunReport Report { get; }

    /// <summary>Whether the page has questions, so that numbers can lead to them.</summary>
    public bool HasQuestions { get; init; }

    /// <summary>The site that shows the page, which can be asked for what has no room in a file; null for a file.</summary>
    public ViewSite? Site { get; init; }

    /// <summary>Number of models, without controls.</summary>
    public int Models => Report.Models.Count(model => model.ControlOf is null);

    /// <summary>The tasks in display order.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>The protocols, the main protocol first.</summary>
    public IReadOnlyList<string> Protocols { get; }

    /// <summary>The alarms, by model or control.</summary>
    public IReadOnlyDictionary<string, ReportAlarm> Alarms { get; }

    /// <summary>Whether the run has a random floor.</summary>
    public bool HasChance => _chance is not null;

    public SliceScore? Find(string model, string task, string slice, string protocol) =>
        _scores.GetValueOrDefault((model, task, slice, protocol));

    /// <summary>The random floor's score; null if the run has none.</summary>
    public SliceScore? Chance(string task, string slice, string protocol) =>
        _chance is null ? null : Find(_chance, task, slice, protocol);

    /// <summary>A task's slices by group, the whole task first.</summary>
    public IReadOnlyList<SliceGroup> Slices(string task) =>
    [
        .. Report.Models.SelectMany(model => model.Scores)
            .Where(score => score.Task == task)
            .Select(score => score.Slice)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(SliceGroups.OrderOf)
            .OrderBy(group => group.Key)
            .Select(group => new SliceGroup(SliceGroups.NameOf(group.Key), [.. group])),
    ];

    /// <summary>A slice's name within its group.</summary>
    public static string Label(string slice) => SliceGroups.Label(slice);
}
