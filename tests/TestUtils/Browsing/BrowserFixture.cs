namespace MuBench.TestUtils.Browsing;

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

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (HeadlessBrowser.Program is not null)
            _browser = await HeadlessBrowser.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
    }
}
