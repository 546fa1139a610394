using System.CommandLine;
using System.Text.Json;
using MuBench.Cli.Printing;
using MuBench.Cli.Weights;
using MuBench.Weights;
using MuBench.Weights.Inspection;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench weights show PATH</c>: lists the tensors of a weight file or model folder.</summary>
internal static class WeightsShowCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("path") { HelpName = "PATH", Description = "A .safetensors, .safetensors.index.json or .onnx file, or a model folder." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("show", "List the tensors of a weight file or model folder.") { path, json };
        command.SetAction(parsed =>
        {
            var listings = WeightInspector.List(parsed.GetRequiredValue(path));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                Terminal.WriteDocument(output, JsonSerializer.Serialize(listings, WeightJsonContext.Default.IReadOnlyListWeightListing));
            else
                ListingPrinter.Write(listings, output);
            return ExitCodes.Done;
        });
        return command;
    }
}
