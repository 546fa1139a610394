namespace MuBench.Manifests;

/// <summary>Turns the names of secrets into their values, when they are needed; keeps none.</summary>
/// <param name="environment">Reads an environment variable; null where it is not set.</param>
public sealed class SecretResolver(Func<string, string?> environment)
{
    /// <summary>Resolves a secret: the variable of its name as written, else upper-cased with <c>_</c> for <c>-</c>.</summary>
    /// <param name="name">The name, without the <c>secret:</c> prefix.</param>
    /// <returns>The value without white space at its ends.</returns>
    /// <exception cref="UserException">Neither variable is set, or the value cannot be sent. Names the variables, never the value.</exception>
    public string Resolve(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var upper = name.Replace('-', '_').ToUpperInvariant();
        var (variable, value) = Value(name) is { } written ? (name, written) : (upper, Value(upper));
        if (value is null)
        {
            throw new UserException(name == upper
                ? $"The secret '{name}' is not set: set the environment variable {name}."
                : $"The secret '{name}' is not set: set the environment variable {upper} (or one named '{name}').");
        }
        return value.Any(character => char.IsControl(character) || !char.IsAscii(character))
            ? throw new UserException($"The secret '{name}', from the environment variable {variable}, has a line break or another character that no key has: set it to the bare key.")
            : value;
    }

    /// <summary>A variable's trimmed value; an empty one counts as not set.</summary>
    private string? Value(string variable) => environment(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
