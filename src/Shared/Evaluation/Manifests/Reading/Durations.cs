using System.Globalization;
using System.Text.Json;

namespace MuBench.Manifests.Reading;

/// <summary>Durations: a number of seconds, or a text such as <c>90s</c>, <c>2m</c> or <c>1h</c>.</summary>
internal static class Durations
{
    /// <summary>Reads a duration in seconds; null if the value is not a duration.</summary>
    public static double? Seconds(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var seconds) => seconds,
        JsonValueKind.String => Seconds(value.GetString()!),
        _ => null,
    };

    private static double? Seconds(string text)
    {
        var unit = text is [.., 's'] ? 1 : text is [.., 'm'] ? 60 : text is [.., 'h'] ? 3600 : 0;
        return unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            ? count * unit
            : null;
    }
}
