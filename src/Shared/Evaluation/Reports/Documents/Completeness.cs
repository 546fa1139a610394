using MuBench.Scoring.Results;

namespace MuBench.Reports.Documents;

/// <summary>A few sentences about how many of the questions were answered: the same for page, Markdown and console.</summary>
public static class Completeness
{
    private const int MaxNames = 3;

    /// <summary>The sentences.</summary>
    public static string Of(RunReport report) => InShort(report).Text;

    /// <summary>The sentences, and whether nothing is missing or void.</summary>
    internal static (string Text, bool IsWhole) InShort(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var entries = LedgerEntry.Of(report);
        if (entries.Count == 0) return ("No question was asked.", true);
        var (models, passes) = (entries.Where(entry => !entry.IsPass).ToList(), entries.Where(entry => entry.IsPass).ToList());
        var alarms = report.Models.Count(model => model.ControlOf is null && model.Alarm is not null);
        var isUnknown = report.Models.Any(model => model.Passes is null && (model.Repeats is not null || model.Permutations is not null));
        var missing = entries.Sum(entry => (long)entry.Missing);
        List<string> sentences = [missing == 0 ? Whole(models, passes, isWhole: alarms == 0 && !isUnknown) : passes.Count == 0 ? $"Missing: {Part(models, "answers", "models")}." : Missing(models, passes)];
        if (report.Budget is { Reached: true }) sentences.Add("The budget was used up before every question was asked.");
        if (models.Count(model => model.IsVoid) is > 0 and var voids) sentences.Add($"{Count(voids, "result")} {(voids == 1 ? "is" : "are")} void and not ranked.");
        if (passes.Count(pass => pass.IsVoid) is > 0 and var voidPasses) sentences.Add($"{Count(voidPasses, "further pass", "further passes")} {(voidPasses == 1 ? "is" : "are")} void.");
        if (alarms > 0)
            sentences.Add($"Too many answers of {Count(alarms, "model")} hold nothing to score: see the alarm.");
        if (isUnknown)
            sentences.Add("The report does not say how many questions repeats and option orders answered: the version that wrote it did not count them.");
        return (string.Join(' ', sentences), missing == 0 && !isUnknown && !entries.Any(entry => entry.IsVoid));
    }

    // With an alarm the responses exist, but do not contain answers.
    private static string Whole(List<LedgerEntry> models, List<LedgerEntry> passes, bool isWhole)
    {
        var text = $"{(isWhole ? "Nothing" : "No reply")} is missing: all {ReportNumbers.Count(Asked(models))} questions to {Count(models.Count, "model")} were answered";
        return passes.Count == 0 ? text + "." : $"{text}, and all {ReportNumbers.Count(Asked(passes))} of {Count(passes.Count, "further pass", "further passes")} (controls, repeats, option orders).";
    }

    private static string Missing(List<LedgerEntry> models, List<LedgerEntry> passes)
    {
        var own = Sum(models) == 0 ? $"none of the {ReportNumbers.Count(Asked(models))} answers of {Count(models.Count, "model")}" : Part(models, "answers", "models");
        if (Sum(passes) == 0) return $"Missing: {own}; none of the {ReportNumbers.Count(Asked(passes))} answers of {Count(passes.Count, "further pass", "further passes")}.";
        var ids = passes.Where(pass => pass.Missing > 0).Select(pass => pass.Id).ToList();
        var names = string.Join(", ", ids.Take(MaxNames)) + (ids.Count > MaxNames ? $" and {ReportNumbers.Count(ids.Count - MaxNames)} more" : "");
        return $"Missing: {own}; {Part(passes, "answers of further passes", "passes")}: {names}.";
    }

    private static string Part(List<LedgerEntry> entries, string responses, string things) =>
        $"{ReportNumbers.Count(Sum(entries))} of {ReportNumbers.Count(Asked(entries))} {responses} ({ReportNumbers.Percent((double)Sum(entries) / Asked(entries))}%), "
        + $"of {ReportNumbers.Count(entries.Count(entry => entry.Missing > 0))} of {ReportNumbers.Count(entries.Count)} {things}";

    private static long Sum(List<LedgerEntry> entries) => entries.Sum(entry => (long)entry.Missing);

    private static long Asked(List<LedgerEntry> entries) => entries.Sum(entry => (long)entry.Asked);

    private static string Count(int count, string thing, string? things = null) => $"{ReportNumbers.Count(count)} {(count == 1 ? thing : things ?? thing + "s")}";
}
