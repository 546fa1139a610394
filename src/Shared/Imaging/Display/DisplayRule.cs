using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MuBench.Imaging.Display;

/// <summary>
/// The rule that converts images of more than 8 bits per sample to 8 bits, for models and readers. It does not change 8-bit
/// images.
/// </summary>
/// <remarks>Manifests, <c>dataset.json</c> and reports hold it as a text such as <c>percentile 0.1-99.9 by channel</c>.</remarks>
public sealed partial record DisplayRule
{
    /// <summary>The valid texts of a rule, in words.</summary>
    public const string Expected =
        "'authors', 'full', 'full LOW-HIGH' (samples, 0 to 65535), 'minmax' or 'percentile LOW-HIGH' (0 to 100), the last two also with 'by channel', such as 'percentile 0.1-99.9'";

    private const string ByChannelText = " by channel";

    private DisplayRule(DisplayMethod method) => Method = method;

    /// <summary>The default: <c>percentile 0.1-99.9</c> of the whole image.</summary>
    public static DisplayRule Default { get; } = new(DisplayMethod.Percentile) { Low = 0.1, High = 99.9 };

    /// <summary>The rule of the authors' loader: <c>authors</c>.</summary>
    public static DisplayRule Authors { get; } = new(DisplayMethod.Authors);

    /// <summary>How the range of samples is chosen.</summary>
    public DisplayMethod Method { get; }

    /// <summary>
    /// For <see cref="DisplayMethod.Percentile"/> the percentile that becomes black, for <see cref="DisplayMethod.Full"/> the
    /// sample; otherwise 0.
    /// </summary>
    public double Low { get; private init; }

    /// <summary>
    /// For <see cref="DisplayMethod.Percentile"/> the percentile that becomes white, for <see cref="DisplayMethod.Full"/> the
    /// sample (0 if it is not known yet, see <see cref="WithBits"/>); otherwise 0.
    /// </summary>
    public double High { get; private init; }

    /// <summary>Whether each channel has its own range. If not, all channels of an image share one.</summary>
    /// <value>Default false, which keeps the hue of colours.</value>
    public bool ByChannel { get; private init; }

    /// <summary>Parses a rule.</summary>
    /// <param name="text">Its text; see <see cref="Expected"/>.</param>
    /// <param name="rule">The rule.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DisplayRule? rule)
    {
        var match = Form().Match(text ?? "");
        rule = match.Success ? Of(match.Groups["method"].Value, NumberOf(match.Groups["low"]), NumberOf(match.Groups["high"])) : null;
        if (match.Groups["channel"].Success)
            rule = rule is null ? null : rule with { ByChannel = true };
        return rule is not null;
    }

    /// <summary>Parses a rule from a plan or from <c>dataset.json</c>.</summary>
    /// <exception cref="UserException">The text is not a valid rule.</exception>
    public static DisplayRule Parse(string text) =>
        TryParse(text, out var rule) ? rule : throw new UserException($"'{text}' is not a way to show deep images: expected {Expected}.");

    /// <summary>Completes the rule for a dataset: <c>full</c> without a range gets the range of the bits that the dataset uses.</summary>
    /// <param name="bits">Number of bits, at least 8.</param>
    public DisplayRule WithBits(int bits) =>
        Method == DisplayMethod.Full && High == 0 ? this with { High = (1 << Math.Clamp(bits, 8, 16)) - 1 } : this;

    /// <inheritdoc/>
    public override string ToString() => Method switch
    {
        DisplayMethod.Authors => "authors",
        DisplayMethod.Full when High == 0 => "full",
        DisplayMethod.Full => Range("full"),
        DisplayMethod.MinMax => "minmax",
        _ => Range("percentile"),
    } + (ByChannel ? ByChannelText : "");

    private static DisplayRule? Of(string method, double? low, double? high) => method switch
    {
        "authors" when high is null => Authors,
        "minmax" when high is null => new DisplayRule(DisplayMethod.MinMax),
        "full" when high is null => new DisplayRule(DisplayMethod.Full),
        "full" when low < high && high <= ushort.MaxValue => new DisplayRule(DisplayMethod.Full) { Low = low!.Value, High = high.Value },
        "percentile" when high is null => Default,
        "percentile" when low < high && high <= 100 => new DisplayRule(DisplayMethod.Percentile) { Low = low!.Value, High = high.Value },
        _ => null,
    };

    private static double? NumberOf(Group group) => group.Success ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    private string Range(string name) => string.Create(CultureInfo.InvariantCulture, $"{name} {Low:0.######}-{High:0.######}");

    // The pattern of the manifest's schema, with named groups.
    [GeneratedRegex(
        "^((?<method>authors)|(?<method>full)( (?<low>[0-9]{1,5})-(?<high>[0-9]{1,5}))?"
        + "|((?<method>minmax)|(?<method>percentile)( (?<low>[0-9]{1,3}([.][0-9]{1,6})?)-(?<high>[0-9]{1,3}([.][0-9]{1,6})?))?)(?<channel>,? by channel)?)\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
