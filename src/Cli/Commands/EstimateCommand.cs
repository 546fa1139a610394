using System.CommandLine;
using MuBench.Cli.Embeddings;
using MuBench.Cli.Estimating;
using MuBench.Cli.Printing;
using MuBench.Pipeline;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Planning;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench estimate MANIFEST</c>: estimates the calls, tokens, cost and time of a run before it starts.</summary>
internal static class EstimateCommand
{
    public static Command Create()
    {
        var manifest = new Argument<string>("manifest") { HelpName = "MANIFEST|RUNID", Description = "The manifest file, or the id of a run in the store." };
        var store = CommonOptions.Store();
        var rate = new Option<double?>("--rate")
        {
            HelpName = "CALLS_PER_SECOND",
            Description = "How fast each endpoint responds. Default: the rate of its responses in the response log.",
            CustomParser = NumberParser.Positive("a number of calls per second, above 0"),
        };
        var json = new Option<bool>("--json") { Description = "Print the estimate as JSON." };
        var command = new Command("estimate", "Estimate a run's calls, tokens, cost and time, and count the responses that the response log already has.") { manifest, store, rate, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asJson = parsed.GetValue(json);
            var output = parsed.InvocationConfiguration.Output;
            var planned = new PlannedRun(StoreFactory.Open(parsed.GetValue(store)), asJson ? parsed.InvocationConfiguration.Error : output);
            var runId = await planned.FindAsync(parsed.GetRequiredValue(manifest), cancellationToken).ConfigureAwait(false);
            var (plan, _) = await planned.Inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
            foreach (var warning in OutputLimits.Warnings(plan))
                await parsed.InvocationConfiguration.Error.WriteLineAsync(warning).ConfigureAwait(false);
            var estimate = await new EstimateRun(planned.Context, planned.Inputs).RunAsync(runId, parsed.GetValue(rate), cancellationToken).ConfigureAwait(false);
            var efforts = await new EstimateVerdicts(planned.Context, planned.Inputs).RunAsync(runId, estimate, cancellationToken).ConfigureAwait(false);
            if (asJson)
                Terminal.WriteDocument(output, System.Text.Json.JsonSerializer.Serialize(estimate with { Verdicts = efforts.Count == 0 ? null : efforts }, PipelineJsonContext.Default.RunEstimate));
            else
            {
                EstimatePrinter.Print(estimate, output);
                EffortPrinter.Print(efforts, output);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
