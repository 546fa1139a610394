namespace MuBench.Scoring.Results;

/// <summary>Formats numbers for people, in the same way everywhere: percent and percentage points, with thousands separators.</summary>
public static class ReportNumbers
{
    /// <summary>The text in place of a missing number.</summary>
    public const string None = "–";

    private const char Minus = '\u2212';

    /// <summary>A share as percent without the percent sign: <c>62.68</c>.</summary>
    public static string Percent(double? share, int decimals = 2) =>
        share is { } value ? Fixed(value * 100, decimals) : None;

    /// <summary>The ends of an interval in percent: <c>[61.90, 63.42]</c>.</summary>
    public static string Interval(IReadOnlyList<double>? interval, int decimals = 2) =>
        interval is [var low, var high] ? $"[{Fixed(low * 100, decimals)}, {Fixed(high * 100, decimals)}]" : None;

    /// <summary>A half-width in percentage points: <c>±0.35</c>.</summary>
    public static string HalfWidth(double? halfWidth, int decimals = 2) =>
        halfWidth is { } value ? "±" + Fixed(value * 100, decimals) : None;

    /// <summary>The lowest and the highest accuracy that the missing questions allow: <c>60.10–64.90</c>.</summary>
    public static string Bounds(double? lowest, double? highest, int decimals = 2) =>
        lowest is { } low && highest is { } high ? $"{Fixed(low * 100, decimals)}–{Fixed(high * 100, decimals)}" : None;

    /// <summary>A difference in percentage points, always with its sign: <c>+5.20</c>.</summary>
    public static string Points(double? difference, int decimals = 2)
    {
        if (difference is not { } value) return None;
        var text = Fixed(value * 100, decimals);
        return text[0] == Minus || text.AsSpan().TrimStart("0.").IsEmpty ? text : "+" + text;
    }

    /// <summary>The ends of an interval of a difference, with their signs: <c>[+4.10, +6.30]</c>.</summary>
    public static string PointsInterval(IReadOnlyList<double>? interval, int decimals = 2) =>
        interval is [var low, var high] ? $"[{Points(low, decimals)}, {Points(high, decimals)}]" : None;

    /// <summary>A count: <c>95,846</c>.</summary>
    public static string Count(long? count) => count?.ToString("N0") ?? None;

    /// <summary>A number without unit, to three decimals: <c>0.140</c>.</summary>
    public static string ThreeDecimals(double? value) => value is { } number ? Fixed(number, 3) : None;

    /// <summary>A number of parameters with three digits: <c>151 M</c>.</summary>
    public static string Parameters(long? parameters) => parameters switch
    {
        null => None,
        < 1_000 => parameters.Value.ToString(),
        < 999_500 => Digits(parameters.Value / 1e3) + " k",
        < 999_500_000 => Digits(parameters.Value / 1e6) + " M",
        _ => Digits(parameters.Value / 1e9) + " B",
    };

    /// <summary>The note next to tokens and cost if an endpoint reported implausible counts.</summary>
    public static string ImplausibleUsage(ModelUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return $"usage reported by the endpoint was implausible in {Count(usage.ImplausibleUsage)} answers";
    }

    /// <summary>The note next to the cost if another service tier served responses than was asked for.</summary>
    public static string OtherTiers(ModelUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return string.Join(", ", (usage.OtherTiers ?? new Dictionary<string, long>()).Select(tier => $"{Count(tier.Value)} answers were served by the tier '{tier.Key}', not by the one asked for"));
    }

    /// <summary>What limits the meaning of a model's tokens and cost, in words; null if nothing does.</summary>
    public static string? UsageNote(ModelUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var notes = ((string?[])[usage.ImplausibleUsage > 0 ? ImplausibleUsage(usage) : null, usage.OtherTiers is null ? null : OtherTiers(usage)]).OfType<string>().ToList();
        return notes.Count == 0 ? null : string.Join("; ", notes);
    }

    /// <summary>An amount in US dollars: <c>$12.34</c>, with more digits below a cent.</summary>
    public static string Usd(decimal? usd) => usd switch
    {
        null => None,
        0 => "$0",
        < 0.01m => "$" + usd.Value.ToString("0.0000##"),
        _ => "$" + usd.Value.ToString("N2"),
    };

    /// <summary>A p-value: three decimals, or <c>&lt; 0.001</c>.</summary>
    public static string PValue(double? p) => p switch
    {
        null => None,
        < 0.001 => "< 0.001",
        _ => p.Value.ToString("F3"),
    };

    /// <summary>A time to the minute: <c>2026-11-03 14:22 UTC</c>.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm") + " UTC";

    private static string Digits(double value) => value.ToString(value < 9.995 ? "0.##" : value < 99.95 ? "0.#" : "0");

    /// <summary>A number with a fixed number of decimals.</summary>
    public static string Fixed(double value, int decimals)
    {
        var text = value.ToString("F" + decimals);
        if (text[0] != '-') return text;

        // A number that rounds to zero has no sign.
        return text.AsSpan(1).TrimStart("0.").IsEmpty ? text[1..] : Minus + text[1..];
    }
}
