using MuBench.TestUtils;
using MuBench.TestUtils.Browsing;
using PuppeteerSharp;

namespace MuBench.Tests.Functions.WebConsole;

/// <summary>The console in a real browser, over its real functions and orchestrations.</summary>
public sealed class ConsoleInBrowserTests(ConsoleScene scene, BrowserFixture fixture) : IClassFixture<ConsoleScene>, IClassFixture<BrowserFixture>
{
    public static TheoryData<string, string, int> Pages => new(
        from page in new[] { "", "/new", "/leaderboard/drawn", "/questions/drawn", "/runs/READY", "/none" }
        from look in new[] { ("light", 1400), ("dark", 800), ("light", 400) }
        select (page, look.Item1, look.Item2));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_EveryControlUsed_ViolatesNoRuleAndRunsNoName(string path, string scheme, int width)
    {
        await using var page = await OpenAsync(path.Replace("READY", scene.Ready, StringComparison.Ordinal), scheme, width);
        if (path == "/new") await SaysAsync(page, "editor-say", "No faults.");

        await page.Page.WaitForFunctionAsync("() => ![...document.querySelectorAll('[data-leader]')].some(cell => cell.textContent === '')");
        await page.EvaluateAsync<object>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");

        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.BrokenWords));
        Assert.Empty(await page.EvaluateAsync<string[]>(PageScripts.CutOff.Replace("select, input", "select, input, textarea, .editor-lines", StringComparison.Ordinal)));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(page));
        await page.EvaluateAsync<int>(PageScripts.UseEveryControl.Replace("element.click();", "['submit', 'file'].includes(element.type) || element.matches('#run-submit, [data-act]') || element.click();", StringComparison.Ordinal));
        Assert.DoesNotContain(page.Complaints, complaint => path != "/none" || !complaint.Contains("404", StringComparison.Ordinal));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.All(page.Requests, request => Assert.StartsWith(scene.Server.Root, request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_LeadsBackToTheRuns_AndComesCompressed()
    {
        await using var page = await OpenAsync("/runs/" + scene.Ready, "light", 1400);

        Assert.Equal("br", await page.EvaluateAsync<string>("fetch(location.href).then(answer => answer.headers.get('Content-Encoding'))"));
        await page.ClickAsync("header .eyebrow a");

        await page.Page.WaitForFunctionAsync("() => document.querySelector('table.runs') !== null");
        Assert.Equal(new Uri(scene.Server.Root).AbsolutePath, await page.EvaluateAsync<string>("location.pathname"));
    }

    [Fact]
    public async Task Run_FromTheFileToTheReport_IsWatchedInTwoTabsAndOverARestart()
    {
        using var folder = new TemporaryFolder();
        var server = await scene.StartAsync(0);
        await using var one = await fixture.Browser.OpenAddressAsync(server.AddressOf("/new"));
        await (await one.Page.QuerySelectorAsync("#editor-file")).UploadFileAsync(ConsoleScene.Write(folder, scene.Manifest("watched")));
        await SaysAsync(one, "editor-say", "No faults.");
        await one.ClickAsync("#run-estimate");
        await SaysAsync(one, "run-estimated", "Total: 48 calls");
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(one));

        await one.ClickAsync("#run-submit");
        await SaysAsync(one, "live", "0 / 48");
        var run = (await one.EvaluateAsync<string>("location.pathname")).Split('/')[^1];
        await using var two = await fixture.Browser.OpenAddressAsync(server.AddressOf(""));
        Assert.Equal("Cancel", await two.EvaluateAsync<string>($"document.querySelector('[data-run=\"{run}\"]').textContent"));
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(two));

        await server.DisposeAsync();
        await one.Page.BringToFrontAsync();
        await SaysAsync(one, "live-fault", "does not answer");
        scene.Answer(10);
        await using var next = await scene.StartAsync(server.Port);
        await one.Page.WaitForFunctionAsync("() => /[1-9]\\d* \\/ 48/.test(document.getElementById('live').textContent) && document.getElementById('live-fault').textContent === ''");

        await two.Page.BringToFrontAsync();
        await two.ClickAsync($"[data-run=\"{run}\"]");
        await SaysAsync(two, "act-say", "is cancelled");
        await one.Page.BringToFrontAsync();
        await SaysAsync(one, "live", "cancelled");
        await one.Page.FocusAsync("#live-tools [data-act=resume]");
        scene.Answer(1000);
        await one.Page.Keyboard.PressAsync("Enter");
        await one.Page.WaitForFunctionAsync("() => document.querySelector('#leaderboard') !== null", new WaitForFunctionOptions { Timeout = 60_000 });

        Assert.Contains("slow", await one.EvaluateAsync<string>("document.querySelector('#leaderboard').textContent"), StringComparison.Ordinal);
        Assert.DoesNotContain(one.Complaints, complaint => !complaint.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Editor_ByKeyboard_CompletesNamesValuesAndModels()
    {
        await using var page = await OpenAsync("/new");
        await WriteAsync(page, "{\n");
        await ChooseAsync(page, "\"na");
        await page.Page.Keyboard.TypeAsync("first\",");
        await ChooseAsync(page, "\"ben");
        await ChooseAsync(page, "\"dat");
        await ChooseAsync(page, "");

        Assert.Equal("""
            {
            "name": "first","benchmark": { "dataset": "drawn" }
            """.ReplaceLineEndings("\n"), await TextAsync(page));
        await WriteAsync(page, "{ \"name\": \"a\", \"benchmark\": { \"dataset\": \"drawn\" }, \"models\": [  ] }");
        await page.EvaluateAsync<object>("(() => { const field = document.getElementById('editor'); field.setSelectionRange(field.value.indexOf('[') + 2, field.value.indexOf('[') + 2); })()");
        await page.Page.Keyboard.DownAsync("Control");
        await page.Page.Keyboard.PressAsync("Space");
        await page.Page.Keyboard.UpAsync("Control");
        await page.Page.WaitForSelectorAsync("#editor-choices li");
        if (Axe.IsAvailable) Assert.Empty(await Axe.CheckAsync(page));
        Assert.Equal(8, await page.EvaluateAsync<int>("document.querySelectorAll('#editor-choices li').length"));
        await page.ClickAsync("#editor-choices li:nth-child(7)");
        await page.Page.Keyboard.TypeAsync("floor");

        Assert.Contains("""[ { "id": "floor", "kind": "random" } ]""", await TextAsync(page), StringComparison.Ordinal);
        await SaysAsync(page, "editor-say", "No faults.");
    }

    [Theory]
    [InlineData("{ | }", "name,benchmark,models")]
    [InlineData("{ \"name\": \"a\", \"bu|\" }", "budget")]
    [InlineData("{ \"models\": [ { \"kind\": \"gemini\", \"api|\" } ] }", "apiKey")]
    [InlineData("{ \"models\": [ { \"id\": \"m\", \"kind\": \"ran|\" } ] }", "random")]
    [InlineData("{ \"models\": [ { \"fresh\": | } ] }", "true,false")]
    [InlineData("{ \"models\": [ { | } ] }", "kind,id,fresh")] // what every kind has, while the kind is not known
    [InlineData("{ \"benchmark\": { \"dataset\": \"| } }", "one,two")]
    [InlineData("{ \"benchmark\": { \"tasks\": [\"coarse/s|\"] } }", "coarse/stain,coarse/subdomain,coarse/submodality")]
    [InlineData("{ // \"models\n \"name\": \"a\"\n  \"exc|", "excerpt")] // no comma before it, and the text ends there
    [InlineData("{ \"name\": \"text of |mine\" }", "")]
    public async Task Completion_AtAPlace_OffersWhatTheSchemaAllows(string marked, string expected)
    {
        await using var page = await OpenAsync("/new");

        var labels = await page.Page.EvaluateFunctionAsync<string[]>(
            "async marked => { const schema = await (await fetch(`${pageSite.root}/schema`)).json(); const at = marked.indexOf('|'); return manifestCompletion.at(schema, marked.replace('|', ''), at, { datasets: ['one', 'two'] }).choices.map(one => one.label); }", marked);

        Assert.Equal(expected, string.Join(",", labels.Take(Math.Max(expected.Split(',').Length, expected.Length == 0 ? 1 : 0))));
    }

    [Fact]
    public async Task Faults_OfAHostileManifest_StandAtTheirLinesAsTextAndLeadThere()
    {
        await using var page = await OpenAsync("/new");
        await WriteAsync(page, "{\n\"name\": \"</script><img src=x onerror=window.hacked=1>\",\n\"benchmark\": { \"dataset\": \"drawn\" },\n\"models\": [\n{ \"id\": \"a\", \"kind\": \"<b>\" } ] }");
        await SaysAsync(page, "editor-say", "2 faults.");

        Assert.Equal(["Line 2", "Line 5"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#editor-faults b')].map(one => one.textContent)"));
        Assert.Equal(["2", "5"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#editor-lines .bad')].map(one => one.textContent)"));
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('run-submit').disabled"));
        await page.ClickAsync("#editor-faults li:nth-child(2) button");
        Assert.Equal(5, await page.EvaluateAsync<int>("(field => field.value.slice(0, field.selectionStart).split('\\n').length)(document.activeElement)"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('#editor-faults img, [onerror]').length"));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
    }

    [Fact]
    public async Task NewRun_ServerKilledAndStartedAnew_KeepsTheTextAndChecksIt()
    {
        var server = await scene.StartAsync(0);
        await using var page = await fixture.Browser.OpenAddressAsync(server.AddressOf("/new"));
        await SaysAsync(page, "editor-say", "No faults.");

        await server.DisposeAsync();
        await WriteAsync(page, scene.Manifest("kept"));
        await SaysAsync(page, "editor-say", "The console does not answer.");
        await using var next = await scene.StartAsync(server.Port);
        await SaysAsync(page, "editor-say", "No faults.");
        await page.Page.ReloadAsync();

        Assert.Equal(scene.Manifest("kept"), await TextAsync(page));
    }

    private Task<OpenPage> OpenAsync(string path, string scheme = "light", int width = 1280) => fixture.Browser.OpenAddressAsync(scene.Server.AddressOf(path), scheme, width);

    private static Task<string> TextAsync(OpenPage page) => page.EvaluateAsync<string>("document.getElementById('editor').value");

    // Writes, waits for the choices and takes the first one.
    private static async Task ChooseAsync(OpenPage page, string keys)
    {
        await page.Page.Keyboard.TypeAsync(keys);
        await page.Page.WaitForFunctionAsync("() => !document.getElementById('editor-choices').hidden");
        await page.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task WriteAsync(OpenPage page, string text)
    {
        await page.Page.FocusAsync("#editor");
        await page.Page.EvaluateFunctionAsync("text => { const field = document.getElementById('editor'); field.select(); document.execCommand('insertText', false, text); }", text);
    }

    private static Task<IJSHandle> SaysAsync(OpenPage page, string id, string part) => page.Page.WaitForFunctionAsync(
        "(id, part) => document.getElementById(id)?.textContent.includes(part)", new WaitForFunctionOptions { Timeout = 30_000 }, id, part);
}
