namespace MuBench.Models.Identity;

/// <summary>The keys of an AWS identity.</summary>
/// <param name="AccessKey">The public part.</param>
/// <param name="SecretKey">The secret part.</param>
/// <param name="SessionToken">The token of temporary keys; null for lasting ones.</param>
internal sealed record AwsKeys(string AccessKey, string SecretKey, string? SessionToken);
