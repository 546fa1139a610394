using MuBench.Hub.Pulling;

namespace MuBench.Cli.Models;

/// <summary>What <c>mubench model pull</c> is asked for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Patterns">Files, or patterns with <c>*</c>; empty for what a contrastive model needs.</param>
/// <param name="Precision">The export, if no patterns are given.</param>
/// <param name="Replace">Whether files with other content may be replaced.</param>
internal sealed record ModelPullRequest(HubModelName Model, IReadOnlyList<string> Patterns, string Precision, bool Replace);
