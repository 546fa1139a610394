using System.Collections.Concurrent;
using PuppeteerSharp;

namespace MuBench.TestUtils.Browsing;

/// <summary>An open page, with its messages and requests since it was opened.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private const int MaxAttempts = 5;

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    internal OpenPage(IPage page, string url)
    {
        (Page, Url) = (page, url);
        page.Console += (_, message) => _complaints.Enqueue($"{message.Message.Type}: {message.Message.Text}");
        page.PageError += (_, error) => _complaints.Enqueue("error: " + error.Message);
        page.Dialog += async (_, dialog) =>
        {
            _complaints.Enqueue("dialog: " + dialog.Dialog.Message);
            await dialog.Dialog.Dismiss();
        };
        page.Request += (_, request) =>
        {
            if (request.Request.Url.Split('#')[0] != url && !request.Request.Url.StartsWith("data:", StringComparison.Ordinal)) _requests.Enqueue(request.Request.Url);
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Its address.</summary>
    public string Url { get; }

    /// <summary>Console messages, uncaught errors and dialogs.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The requests other than the page itself and data URIs.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Evaluates an expression in the page.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    /// <summary>
    /// Clicks an element once it rests. Scrolling to it lays out items that were outside the window, which can move it away from under the mouse.
    /// </summary>
    public async Task ClickAsync(string selector)
    {
        await Page.WaitForSelectorAsync(selector);
        await Page.EvaluateFunctionAsync(
            """
            async selector => {
              const element = document.querySelector(selector);
              element.scrollIntoView({ block: 'center', behavior: 'instant' });
              for (let last = '', resting = 0; resting < 3;) {
                await new Promise(requestAnimationFrame);
                const { x, y } = element.getBoundingClientRect();
                resting = last === `${x} ${y}` ? resting + 1 : 0;
                last = `${x} ${y}`;
              }
            }
            """,
            selector);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Page.ClickAsync(selector);
                return;
            }
            catch (PuppeteerException exception) when (attempt < MaxAttempts && exception.Message.Contains("detached", StringComparison.Ordinal))
            {
                // The page has drawn the element anew between finding and clicking it.
            }
        }
    }

    /// <summary>Chooses an option of a select element as a user does.</summary>
    public Task ChooseAsync(string id, string value) => Page.SelectAsync("#" + id, value);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
