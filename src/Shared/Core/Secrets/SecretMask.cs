using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MuBench.Secrets;

/// <summary>Strikes a key out of what a server says, should it echo the key.</summary>
public sealed class SecretMask(string? secret)
{
    private const int MaxName = 200;

    /// <summary>The text without the key.</summary>
    public string Apply(string text) => secret is null ? text : text.Replace(secret, "***", StringComparison.Ordinal);

    /// <summary>The bytes of a text without the key; the same ones where they have none.</summary>
    public byte[] Apply(byte[] utf8) =>
        secret is null || utf8.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0 ? utf8 : Encoding.UTF8.GetBytes(Apply(Encoding.UTF8.GetString(utf8)));

    /// <summary>A name that a server gives, such as a model's: without the key, and cut where it is longer than any name; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public string? Name(string? name) =>
        name is null ? null : Apply(name) is var masked && masked.Length > MaxName ? masked[..MaxName] + "..." : masked;
}
