namespace MuBench.Hub;

/// <summary>A token of the Hub.</summary>
/// <param name="Name">The name of its secret, for messages.</param>
/// <param name="Value">Its value. It is sent in one header and written nowhere.</param>
public sealed record HubToken(string Name, string Value)
{
    /// <summary>Returns only the name.</summary>
    public override string ToString() => Name;
}
