using PuppeteerSharp;

namespace MuBench.TestUtils.Browsing;

/// <summary>An installed Chromium, Chrome or Edge without a window. It can open files and what this machine serves on 127.0.0.1.</summary>
public sealed class HeadlessBrowser : IAsyncDisposable
{
    /// <summary>The reason of a skipped test.</summary>
    public const string None = "No Chromium, Chrome or Edge on the PATH; MUBENCH_CHROMIUM can name one.";

    // The headless shell comes first: it has no windows, and the tests of the report take a third less processor time with it than with a whole browser.
    private static readonly string[] Names = ["chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"];

    private readonly IBrowser _browser;
    private readonly TemporaryFolder _folder = new();
    private int _pages;

    private HeadlessBrowser(IBrowser browser) => _browser = browser;

    /// <summary>The browser's program: <c>MUBENCH_CHROMIUM</c>, otherwise the first one found; null if there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("MUBENCH_CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Starts the browser.</summary>
    public static async Task<HeadlessBrowser> StartAsync() => new(await Puppeteer.LaunchAsync(new LaunchOptions
    {
        ExecutablePath = Program ?? throw new InvalidOperationException(None),
        Headless = true,
        WaitForInitialPage = false, // the shell opens none
        Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "\"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1\""],
    }));

    /// <summary>Opens a page from a file.</summary>
    /// <param name="html">The page.</param>
    /// <param name="scheme">The reader's colour scheme: <c>light</c> or <c>dark</c>.</param>
    /// <param name="width">Width of the window in pixels.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="hash">The fragment of the address, with its <c>#</c>.</param>
    public async Task<OpenPage> OpenAsync(string html, string scheme = "light", int width = 1280, bool script = true, string hash = "")
    {
        var file = Path.Combine(_folder.Path, $"page-{Interlocked.Increment(ref _pages)}.html");
        await File.WriteAllTextAsync(file, html);
        return await OpenAddressAsync(new Uri(file).AbsoluteUri, scheme, width, script, hash);
    }

    /// <summary>Opens a page by its address.</summary>
    /// <param name="address">The address, without its fragment.</param>
    /// <param name="scheme">The reader's colour scheme: <c>light</c> or <c>dark</c>.</param>
    /// <param name="width">Width of the window in pixels.</param>
    /// <param name="script">Whether scripts run.</param>
    /// <param name="hash">The fragment of the address, with its <c>#</c>.</param>
    public async Task<OpenPage> OpenAddressAsync(string address, string scheme = "light", int width = 1280, bool script = true, string hash = "")
    {
        var page = await _browser.NewPageAsync();
        var open = new OpenPage(page, address);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.SetJavaScriptEnabledAsync(script);
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        await page.GoToAsync(open.Url + hash);
        return open;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        await _browser.DisposeAsync();
        _folder.Dispose();
    }
}
