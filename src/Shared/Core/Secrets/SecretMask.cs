using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MuBench.Secrets;

/// <summary>Removes a key from a server's text, in case the server repeats the key.</summary>
public sealed class SecretMask(string? secret)
{
    private const int MaxName = 200;

    /// <summary>Returns the text without the key.</summary>
    public string Apply(string text) => secret is null ? text : text.Replace(secret, "***", StringComparison.Ordinal);

    /// <summary>Returns the bytes of a text without the key; the same array if it does not contain the key.</summary>
    public byte[] Apply(byte[] utf8) =>
        secret is null || utf8.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0 ? utf8 : Encoding.UTF8.GetBytes(Apply(Encoding.UTF8.GetString(utf8)));

    /// <summary>
    /// Returns a name that a server gave, such as a model's, without the key and cut to a maximum length; null stays null.
    /// </summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? Name(string? name) =>
        name is null ? null : Apply(name) is var masked && masked.Length > MaxName ? masked[..MaxName] + "..." : masked;
}
