using MuBench.TestUtils.Browsing;

namespace MuBench.Tests.Reports.InBrowser;

/// <summary>One browser for the tests of a class. Without an installed browser they are skipped.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private HeadlessBrowser? _browser;

    /// <summary>The browser; skips the test if there is none.</summary>
    public HeadlessBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, HeadlessBrowser.None);
            return _browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (HeadlessBrowser.Program is not null)
            _browser = await HeadlessBrowser.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }
}
