using System.CommandLine;
using MuBench.Cli.Weights;
using MuBench.Weights;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench weights interpolate</c>: writes mixtures of models.</summary>
internal static class WeightsInterpolateCommand
{
    public static Command Create()
    {
        var baseModel = new Option<string?>("--base") { HelpName = "PATH", Description = "The base model: a weight file or a model folder." };
        var tuned = new Option<string?>("--tuned") { HelpName = "PATH", Description = "The fine-tuned model." };
        var alphas = new Option<double[]>("--alpha")
        {
            HelpName = "A",
            Description = "The place between base (0) and tuned (1); several values are written in one pass.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = NumberParser.Several("numbers from 0 to 1"),
        };
        var weights = new Option<string[]>("--weights")
        {
            HelpName = "PATH=W",
            Description = "Any number of models, each with its weight, instead of --base, --tuned and --alpha. The first one gives the layout.",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("--out")
        {
            HelpName = "OUT",
            Description = "The output: a file if the inputs are files, else a folder. {alpha} stands for α. Several α without {alpha}: one folder each under OUT.",
            Required = true,
        };
        var force = new Option<bool>("--force") { Description = "Replace existing files." };
        var command = new Command("interpolate", "Write (1 − α)·base + α·tuned, or any weighted sum of models.") { baseModel, tuned, alphas, weights, output, force };
        command.SetAction(async (parsed, _) =>
        {
            var request = MixRequest.Of(
                parsed.GetValue(baseModel), parsed.GetValue(tuned), parsed.GetValue(alphas) ?? [], parsed.GetValue(weights) ?? [], parsed.GetRequiredValue(output));
            return await RunAsync(request, parsed.GetValue(force), parsed.InvocationConfiguration).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(MixRequest request, bool force, InvocationConfiguration configuration)
    {
        using var interruption = new Interruption();
        var sum = request.Outputs[0].Weights.Sum();
        if (Math.Abs(sum - 1) > 1e-6)
            await configuration.Error.WriteLineAsync($"note: the weights add up to {sum:0.######}, not to 1").ConfigureAwait(false);
        var display = new MixDisplay(configuration.Output, TimeProvider.System);
        var result = await display.ShowAsync(progress =>
            WeightInterpolator.InterpolateAsync(request.Inputs, request.Outputs, force, progress, interruption.Draining)).ConfigureAwait(false);
        foreach (var note in result.Notes)
            await configuration.Error.WriteLineAsync($"note: {note}").ConfigureAwait(false);
        foreach (var path in result.Outputs)
            await configuration.Output.WriteLineAsync(path).ConfigureAwait(false);
        return ExitCodes.Done;
    }
}
