namespace MuBench.Models.Generative;

/// <summary>An answer whose body was changed so that its client can read it.</summary>
/// <param name="Body">The body, with no tokens where counts were.</param>
/// <param name="IsImplausible">Whether counts were there that cannot be true; else there were none.</param>
internal sealed record SanitizedResponse(byte[] Body, bool IsImplausible);
