using System.Globalization;
using System.Text;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>A list of texts in one cell, as JSON or as Python writes it: <c>["a", 'b']</c>.</summary>
internal static class TextList
{
    /// <summary>Whether a cell is a list, by the rule of VLMEvalKit.</summary>
    public static bool IsList(string cell) => cell.Length > 1 && cell[0] == '[' && cell[^1] == ']';

    /// <summary>The texts; null if the cell is not such a list. Only quoted texts are accepted: no code is run.</summary>
    public static IReadOnlyList<string>? TryParse(string cell)
    {
        if (!IsList(cell))
            return null;
        var texts = new List<string>();
        var (position, end) = (Skip(cell, 1), cell.Length - 1);
        while (position < end)
        {
            if (Quoted(cell, ref position) is not { } text)
                return null;
            texts.Add(text);
            position = Skip(cell, position);
            if (position == end)
                break;
            if (cell[position] != ',')
                return null;
            position = Skip(cell, position + 1);
        }

        return position == end ? texts : null;
    }

    private static int Skip(string cell, int position)
    {
        while (position < cell.Length && char.IsWhiteSpace(cell[position]))
            position++;
        return position;
    }

    private static string? Quoted(string cell, ref int position)
    {
        var quote = cell[position++];
        if (quote is not ('"' or '\''))
            return null;
        var text = new StringBuilder();
        for (; position < cell.Length; position++)
        {
            var character = cell[position];
            if (character == quote)
            {
                position++;
                return text.ToString();
            }

            if (character != '\\')
                text.Append(character);
            else if (!Escaped(cell, ref position, text))
                return null;
        }

        return null;
    }

    private static bool Escaped(string cell, ref int position, StringBuilder text)
    {
        if (++position >= cell.Length)
            return false;
        switch (cell[position])
        {
            case 'n': text.Append('\n'); return true;
            case 't': text.Append('\t'); return true;
            case 'r': text.Append('\r'); return true;
            case 'b': text.Append('\b'); return true;
            case 'f': text.Append('\f'); return true;
            case '\\' or '"' or '\'' or '/': text.Append(cell[position]); return true;
            case 'x': return Code(cell, ref position, 2, text);
            case 'u': return Code(cell, ref position, 4, text);
            default: return false;
        }
    }

    private static bool Code(string cell, ref int position, int digits, StringBuilder text)
    {
        if (position + digits >= cell.Length
            || !int.TryParse(cell.AsSpan(position + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        text.Append((char)code);
        position += digits;
        return true;
    }
}
