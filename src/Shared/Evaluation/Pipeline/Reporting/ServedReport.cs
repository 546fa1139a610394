namespace MuBench.Pipeline.Reporting;

/// <summary>The page of a report in two parts, of which the first can be sent before the second is made.</summary>
/// <param name="Beginning">The page up to its questions, in UTF-8.</param>
/// <param name="Rest">Everything after it.</param>
public sealed record ServedReport(byte[] Beginning, Task<ServedReport.Remainder> Rest)
{
    /// <summary>The second part of a page.</summary>
    /// <param name="Content">The page from its questions on, in UTF-8.</param>
    /// <param name="HasQuestions">False if the questions could not be read; the page says why.</param>
    public sealed record Remainder(byte[] Content, bool HasQuestions);
}
