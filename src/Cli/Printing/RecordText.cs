namespace MuBench.Cli.Printing;

/// <summary>The fields of a record as lines of text, for terminals in which no table fits.</summary>
internal static class RecordText
{
    /// <summary>As many fields in a line as fit. No field is broken, not even one that is longer than a line.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> fields, int width)
    {
        var line = "";
        foreach (var field in fields)
        {
            if (line.Length == 0)
            {
                line = $"  {field}";
            }
            else if (line.Length + field.Length + 3 <= width)
            {
                line += $", {field}";
            }
            else
            {
                yield return line + ',';
                line = $"  {field}";
            }
        }

        if (line.Length > 0)
            yield return line;
    }
}
