using Microsoft.AspNetCore.Mvc;
using MuBench.Pipeline;
using MuBench.Pipeline.Listing;
using MuBench.Web;

namespace MuBench.Functions.WebConsole;

/// <summary>The pages of the console.</summary>
public sealed class ConsolePages(PipelineContext context, RunIndex index)
{
    private static readonly object ReaderItem = new();

    private readonly StorePages _pages = new(context, ConsoleAccess.Site, http => ConsoleAccess.SiteOf(http.Items[ReaderItem] as ConsoleReader ?? new ConsoleReader(MayRun: false)), index);

    /// <summary>Answers a request of a person with a page, or with what a page asks for.</summary>
    /// <param name="reader">The person.</param>
    /// <param name="path">The path below the console's address.</param>
    public IActionResult Answer(ConsoleReader reader, string path) => new Page(this, reader, "/" + path);

    private sealed class Page(ConsolePages owner, ConsoleReader reader, string path) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context)
        {
            context.HttpContext.Items[ReaderItem] = reader;
            return owner._pages.HandleAsync(context.HttpContext, path);
        }
    }
}
