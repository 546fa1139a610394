using System.CommandLine;
using System.Text.Json;
using MuBench.Cli.Printing;
using MuBench.Cli.Weights;
using MuBench.Weights;
using MuBench.Weights.Inspection;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench weights diff A B</c>: shows how two models differ. The exit code is 1 if they cannot be mixed.</summary>
internal static class WeightsDiffCommand
{
    public static Command Create()
    {
        var a = new Argument<string>("a") { HelpName = "A", Description = "A weight file or model folder. Differences are relative to it." };
        var b = new Argument<string>("b") { HelpName = "B", Description = "The weight file or model folder to compare with A." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var top = new Option<int?>("--top")
        {
            HelpName = "N",
            Description = "Print at most N tensors.",
            DefaultValueFactory = _ => 40,
            CustomParser = NumberParser.Integer(0, int.MaxValue, $"a number of tensors, 0 to {int.MaxValue}"),
        };
        var command = new Command("diff", "Compare two models tensor by tensor, the largest difference first.") { a, b, json, top };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var diffs = await WeightDiffer.CompareAsync(parsed.GetRequiredValue(a), parsed.GetRequiredValue(b), interruption.Draining).ConfigureAwait(false);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                Terminal.WriteDocument(output, JsonSerializer.Serialize(diffs, WeightJsonContext.Default.IReadOnlyListWeightDiff));
            else
                DiffPrinter.Write(diffs, parsed.GetValue(top)!.Value, output);
            return diffs.Any(diff => diff.Faults.Count > 0) ? ExitCodes.ResultNotGood : ExitCodes.Done;
        });
        return command;
    }
}
