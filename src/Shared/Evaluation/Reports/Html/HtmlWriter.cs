using System.Text;

namespace MuBench.Reports.Html;

/// <summary>
/// Writes HTML that is also well-formed XML. This is the only place where text becomes markup. Everything is escaped,
/// and raw markup can be written only by <see cref="Resource"/>, which takes the assembly's own files, and <see
/// cref="Data"/>, which takes JSON without markup.
/// </summary>
/// <param name="start">What comes first: the document type of a page, nothing for a part of one.</param>
internal sealed class HtmlWriter(string start = "<!DOCTYPE html>\n")
{
    private readonly StringBuilder _html = new(start);
    private readonly Stack<string> _open = new();

    /// <summary>Number of characters that are written.</summary>
    public int Length => _html.Length;

    /// <summary>Opens an element; disposing the result closes it. Attributes that are null are left out.</summary>
    public Scope Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        StartTag(tag, attributes);
        _html.Append('>');
        _open.Push(tag);
        return new Scope(this);
    }

    /// <summary>An element that contains only text.</summary>
    public void Leaf(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Open(tag, attributes)) Text(text);
    }

    /// <summary>An element without content.</summary>
    public void Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        StartTag(tag, attributes);
        _html.Append("/>");
    }

    /// <summary>Text, escaped.</summary>
    public void Text(string? text) => Escape.Append(_html, text);

    /// <summary>A name, escaped: a line may end after its punctuation, and nowhere else within a word.</summary>
    public void Name(string? text)
    {
        text ??= "";
        var from = 0;
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (text[at] is not ('_' or '-' or '/' or '@' or '.' or ':' or '#' or '~')) continue;
            Text(text[from..(at + 1)]);
            _html.Append("<wbr/>");
            from = at + 1;
        }

        Text(text[from..]);
    }

    /// <summary>A line feed, which makes the source of the page readable.</summary>
    public void Line() => _html.Append('\n');

    /// <summary>A style sheet or script of this assembly, unescaped.</summary>
    public void Resource(string tag, EmbeddedText resource)
    {
        _html.Append('<').Append(tag).Append('>').Append(resource.Content).Append("</").Append(tag).Append(">\n");
    }

    /// <summary>JSON for the page's script. Its writer has escaped everything that could end the element.</summary>
    public void Data(string? id, string json)
    {
        if (json.AsSpan().IndexOfAny('<', '&') >= 0) throw new ArgumentException("The JSON has a '<' or '&' that is not escaped.", nameof(json));
        StartTag("script", [("type", "application/json"), ("id", id)]);
        _html.Append('>').Append(json).Append("</script>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => _open.Count == 0
        ? _html.ToString()
        : throw new InvalidOperationException($"The element '{_open.Peek()}' is still open.");

    private void StartTag(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            _html.Append(' ').Append(name).Append("=\"");
            Escape.Append(_html, value);
            _html.Append('"');
        }
    }

    private void Close() => _html.Append("</").Append(_open.Pop()).Append('>');

    /// <summary>An open element.</summary>
    public readonly ref struct Scope(HtmlWriter writer)
    {
        public void Dispose() => writer.Close();
    }
}
