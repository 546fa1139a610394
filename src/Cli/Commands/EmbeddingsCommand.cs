using System.CommandLine;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench embeddings</c>: the commands for the vectors behind a contrastive model's responses.</summary>
internal static class EmbeddingsCommand
{
    public static Command Create() => new("embeddings", "Work with the embeddings of contrastive models.")
    {
        EmbeddingsExportCommand.Create(),
    };
}
