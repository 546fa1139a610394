using System.Text;
using MuBench.Printing;

namespace MuBench.Reports.Html;

/// <summary>Makes text safe in HTML and XML, as content and as an attribute's value in double quotes.</summary>
internal static class Escape
{
    public static void Append(StringBuilder html, string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                case '\'': html.Append("&#39;"); break;
                case '\r': html.Append(' '); break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    html.Append(c).Append(text[++i]);
                    break;
                default: html.Append(ShownText.IsShown(c) ? c : ShownText.Replacement); break;
            }
        }
    }
}
