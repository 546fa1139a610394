namespace MuBench.Hub.Pulling;

/// <summary>A model's repository at one commit, as the Hub describes it.</summary>
/// <param name="Name">The name under which it was asked for.</param>
/// <param name="Commit">The commit, 40 hex digits.</param>
/// <param name="License">The license that the repository states, in the Hub's words; null if it states none.</param>
/// <param name="IsGated">Whether its terms must be accepted before files can be downloaded.</param>
/// <param name="Files">All its files.</param>
public sealed record HubModel(HubModelName Name, string Commit, string? License, bool IsGated, IReadOnlyList<HubModelFile> Files);
