using System.CommandLine;

namespace MuBench.Cli.Models;

/// <summary><c>mubench model</c>: the commands that bring contrastive models here and prove them.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Download a contrastive model from the Hugging Face Hub, or check one against reference values.")
    {
        ModelPullCommand.Create(),
        ModelCheckCommand.Create(),
    };
}
