using System.Diagnostics;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils.Browsing;

namespace MuBench.Bench.Viewing;

/// <summary>The viewer over 100 runs of 96,738 questions: first paint, filters, the first opening of a report, and peak memory.</summary>
internal static class ViewerBench
{
    private static readonly (string Name, string Control, string Value)[] Filters =
    [
        ("a task", "browser-task", "fine"), ("a source dataset", "browser-source", "beta_2021"), ("models differ", "browser-disagreement", "models"),
        ("no model is right", "browser-disagreement", "none"), ("an outcome of a model", "browser-model", "model-5"), ("read strictly", "browser-protocol", "strict"),
    ];

    /// <param name="questions">Number of questions of a run.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="program">The installed command; null for the build of the repository.</param>
    public static async Task<int> RunAsync(int questions, int runs, string? program)
    {
        if (HeadlessBrowser.Program is null)
        {
            Console.WriteLine(HeadlessBrowser.None);
            return 1;
        }

        using var store = await BenchStore.CreateAsync(questions, 32);
        await new ViewerStore(store).WriteAsync(runs);
        var run = (await new DiskStore(store.Folder).ListFoldersAsync(StoreLayout.Runs))[0];
        using var viewer = SelfProcess.StartInstalled(program, "view", "--store", store.Folder, "--no-browser", "--port", "0");
        var address = new Uri((await viewer.StandardOutput.ReadLineAsync())!.Split(' ')[^1]);
        try
        {
            await using var browser = await HeadlessBrowser.StartAsync();
            for (var round = 1; round <= 3; round++)
            {
                Console.WriteLine($"round {round}:");
                await OpenAsync(browser, address, "/", "#runs-count");
                await OpenAsync(browser, address, "/questions/drawn", "#browser-list .item");
                await OpenAsync(browser, address, "/leaderboard/drawn", "table.board");
                await OpenAsync(browser, address, "/runs/" + run, "#leaderboard");
                await FilterAsync(browser, address);
                viewer.Refresh();
                Console.WriteLine($"  peak resident memory {viewer.PeakWorkingSet64 / 1_000_000.0:F0} MB (target 500)");
            }
        }
        finally
        {
            viewer.Kill();
        }

        return 0;
    }

    private static async Task OpenAsync(HeadlessBrowser browser, Uri address, string path, string selector)
    {
        var clock = Stopwatch.StartNew();
        await using var page = await browser.OpenAddressAsync(new Uri(address, path + address.Query).AbsoluteUri);
        await page.Page.WaitForSelectorAsync(selector);
        var shown = clock.Elapsed;
        var paint = await page.EvaluateAsync<double>("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1))))");
        var ranked = "";
        if (path.StartsWith("/leaderboard", StringComparison.Ordinal))
        {
            await page.Page.WaitForFunctionAsync("() => !document.querySelector('[data-wait]')");
            ranked = $", with ranks after {clock.Elapsed.TotalMilliseconds:F0} ms";
        }

        Console.WriteLine($"  {path}: first paint {paint:F0} ms (target 1,000), content {shown.TotalMilliseconds:F0} ms after the address was opened{ranked}");
    }

    // From the choice to the moment at which the page shows its number of questions and the first cards, by the page's own clock.
    private static async Task FilterAsync(HeadlessBrowser browser, Uri address)
    {
        await using var page = await browser.OpenAddressAsync(new Uri(address, "/questions/drawn" + address.Query).AbsoluteUri);
        await page.Page.WaitForSelectorAsync("#browser-list .item");
        await page.Page.WaitForNetworkIdleAsync();
        foreach (var (name, control, value) in Filters)
        {
            var took = await page.EvaluateAsync<double>(
                $$"""
                new Promise(done => {
                  const [control, count] = [document.getElementById('{{control}}'), document.getElementById('browser-count')];
                  const start = performance.now();
                  new MutationObserver((_, observer) => { observer.disconnect(); requestAnimationFrame(() => done(performance.now() - start)); }).observe(count, { childList: true, characterData: true, subtree: true });
                  control.value = '{{value}}';
                  control.dispatchEvent(new Event('input'));
                })
                """);
            Console.WriteLine($"  filter by {name}: {took:F0} ms (target 200), {await page.EvaluateAsync<string>("document.getElementById('browser-count').textContent")}");
            await page.Page.WaitForNetworkIdleAsync();
            await page.EvaluateAsync<object>("document.getElementById('browser-reset').click()");
            await page.Page.WaitForNetworkIdleAsync();
        }
    }
}
