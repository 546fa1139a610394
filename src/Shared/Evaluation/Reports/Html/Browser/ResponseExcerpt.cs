using MuBench.Scoring.Results;

namespace MuBench.Reports.Html.Browser;

/// <summary>Shortens responses for a page.</summary>
internal static class ResponseExcerpt
{
    /// <summary>The lengths that are tried, in characters: a page takes the largest one with which all its questions have room.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [20_000, 2_000, Shortest];

    /// <summary>The length if the page has no room for all questions.</summary>
    public const int Shortest = 280;

    /// <summary>The text, or its beginning and how long it is.</summary>
    public static string Of(string text, int length) => text.Length <= length
        ? text
        : $"{text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]}… ({ReportNumbers.Count(text.Length)} characters)";
}
