using MuBench.TestUtils;
using MuBench.TestUtils.Processes;
using MuBench.Tests.Runs;

namespace MuBench.Tests.Integration.Starting;

public sealed class ViewCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task View_OutputThatIsNoTerminal_OpensNoBrowser()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in for the browser is a shell script that Linux would start.");
        var opened = Path.Combine(_folder.Path, "opened");
        var browser = Path.Combine(_folder.Path, "xdg-open");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\necho \"$1\" > '{opened}'\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var viewer = CliProcess.Start(["view", "--port", "0", "--store", _folder.Path], _folder.Path, new Dictionary<string, string?>
        {
            ["PATH"] = $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
            ["DISPLAY"] = ":0",
            ["XDG_DATA_HOME"] = _folder.Path,
        });

        await viewer.SeenAsync(() => viewer.Output.Contains("Ctrl-C ends it.", StringComparison.Ordinal));
        viewer.Signal("INT");
        await viewer.AssertDoneAsync();

        Assert.Contains("Viewing at http://127.0.0.1:", viewer.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(opened), viewer.Output);
    }
}
