namespace MuBench.Secrets;

/// <summary>Resolves the names of secrets to their values on demand, and keeps no value.</summary>
/// <param name="environment">Reads an environment variable; null if it is not set.</param>
/// <param name="prefix">Prefix of the variables' names. A service sets it so that other people's manifests cannot read its own settings.</param>
/// <param name="vault">Reads a secret that no variable holds; returns null if it has none of that name. Null for no vault.</param>
public sealed class SecretResolver(Func<string, string?> environment, string prefix = "", Func<string, string?>? vault = null)
{
    /// <summary>Resolves a secret: the variable with its name as written, otherwise in upper case with <c>_</c> for <c>-</c>.</summary>
    /// <param name="name">The name, without the <c>secret:</c> prefix.</param>
    /// <returns>The value without leading and trailing white space.</returns>
    /// <exception cref="UserException">Neither variable is set, or the value cannot be sent in a header. The message names the variables, never the value.</exception>
    public string Resolve(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var written = prefix + name;
        var upper = prefix + name.Replace('-', '_').ToUpperInvariant();
        var (source, value) = Value(written) is { } direct ? ($"the environment variable {written}", direct) : ($"the environment variable {upper}", Value(upper));
        if (value is null && vault is not null)
            (source, value) = ("the key vault", vault(name)?.Trim() is { Length: > 0 } kept ? kept : null);
        if (value is null)
        {
            var remedy = written == upper ? $"set the environment variable {upper}" : $"set the environment variable {upper} (or one named '{written}')";
            throw new UserException($"The secret '{name}' is not set: {remedy}{(vault is null ? "" : ", or put it into the key vault")}.");
        }

        return value.Any(character => char.IsControl(character) || !char.IsAscii(character))
            ? throw new UserException($"The secret '{name}', from {source}, has a line break or another character that no key has: set it to the bare key.")
            : value;
    }

    /// <summary>A variable's trimmed value; an empty value counts as not set.</summary>
    private string? Value(string variable) => environment(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
