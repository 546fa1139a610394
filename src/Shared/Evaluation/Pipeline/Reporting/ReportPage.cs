using System.Text;
using MuBench.Reports;
using MuBench.Reports.Html;
using MuBench.Reports.Html.Browser;
using MuBench.Reports.Html.Viewing;

namespace MuBench.Pipeline.Reporting;

/// <summary>Makes the page of a finished run again, with its images at full size. Writes nothing to the store.</summary>
/// <param name="context">The store and the clock.</param>
/// <param name="site">The site that serves the page, if it is served; null for the viewer of a machine.</param>
public sealed class ReportPage(PipelineContext context, ViewSite? site = null)
{
    /// <summary>Renders the page.</summary>
    /// <param name="runId">A run with a report.</param>
    /// <param name="images">How the images are shown at full size.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The page and, if it links to its images, these: paths relative to the page's folder, with <c>/</c>, and contents.</returns>
    /// <exception cref="UserException">There is no report, or a document of the run cannot be read.</exception>
    public async Task<IReadOnlyList<(string Path, byte[] Content)>> RenderAsync(string runId, PageImages images, CancellationToken cancellationToken = default)
    {
        var report = await FinishedRun.ReadReportAsync(context.Store, runId, cancellationToken).ConfigureAwait(false);
        var questions = await ReadSampleAsync(runId, images, cancellationToken).ConfigureAwait(false);
        return
        [
            (ReportFiles.Html, Encoding.UTF8.GetBytes(HtmlReport.Render(report, questions, images, site))),
            .. images == PageImages.Files ? FilesOf(questions) : [],
        ];
    }

    /// <summary>Renders the page for a site, whose server is asked for the images. The beginning needs only the report, and is there long before the questions.</summary>
    /// <param name="runId">A run with a report.</param>
    /// <exception cref="UserException">There is no report, or it cannot be read.</exception>
    public async Task<ServedReport> RenderServedAsync(string runId)
    {
        var sample = Task.Run(() => ReadSampleAsync(runId, PageImages.Served, CancellationToken.None));
        var page = new HtmlReport(await FinishedRun.ReadReportAsync(context.Store, runId).ConfigureAwait(false), hasQuestions: true, PageImages.Served, site);
        return new ServedReport(Encoding.UTF8.GetBytes(page.Beginning), FinishAsync(page, sample));
    }

    private static async Task<ServedReport.Remainder> FinishAsync(HtmlReport page, Task<QuestionSample> sample)
    {
        try
        {
            return new ServedReport.Remainder(Encoding.UTF8.GetBytes(page.Rest(await sample.ConfigureAwait(false))), true);
        }
        catch (UserException fault)
        {
            return new ServedReport.Remainder(Encoding.UTF8.GetBytes(page.RestWithout(fault.Message)), false);
        }
    }

    private async Task<QuestionSample> ReadSampleAsync(string runId, PageImages images, CancellationToken cancellationToken)
    {
        var inputs = new RunInputs(context);
        var (plan, _) = await inputs.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var models = await Task.WhenAll(plan.Models.Select(model => FinishedRun.ReadScoresAsync(context.Store, runId, model.Manifest.Id, cancellationToken))).ConfigureAwait(false);
        return await new ReportComposer(context.Store, inputs, plan, models)
            .ReadSampleAsync(fullSize: images is PageImages.Full or PageImages.Files, cancellationToken, images == PageImages.Served ? site ?? ViewSite.Viewer : null).ConfigureAwait(false);
    }

    private static IEnumerable<(string Path, byte[] Content)> FilesOf(QuestionSample questions) =>
        from row in questions.Rows
        from image in row.Images.Index()
        where image.Item.Full is not null
        select ($"{BrowserData.ImagesFolder}/{image.Item.Full!.FileName(row.Row, image.Index)}", image.Item.Full.Bytes);
}
