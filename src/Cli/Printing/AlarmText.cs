using MuBench.Scoring.Results;

namespace MuBench.Cli.Printing;

/// <summary>Says which models have too many responses with nothing to score. A remedy that holds for several models is said once.</summary>
internal static class AlarmText
{
    /// <summary>The lines about the models.</summary>
    /// <param name="word">The word at the beginning of a line.</param>
    /// <param name="alarms">The models and their alarms.</param>
    public static IEnumerable<string> Lines(string word, IEnumerable<(string Model, ReportAlarm Alarm)> alarms)
    {
        foreach (var alike in alarms.GroupBy(entry => entry.Alarm.Remedy, StringComparer.Ordinal).Select(group => group.ToList()))
        {
            if (alike is [var only])
            {
                yield return $"{word}: {only.Model}: {only.Alarm.Text}";
                continue;
            }

            foreach (var (model, alarm) in alike)
                yield return $"{word}: {model}: {alarm.InShort}";
            yield return $"  The scores of these {alike.Count:N0} models say little about what they see. {alike[0].Alarm.Remedy}";
        }
    }
}
