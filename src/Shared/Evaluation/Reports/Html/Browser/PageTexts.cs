using System.Text;
using MuBench.Printing;

namespace MuBench.Reports.Html.Browser;

/// <summary>The texts of a page's data, each stored once and referred to by its number. Characters that reports never show are replaced.</summary>
internal sealed class PageTexts
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>The texts in the order of their numbers.</summary>
    public IReadOnlyList<string> All => _texts;

    /// <summary>Number of bytes of the texts as JSON.</summary>
    public int Bytes { get; private set; }

    /// <summary>The number of a text.</summary>
    public int NumberOf(string text)
    {
        text = ShownText.Clean(text);
        if (_numbers.TryGetValue(text, out var number)) return number;
        _numbers.Add(text, number = _texts.Count);
        _texts.Add(text);
        Bytes += BytesOf(text);
        return number;
    }

    /// <summary>Forgets the texts from a number on.</summary>
    public void ForgetFrom(int number)
    {
        for (var at = number; at < _texts.Count; at++)
        {
            _numbers.Remove(_texts[at]);
            Bytes -= BytesOf(_texts[at]);
        }

        _texts.RemoveRange(number, _texts.Count - number);
    }

    private static int BytesOf(string text) => Encoding.UTF8.GetByteCount(PageData.Options.Encoder!.Encode(text)) + 3;
}
