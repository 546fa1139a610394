using System.CommandLine;
using MuBench.Contrastive;
using MuBench.Contrastive.References;
using MuBench.Naming;

namespace MuBench.Cli.Models;

/// <summary><c>mubench model check FOLDER</c>: compares a contrastive model with reference values beside it.</summary>
internal static class ModelCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { HelpName = "FOLDER", Description = $"A model folder with {ModelFolderNames.Reference}." };
        var precision = new Option<string>("--precision") { Description = "The export to check.", DefaultValueFactory = _ => ModelPrecisions.Fp32 };
        precision.AcceptOnlyFromAmong([.. ModelPrecisions.All]);
        var command = new Command(
            "check", $"Load a contrastive model, embed the inputs of {ModelFolderNames.Reference} and compare with its values. Exit code 2 on a difference, or without such values.") { folder, precision };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(precision), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string folder, string precision, TextWriter output)
    {
        using var model = ContrastiveModel.Load(folder, new ContrastiveOptions { Precision = precision });
        output.WriteLine($"{TextTable.Plain(model.SourceDescription)}, {TextTable.Plain(model.ComputedBy)}");
        if (ReferenceReader.TryRead(folder) is not { } values)
        {
            var (texts, images) = (ReferenceComparison.EmbedTexts(model, ReferenceComparison.Unproven), ReferenceComparison.EmbedImages(model, ReferenceComparison.Unproven));
            output.WriteLine($"It loads, and embeds {texts.Length} texts and {images.Length} pictures: {texts[0].Length} and {images[0].Length} numbers each.");
            throw new UserException(
                $"'{folder}' has no {ModelFolderNames.Reference}, so nothing shows that these are the model's embeddings. It should hold what the model's own library computes for stated texts "
                + "and pictures; the exports of docs/contrastive.md write it.");
        }

        output.WriteLine($"Reference values: {TextTable.Plain(values.Model ?? "of a model that the file does not name")}, by {TextTable.Plain(values.MadeBy ?? "libraries that the file does not name")}");
        var rows = ReferenceComparison.Run(model, values, ReferenceReader.ToleranceOf(values, precision));
        ReferenceTable.Write(rows, output);
        return rows.All(row => row.Agrees) ? ExitCodes.Done : ExitCodes.Wrong;
    }
}
