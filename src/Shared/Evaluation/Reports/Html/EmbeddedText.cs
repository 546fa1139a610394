using System.Security.Cryptography;
using System.Text;

namespace MuBench.Reports.Html;

/// <summary>A style sheet or script embedded in the assembly, with the source expression that allows it in a content security policy.</summary>
internal sealed class EmbeddedText
{
    private EmbeddedText(string content)
    {
        Content = content;
        PolicySource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    public static EmbeddedText Style { get; } = Load("report.css", "confusion.css", "browser.css", "question.css", "print.css");

    public static EmbeddedText Script { get; } = Load("state.js", "report.js", "confusion.js", "save.js", "data.js", "cards.js", "zoom.js", "question.js", "controls.js", "browser.js", "links.js");

    /// <summary>The script of a viewer's pages.</summary>
    public static EmbeddedText ViewerScript { get; } = Load("site.js", "state.js", "report.js", "data.js", "cards.js", "zoom.js", "question.js", "controls.js", "served.js", "note.js", "view.js");

    /// <summary>The style sheet of a console's pages.</summary>
    public static EmbeddedText ConsoleStyle { get; } = Load("report.css", "confusion.css", "browser.css", "question.css", "print.css", "console.css");

    /// <summary>The script of a console's pages.</summary>
    public static EmbeddedText ConsoleScript { get; } =
        Load("site.js", "state.js", "report.js", "data.js", "cards.js", "zoom.js", "question.js", "controls.js", "served.js", "note.js", "view.js", "runs.js", "complete.js", "editor.js");

    public string Content { get; }

    /// <summary><c>'sha256-...'</c> over the exact content of the element.</summary>
    public string PolicySource { get; }

    private static EmbeddedText Load(params string[] names) => new(string.Join('\n', names.Select(Read)));

    private static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream("MuBench.Reports.Html." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream);

        // An HTML parser reads CR LF as LF and hashes that. The same is done here, in case a checkout has CR LF.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
