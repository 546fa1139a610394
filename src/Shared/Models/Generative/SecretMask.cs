namespace MuBench.Models.Generative;

/// <summary>Strikes a key out of what a server says, should it echo the key.</summary>
internal sealed class SecretMask(string? secret)
{
    /// <summary>The text without the key.</summary>
    public string Apply(string text) => secret is null ? text : text.Replace(secret, "***", StringComparison.Ordinal);
}
