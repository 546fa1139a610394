using System.Globalization;
using System.Text.Json.Serialization;

namespace MuBench.Scoring.Parity;

/// <summary>One result of the running code, compared with the authors' code or publication.</summary>
public sealed record ParityCheck
{
    /// <summary>Area and name, such as <c>matcher/017</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The object of the check and its source.</summary>
    public required string What { get; init; }

    /// <summary>The expected value; a number is rounded like <see cref="Found"/>.</summary>
    public required string Expected { get; init; }

    /// <summary>The actual value; a number is rounded to the digits that its tolerance leaves meaningful.</summary>
    public required string Found { get; init; }

    /// <summary>Found minus expected; null if no number is compared.</summary>
    public string? Difference { get; init; }

    /// <summary>Maximum difference; null if no difference is allowed.</summary>
    public string? Tolerance { get; init; }

    /// <summary>Whether the values agree.</summary>
    public required bool Pass { get; init; }

    /// <summary>The part of the id before the first slash.</summary>
    [JsonIgnore]
    public string Area => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>A check that allows no difference.</summary>
    internal static ParityCheck Exact(string id, string what, string expected, string found) =>
        new() { Id = id, What = what, Expected = expected, Found = found, Pass = expected == found };

    /// <inheritdoc cref="Exact(string, string, string, string)"/>
    internal static ParityCheck Exact(string id, string what, long expected, long found) => Exact(id, what, Count(expected), Count(found));

    /// <summary>A check of a number.</summary>
    /// <param name="id">The id.</param>
    /// <param name="what">What is checked.</param>
    /// <param name="expected">Expected number.</param>
    /// <param name="found">Number found; NaN never passes.</param>
    /// <param name="tolerance">Maximum difference that passes.</param>
    /// <param name="digits">Number of decimals to show and to include in the certificate's id.</param>
    /// <param name="reason">The basis of the tolerance; null for none.</param>
    internal static ParityCheck Within(string id, string what, double expected, double found, double tolerance, int digits, string? reason = null) => new()
    {
        Id = id,
        What = what,
        Expected = Number(expected, digits),
        Found = Number(found, digits),
        Difference = (found - expected).ToString($"+0.{new string('0', digits)};-0.{new string('0', digits)};0.{new string('0', digits)}", CultureInfo.InvariantCulture),
        Tolerance = reason is null ? tolerance.ToString("0.####", CultureInfo.InvariantCulture) : $"{tolerance.ToString("0.####", CultureInfo.InvariantCulture)} ({reason})",
        Pass = Math.Abs(found - expected) <= tolerance,
    };

    private static string Number(double value, int digits) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
