using MuBench.TestUtils.Browsing;
using PuppeteerSharp;

namespace MuBench.Tests.Cli.Viewing;

/// <summary>The viewer in a real browser: every page, by mouse and keyboard, with hostile answers.</summary>
public sealed class ViewerInBrowserTests(ViewedRuns viewed, BrowserFixture fixture) : IClassFixture<ViewedRuns>, IClassFixture<BrowserFixture>
{
    public static TheoryData<string, string, int> Pages => new(
        from page in new[] { "/", "/leaderboard/DATASET", "/questions/DATASET", "/runs/RUN", "/runs/live-22222222", "/compare?a=RUN&b=OTHER", "/none" }
        from look in new[] { ("light", 1400), ("light", 800), ("dark", 400) }
        select (page, look.Item1, look.Item2));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EveryControlUsed_ViolatesNoRuleAndRunsNoAnswer(string path, string scheme, int width)
    {
        await using var page = await OpenAsync(path, scheme, width);

        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.BrokenWords));
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.CutOff));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(page));
        await page.EvaluateAsync<int>(PageScripts.UseEveryControl.Replace("element.click();", "element.type === 'submit' || element.click();", StringComparison.Ordinal));
        await SettleAsync(page);
        Assert.DoesNotContain(page.Complaints, complaint => path != "/none" || !complaint.Contains("404", StringComparison.Ordinal));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('main b[onclick], [onerror], iframe, object').length"));
        Assert.All(page.Requests, request => Assert.StartsWith(viewed.Root, request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Question_OpenedLarge_ShowsItsImageAtFullSizeAndEveryModelsAnswerAsText()
    {
        await using var page = await OpenAsync("/questions/DATASET", hash: "#q=3.stain");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('question-note').textContent.startsWith('Full size, 48 × 48')");

        Assert.Equal("What is the most likely stain <b onclick=1>of</b> image 3?", await TextAsync(page, "#question-title"));
        Assert.Equal(["hostile", "steady", "chance"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.answer .model')].map(one => one.textContent)"));
        Assert.Equal(ViewedRuns.HostileAnswer, await TextAsync(page, ".answer .given"));
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(page));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Questions_ByKeyboard_OpenMoveOnBeyondTheListAndClose()
    {
        await using var page = await OpenAsync("/questions/DATASET");
        var last = await page.EvaluateAsync<string>("(() => { const links = document.querySelectorAll('.item h3 a'); links[19].focus(); return links[19].closest('.item').dataset.id; })()");

        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('question-place').textContent === '20 of 120'");
        await page.Page.FocusAsync("#question-close");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('question-place').textContent === '21 of 120'");
        Assert.NotEqual($"#q={last}", await page.EvaluateAsync<string>("location.hash"));
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.WaitForFunctionAsync("() => !document.getElementById('question').open");

        Assert.Equal(40, await page.EvaluateAsync<int>("document.querySelectorAll('.item').length"));
    }

    [Fact]
    public async Task Filters_Chosen_StandInTheAddressSoThatBackAndASharedLinkShowTheSame()
    {
        await using var page = await OpenAsync("/questions/DATASET");
        await page.ChooseAsync("browser-task", "fine");
        await WaitForCountAsync(page, "20 of 120");
        await page.ChooseAsync("browser-model", "hostile");
        await page.Page.TypeAsync("#browser-text", "image 1");
        await WaitForCountAsync(page, "11 of 120");

        var hash = await page.EvaluateAsync<string>("location.hash");
        Assert.Equal("#model=hostile&text=image%201&task=fine", hash);
        await using var shared = await OpenAsync("/questions/DATASET", hash: hash);
        await WaitForCountAsync(shared, "11 of 120");
        Assert.Equal(("hostile", "fine"), (await ValueAsync(shared, "browser-model"), await ValueAsync(shared, "browser-task")));
        await page.Page.BringToFrontAsync();
        await page.EvaluateAsync<object>("history.go(-2)");
        await WaitForCountAsync(page, "20 of 120");
        await page.ClickAsync("#browser-reset");
        await WaitForCountAsync(page, "120 of 120");
    }

    [Fact]
    public async Task Results_OfOneRun_ShowItsModelsOnly()
    {
        await using var page = await OpenAsync("/questions/DATASET");

        await page.ChooseAsync("browser-results", viewed.Runs.Single(run => run.StartsWith("second", StringComparison.Ordinal)));

        await WaitForCountAsync(page, "30 of 30 questions, 2 results");
        await page.Page.WaitForFunctionAsync("() => document.querySelectorAll('.item .options .chip').length > 0");
        Assert.Equal(["", "other", "steady"], await page.EvaluateAsync<string[]>("[...document.getElementById('browser-model').options].map(one => one.value)"));
    }

    [Fact]
    public async Task Note_OfTwoTabs_IsNeverOverwritten()
    {
        await using var one = await OpenQuestionAsync("5.stain");
        await using var two = await OpenQuestionAsync("5.stain");

        await SaveAsync(one, "from the first tab", "check");
        await one.Page.WaitForFunctionAsync("() => document.getElementById('note-state').textContent === 'Saved.'");
        await SaveAsync(two, "from the second tab", "cut");
        await two.Page.WaitForFunctionAsync("() => document.getElementById('note-state').textContent.includes('changed elsewhere')");
        Assert.Equal(("from the first tab\n\nfrom the second tab", "check, cut"), (await ValueAsync(two, "note-text"), await ValueAsync(two, "note-tags")));
        await two.ClickAsync("#note-save");
        await two.Page.WaitForFunctionAsync("() => document.getElementById('note-state').textContent === 'Saved.'");

        await using var found = await OpenAsync("/questions/DATASET", hash: "#tag=check");
        await WaitForCountAsync(found, "1 of 120");
        Assert.Equal("checkcutfrom the first tab\n\nfrom the second tab", await TextAsync(found, ".noted"));
    }

    [Fact]
    public async Task Note_NotSaved_IsThereAgainWithItsQuestion()
    {
        await using var page = await OpenQuestionAsync("1.stain");
        await page.Page.TypeAsync("#note-text", "draft 0 1 - +");
        await page.ClickAsync("#question-next");
        await page.Page.WaitForFunctionAsync("() => document.getElementById('note-text').value === ''");

        await page.ClickAsync("#question-previous");

        await page.Page.WaitForFunctionAsync("() => document.getElementById('note-text').value === 'draft 0 1 - +'");
        Assert.Equal("Not saved yet.", await TextAsync(page, "#note-state"));
    }

    [Fact]
    public async Task LiveRun_ServerKilledAndStartedAnew_SaysSoAndGoesOn()
    {
        var viewer = await viewed.StartAsync(0);
        var port = new Uri(viewer.Address).Port;
        await using var page = await fixture.Browser.OpenAddressAsync(viewer.Address.Replace("/?", "/runs/live-22222222?", StringComparison.Ordinal));
        await page.Page.WaitForFunctionAsync("() => document.getElementById('live').textContent.includes('3 / 10')");

        await viewer.DisposeAsync();
        await page.Page.WaitForFunctionAsync("() => document.getElementById('live-fault').textContent.includes('does not answer')");
        await viewed.WriteStatusAsync("live-22222222", 7);
        await using var next = await viewed.StartAsync(port);

        await page.Page.WaitForFunctionAsync("() => document.getElementById('live').textContent.includes('7 / 10') && document.getElementById('live-fault').textContent === ''");
        await viewed.WriteStatusAsync("live-22222222", 3);
    }

    [Fact]
    public async Task Questions_ServerKilledAndStartedAnew_SaySoAndGoOn()
    {
        var viewer = await viewed.StartAsync(0);
        var port = new Uri(viewer.Address).Port;
        await using var page = await fixture.Browser.OpenAddressAsync(viewer.Address.Replace("/?", $"/questions/{viewed.Dataset}?", StringComparison.Ordinal));
        await WaitForCountAsync(page, "120 of 120");

        await viewer.DisposeAsync();
        await page.ChooseAsync("browser-task", "fine");
        await WaitForCountAsync(page, "The viewer does not answer.");
        await using var next = await viewed.StartAsync(port);
        await page.ClickAsync("#browser-retry");

        await WaitForCountAsync(page, "20 of 120");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/questions/DATASET")]
    [InlineData("/leaderboard/DATASET")]
    public async Task Page_TabKey_ReachesEveryControlAndShowsWhereItIs(string path)
    {
        await using var page = await OpenAsync(path);
        var wanted = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main :is(input, select, button, summary)')].filter(one => !one.disabled && one.checkVisibility()).map(one => one.id || one.textContent.trim().slice(0, 40) || one.tagName)");
        var reached = new HashSet<string>();
        for (var press = 0; press < 400; press++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<object[]>(PageScripts.Focused);
            if (focused[0].ToString() is not { Length: > 0 } name) break;
            Assert.True(focused[1].ToString() == "True", $"The focus on '{name}' is not shown.");
            reached.Add(name);
        }

        Assert.Empty(wanted.Except(reached));
    }

    private static Task<string> TextAsync(OpenPage page, string selector) => page.EvaluateAsync<string>($"document.querySelector('{selector}').textContent");

    private static Task<string> ValueAsync(OpenPage page, string id) => page.EvaluateAsync<string>($"document.getElementById('{id}').value");

    private static Task<IJSHandle> WaitForCountAsync(OpenPage page, string start) =>
        page.Page.WaitForFunctionAsync("start => document.getElementById('browser-count').textContent.startsWith(start)", new WaitForFunctionOptions { Timeout = 20_000 }, start);

    // A page in the background draws nothing.
    private static async Task SaveAsync(OpenPage page, string text, string tags)
    {
        await page.Page.BringToFrontAsync();
        await page.Page.TypeAsync("#note-text", text);
        await page.Page.TypeAsync("#note-tags", tags);
        await page.ClickAsync("#note-save");
    }

    private async Task<OpenPage> OpenQuestionAsync(string id)
    {
        var page = await OpenAsync("/questions/DATASET", hash: "#q=" + id);
        await page.Page.WaitForSelectorAsync("#note:not([hidden])");
        return page;
    }

    private async Task<OpenPage> OpenAsync(string path, string scheme = "light", int width = 1280, string hash = "")
    {
        var filled = path.Replace("DATASET", viewed.Dataset, StringComparison.Ordinal).Replace("RUN", viewed.Runs[0], StringComparison.Ordinal).Replace("OTHER", viewed.Runs[1], StringComparison.Ordinal);
        var page = await fixture.Browser.OpenAddressAsync(viewed.AddressOf(filled), scheme, width, hash: hash);
        await SettleAsync(page);
        return page;
    }

    // What the page asks its server for has arrived, and is laid out.
    private static async Task SettleAsync(OpenPage page)
    {
        if (await page.Page.QuerySelectorAsync("#served") is not null)
            await page.Page.WaitForFunctionAsync("() => !document.getElementById('served').hasAttribute('aria-busy') && document.getElementById('browser-count').textContent.includes(' of ')");
        await page.Page.WaitForNetworkIdleAsync(new WaitForNetworkIdleOptions { IdleTime = 200, Concurrency = 1 });
        await page.EvaluateAsync<object>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))");
    }
}
