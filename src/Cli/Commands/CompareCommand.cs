using System.CommandLine;
using MuBench.Cli.Running;
using MuBench.Pipeline.Comparing;
using MuBench.Reports;
using MuBench.Reports.Html.Comparisons;
using MuBench.Storage.Blob;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench compare RUN_A RUN_B</c>: compares models of two runs, in pairs, on the questions that both runs asked.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var runA = new Argument<string>("run-a") { HelpName = "RUN_A", Description = "The first run's id." };
        var runB = new Argument<string>("run-b") { HelpName = "RUN_B", Description = "The second run's id; it may be the first one's if two models are named." };
        var store = CommonOptions.Store();
        var modelA = new Option<string?>("--model-a") { HelpName = "ID", Description = "The first run's model. Default: every model whose id is in both runs." };
        var modelB = new Option<string?>("--model-b") { HelpName = "ID", Description = "The second run's model. Default: the one with the id of --model-a, or the only one." };
        var protocol = new Option<string?>("--protocol") { Description = "official or strict. Default: the protocol that heads both reports." };
        var json = new Option<string?>("--json") { HelpName = "FILE", Description = "Write every slice's comparison as JSON." };
        var html = new Option<string?>("--html") { HelpName = "FILE", Description = "Write a self-contained page." };
        var command = new Command("compare", "Compare models of two runs on the questions that both runs asked.") { runA, runB, store, modelA, modelB, protocol, json, html };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new CompareRequest(
                parsed.GetRequiredValue(runA), parsed.GetRequiredValue(runB), parsed.GetValue(modelA), parsed.GetValue(modelB), parsed.GetValue(protocol));
            var comparison = await new CompareRuns(StoreFactory.Open(parsed.GetValue(store))).RunAsync(request, cancellationToken).ConfigureAwait(false);
            ComparisonPrinter.Print(comparison, parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(json) is { } jsonFile)
                await OutputFile.WriteAsync(jsonFile, JsonReport.Render(comparison), cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(html) is { } htmlFile)
                await OutputFile.WriteAsync(htmlFile, System.Text.Encoding.UTF8.GetBytes(ComparisonPage.Render(comparison)), cancellationToken).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}
