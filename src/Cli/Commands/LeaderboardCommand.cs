using System.CommandLine;
using System.Text;
using MuBench.Cli.Following;
using MuBench.Naming;
using MuBench.Pipeline.Progress;
using MuBench.Reports.Html.Leaderboards;
using MuBench.Storage;
using MuBench.Storage.Blob;
using MuBench.Viewing;

namespace MuBench.Cli.Commands;

/// <summary><c>mubench leaderboard DATASET</c>: writes the finished runs of a dataset on one page.</summary>
internal static class LeaderboardCommand
{
    public static Command Create()
    {
        var dataset = new Argument<string>("dataset") { HelpName = "DATASET", Description = "The dataset's name in the store ('mubench runs' shows those of the runs)." };
        var store = CommonOptions.Store();
        var file = new Option<string>("--out") { HelpName = "FILE", Description = "The page to write.", Required = true };
        var command = new Command("leaderboard", "Write the finished runs of a dataset as one self-contained page.") { dataset, store, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var opened = StoreFactory.Open(parsed.GetValue(store));
            var (name, path) = (parsed.GetRequiredValue(dataset), parsed.GetRequiredValue(file));
            var output = parsed.InvocationConfiguration.Output;
            var view = new StoreView(OfflineContext.Of(opened));
            var runs = await view.ReadFinishedAsync(await NameOfAsync(view.Catalog, name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            foreach (var run in runs.Unread)
                output.WriteLine($"warning: {run.Id}: {run.Fault}");
            if (runs.Reports.Count == 0)
                throw await NoneAsync(view.Catalog, name, opened, cancellationToken).ConfigureAwait(false);
            var links = new ReportLinks(opened, path);
            var ranks = await view.RankAsync(runs, cancellationToken).ConfigureAwait(false);
            await OutputFile.WriteAsync(path, Encoding.UTF8.GetBytes(LeaderboardPage.Render(runs, links.Of, ranks)), cancellationToken).ConfigureAwait(false);
            output.WriteLine($"{path}: {(runs.Reports.Count == 1 ? "1 run" : $"{runs.Reports.Count} runs")} of '{runs.Title}'");
            return ExitCodes.Done;
        });
        return command;
    }

    // A dataset that manifests name by its path has a hash behind its name in the store; without it, the name must mean one dataset.
    private static async Task<string> NameOfAsync(RunCatalog catalog, string dataset, CancellationToken cancellationToken)
    {
        var finished = await FinishedAsync(catalog, cancellationToken).ConfigureAwait(false);
        var names = finished.Where(status => status.Dataset == dataset || status.DatasetFolder == dataset).Select(status => status.Dataset!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (names.Count < 2 || names.Contains(dataset, StringComparer.Ordinal)) return names is [var only] ? only : dataset;
        throw new UserException($"The store has {names.Count} datasets of the name '{dataset}': {string.Join(", ", names)}. Name one of these.");
    }

    private static async Task<List<RunStatus>> FinishedAsync(RunCatalog catalog, CancellationToken cancellationToken) =>
        [.. (await catalog.ListAsync(cancellationToken).ConfigureAwait(false)).Select(run => run.Status).OfType<RunStatus>().Where(status => RunStates.HasReport(status.State))];

    private static async Task<UserException> NoneAsync(RunCatalog catalog, string dataset, IArtifactStore store, CancellationToken cancellationToken)
    {
        var known = (await FinishedAsync(catalog, cancellationToken).ConfigureAwait(false))
            .Select(status => status.DatasetTitle).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var hint = NearestNames.Question(dataset, known) ?? (known.Count == 0 ? "it has no finished run." : $"it has finished runs of {string.Join(", ", known)}.");
        return new UserException($"The store {store.Description} has no finished run of the dataset '{dataset}'; {hint}");
    }
}
