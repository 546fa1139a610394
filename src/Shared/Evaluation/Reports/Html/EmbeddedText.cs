using System.Security.Cryptography;
using System.Text;

namespace MuBench.Reports.Html;

/// <summary>A style sheet or script that lies in the assembly, with the source expression that a content security policy allows it by.</summary>
internal sealed class EmbeddedText
{
    private EmbeddedText(string content)
    {
        Content = content;
        PolicySource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    public static EmbeddedText Style { get; } = Load("report.css", "confusion.css", "browser.css", "print.css");

    public static EmbeddedText Script { get; } = Load("report.js", "confusion.js", "browser.js");

    public string Content { get; }

    /// <summary><c>'sha256-...'</c> over exactly the content of the element.</summary>
    public string PolicySource { get; }

    private static EmbeddedText Load(params string[] names) => new(string.Join('\n', names.Select(Read)));

    private static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream("MuBench.Reports.Html." + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource '{name}'.");
        using var reader = new StreamReader(stream);

        // A parser reads CR LF as LF and hashes that, and so must we where a checkout has CR LF.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
