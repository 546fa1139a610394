namespace MuBench.Models.Generative;

/// <summary>A response whose body was changed so that the client can read it.</summary>
/// <param name="Body">The body, with zero tokens in place of the counts.</param>
/// <param name="IsImplausible">Whether implausible counts were present; else there were none.</param>
internal sealed record SanitizedResponse(byte[] Body, bool IsImplausible);
