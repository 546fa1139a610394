using System.CommandLine;
using MuBench.Hub;

namespace MuBench.Cli.Commands;

/// <summary>The options of commands that download from the Hub.</summary>
internal static class HubOptions
{
    public static Option<string?> Mirror() => new("--mirror")
    {
        HelpName = "URL",
        Description = $"Where to download from, with the Hub's paths. Default: {HubAccess.EndpointVariable}, else https://huggingface.co.",
    };

    public static Option<string?> Token() => new("--token")
    {
        HelpName = "secret:NAME",
        Description = $"The secret with a token for the Hub or the mirror. Default: {HubAccess.TokenVariable} where it is set, for huggingface.co only.",
    };
}
