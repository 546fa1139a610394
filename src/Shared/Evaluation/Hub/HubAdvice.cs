namespace MuBench.Hub;

/// <summary>What messages about a download advise, in whole sentences.</summary>
/// <param name="ByHand">How to do without the download.</param>
/// <param name="Room">Where else the files could go, if the disk is full.</param>
public sealed record HubAdvice(string ByHand, string Room);
