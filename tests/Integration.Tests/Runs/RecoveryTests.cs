using MuBench.TestUtils;
using MuBench.TestUtils.Http;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Runs;

/// <summary>Real processes that are killed or interrupted, and started again.</summary>
public sealed class RecoveryTests
{
    private static Task<LoopbackChatServer> ServerAsync(int milliseconds = 15) => LoopbackChatServer.StartAsync(async call =>
    {
        await Task.Delay(milliseconds, call.Aborted);
        return LoopbackResponse.Text(call.StableLetter());
    });

    [Fact]
    public async Task Kill_AtManyMoments_AsksNothingTwiceButWhatWasInFlightAndGivesTheUndisturbedReport()
    {
        using var undisturbed = new RunFolder();
        await using (var server = await ServerAsync(1))
        {
            undisturbed.WriteManifest(server.Endpoint);
            var run = await undisturbed.RunAsync();
            Assert.True(run.Code == 0, run.Error + run.Output);
        }

        foreach (var calls in (int[])[1, 60, 170])
        {
            await using var server = await ServerAsync();
            using var folder = new RunFolder();
            folder.WriteManifest(server.Endpoint);
            using (var killed = folder.Start())
            {
                await Waiting.UntilAsync(() => server.Count >= calls);
                killed.Kill();
                await killed.WaitAsync(TimeSpan.FromSeconds(60));
            }

            // The manifest allows 8 calls in flight. As many responses again may have arrived without being acknowledged by the
            // log, and the
            // last calls in flight may be hedged if one takes much longer than the others.
            var unacknowledged = 3 * 8;
            var run = await folder.RunAsync();

            Assert.True(run.Code == 0, run.Error + run.Output);
            Assert.InRange(server.Count, folder.Questions, folder.Questions + unacknowledged);
            Assert.Equal(WithoutEndpoint(RunFolder.Comparable(undisturbed.Store)), WithoutEndpoint(RunFolder.Comparable(folder.Store)));
        }
    }

    [Fact]
    public async Task Interrupt_InTheMiddle_FinishesWhatIsInFlightSaysHowToResumeAndResumes()
    {
        await using var server = await ServerAsync(100);
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var run = folder.Start();
        await Waiting.UntilAsync(() => server.Count >= 20);

        run.Signal("INT");
        var code = await run.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(130, code);
        Assert.Contains("mubench run manifest.json --store", run.Output, StringComparison.Ordinal);
        var asked = server.Count;
        Assert.InRange(asked, 20, folder.Questions - 1);
        var resumed = await folder.RunAsync();
        Assert.True(resumed.Code == 0, resumed.Error + resumed.Output);
        Assert.Equal(folder.Questions, server.Count); // all calls in flight at the signal were logged
    }

    [Fact]
    public async Task Interrupt_WithAnEndpointThatHangs_EndsWithinItsGrace()
    {
        await using var server = await LoopbackChatServer.StartAsync(async call =>
        {
            await Task.Delay(Timeout.Infinite, call.Aborted);
            return LoopbackResponse.Text("A");
        });
        using var folder = new RunFolder();
        folder.WriteManifest(server.Endpoint);
        using var run = folder.Start();
        await Waiting.UntilAsync(() => server.InFlight == 8);

        run.Signal("INT");

        Assert.Equal(130, await run.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task AnotherManifest_WithTheSameModel_FindsItsAnswers()
    {
        await using var server = await ServerAsync(1);
        using var folder = new RunFolder(images: 10);
        folder.WriteManifest(server.Endpoint);
        Assert.Equal(0, (await folder.RunAsync()).Code);

        folder.WriteManifest(server.Endpoint, """, "maxConcurrency": 2, "timeout": 30""");
        var again = await folder.RunAsync();

        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(folder.Questions, server.Count);
    }

    [Fact]
    public async Task Resume_ARunWithoutSomeResponses_AsksThemAlone()
    {
        var isBroken = true;
        await using var server = await LoopbackChatServer.StartAsync(call =>
            Volatile.Read(ref isBroken) && call.Number > 20 ? LoopbackResponse.Error(404, "no such model") : LoopbackResponse.Text(call.StableLetter()));
        using var folder = new RunFolder(images: 10);
        folder.WriteManifest(server.Endpoint);

        var run = await folder.RunAsync();

        Assert.True(run.Code == 4, run.Error + run.Output);
        var runId = Path.GetFileName(Directory.GetDirectories(Path.Combine(folder.Store, "runs")).Single());
        Assert.Contains($"incomplete: 40 questions have no response. Ask what is missing with: mubench resume {runId}", run.Output, StringComparison.Ordinal);
        Assert.Contains("incomplete", (await CliProcess.RunAsync(["runs", "--store", folder.Store])).Output, StringComparison.Ordinal);
        Volatile.Write(ref isBroken, false);
        var asked = server.Count;
        var resumed = await CliProcess.RunAsync(["resume", runId, "--store", folder.Store]);
        Assert.True(resumed.Code == 0, resumed.Error + resumed.Output);
        Assert.Equal(asked + 40, server.Count);
        var again = await CliProcess.RunAsync(["resume", runId, "--store", folder.Store]);
        Assert.True(again.Code == 0, again.Error + again.Output);
        Assert.Contains("every question has a response", again.Output, StringComparison.Ordinal);
        Assert.Equal(asked + 40, server.Count);
    }

    // The servers of two runs have different ports, and the port is part of the manifest.
    private static string WithoutEndpoint(string report) =>
        System.Text.RegularExpressions.Regex.Replace(report, "\"manifestSha256\":\"[0-9a-f]+\"", "");
}
