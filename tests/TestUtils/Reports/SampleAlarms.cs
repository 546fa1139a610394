using MuBench.Reports.Documents;
using MuBench.Scoring.Results;

namespace MuBench.Tests.Reports;

/// <summary>Alarms for sample reports.</summary>
public static class SampleAlarms
{
    /// <summary>Every response was truncated.</summary>
    public static ReportAlarm AllTruncated { get; } = new()
    {
        Answers = 28,
        Truncated = 28,
        Unparsed = 0,
        Refused = 0,
        Filtered = 0,
        Remedy = "Truncated: raise maxOutputTokens (now 128) or lower reasoningEffort (now high).",
    };

    /// <summary>A report in which one model has that alarm.</summary>
    public static RunReport Alarm(this RunReport report, string id)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with
        {
            Run = report.Run with { AlarmAbove = 0.05 },
            Models = [.. report.Models.Select(model => model.Id == id ? model with { Alarm = AllTruncated } : model)],
        };
    }
}
