using MuBench.Pipeline.Progress;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Cli.Viewing;

/// <summary>
/// Asks a viewer that has just started for its list of runs, the newest finished run's report, and the questions and the leaderboard of its dataset, so that what
/// these need is read and compiled before a reader opens them.
/// </summary>
/// <param name="catalog">The runs of the viewer's store.</param>
/// <param name="address">The viewer's address, with its token.</param>
internal sealed class ViewWarmUp(RunCatalog catalog, Uri address)
{
    /// <summary>Asks for the pages one after another. A page that cannot be shown says so when a reader opens it.</summary>
    /// <param name="cancellationToken">Ends it, when the viewer stops.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await AskAsync(client, address.PathAndQuery, cancellationToken).ConfigureAwait(false);
            var runs = await catalog.ListAsync(cancellationToken).ConfigureAwait(false);
            if (runs.FirstOrDefault(run => run.Status is { Dataset: not null } status && RunStates.HasReport(status.State)) is not { } newest) return;
            var dataset = newest.Status!.Dataset!;
            foreach (var page in (string[])[ViewSite.Viewer.FoundQuestions(dataset), ViewSite.Viewer.Run(newest.Id), ViewSite.Viewer.Leaderboard(dataset)])
                await AskAsync(client, page, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or UserException or OperationCanceledException)
        {
            // The viewer stops, or the store cannot be read. The request of a reader meets the same fault, and its page says so.
        }
    }

    private static async Task AskAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);

        // A report arrives in two parts. The next page is asked for when both are there, so that not all pages are read at once.
        await response.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
    }
}
