namespace MuBench.Datasets.Release.Download;

/// <summary>A token of the Hub.</summary>
/// <param name="Name">The name of its secret, for messages.</param>
/// <param name="Value">Its value, which goes into one header and nowhere else.</param>
public sealed record HubToken(string Name, string Value)
{
    /// <summary>The name alone.</summary>
    public override string ToString() => Name;
}
