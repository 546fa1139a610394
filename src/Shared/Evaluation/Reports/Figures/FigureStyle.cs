namespace MuBench.Reports.Figures;

/// <summary>
/// Sizes, fonts and colours as journals take them: two columns of 183 mm, sans serif text of 5 to 7 points, lines of at least 0.25
/// points, and the colours of Okabe and Ito (2008), which colour-blind readers can tell apart.
/// </summary>
internal static class FigureStyle
{
    /// <summary>The width of two columns, 183 mm, in points.</summary>
    public const double Width = 518.7;

    /// <summary>The width of one column, 89 mm, in points.</summary>
    public const double ColumnWidth = 252.3;

    public const double TextSize = 7;
    public const double SmallSize = 6;
    public const string Ink = "#000000";
    public const string Grey = "#666666";
    public const string Grid = "#d9d9d9";
    public const string Blue = "#0072b2";
    public const string Vermilion = "#d55e00";
    public const string Green = "#009e73";

    /// <summary>One hue from light to dark, for shares. The order can be seen without colour.</summary>
    private static readonly string[] Sequence = ["#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#08519c", "#08306b"];

    /// <summary>The colour of a share from 0 to 1, and the colour of text on it.</summary>
    public static (string Fill, string Ink) ShadeOf(double share)
    {
        var step = Math.Clamp((int)(share * Sequence.Length), 0, Sequence.Length - 1);
        return (Sequence[step], step >= 5 ? "#ffffff" : Ink);
    }

    /// <summary>About the width of a text in a sans serif font, in points: for the room that labels need.</summary>
    public static double WidthOf(string text, double size) => text.Sum(c => c switch
    {
        'i' or 'l' or 'j' or '.' or ',' or ':' or '\'' or '|' or 'I' => 0.28,
        'f' or 't' or 'r' or '-' or '(' or ')' or '[' or ']' or ' ' or '/' => 0.34,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.88,
        >= 'A' and <= 'Z' => 0.68,
        _ => 0.56,
    }) * size;

    /// <summary>The text, shortened so that it fits into a width.</summary>
    public static string Fitted(string text, double size, double width)
    {
        if (WidthOf(text, size) <= width) return text;
        var length = text.Length;
        while (length > 1 && WidthOf(text[..length] + "…", size) > width) length--;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
    }
}
