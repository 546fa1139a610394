using System.Diagnostics;
using MuBench.TestUtils;
using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Repository;

/// <summary>The script of the action, where <c>dotnet</c> is a script that stands in for the command line.</summary>
internal sealed class EvaluateScript : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Prepares a run.</summary>
    /// <param name="commandLine">What the command line does: lines of a shell script. Its arguments are in <c>$ARGUMENTS</c>, the store is <c>$STORE</c>.</param>
    public EvaluateScript(string commandLine)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for the command line is a script of Unix.");
        foreach (var name in (string[])["bin", "temp", "store"])
            Directory.CreateDirectory(Path(name));
        var tool = Path("bin", "dotnet");
        File.WriteAllText(tool, $"#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$ARGUMENTS\"\n{commandLine}\n".ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>The folder that is the store.</summary>
    public string Store => Path("store");

    /// <summary>What was written for the job's summary.</summary>
    public string Summary => File.ReadAllText(Path("summary"));

    /// <summary>The arguments that the command line got.</summary>
    public IReadOnlyList<string> Arguments => File.ReadAllLines(Path("arguments"));

    /// <summary>The step's outputs.</summary>
    public IReadOnlyDictionary<string, string> Outputs =>
        File.ReadAllLines(Path("output")).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Runs the script as the action does; gives its exit code and what it printed.</summary>
    public async Task<(int Code, string Text)> RunAsync(string gate = "true", string manifest = "manifest.json")
    {
        var start = new ProcessStartInfo("bash", [RepositoryFiles.Path(".github", "scripts", "evaluate.sh")])
        {
            WorkingDirectory = _folder.Path,
        };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["PATH"] = $"{Path("bin")}:{start.Environment["PATH"]}",
            ["ARGUMENTS"] = Path("arguments"),
            ["STORE"] = Store,
            ["RUNNER_TEMP"] = Path("temp"),
            ["GITHUB_STEP_SUMMARY"] = Path("summary"),
            ["GITHUB_OUTPUT"] = Path("output"),
            ["MUBENCH_ACTION_PATH"] = "/action",
            ["MUBENCH_ACTION_MANIFEST"] = manifest,
            ["MUBENCH_ACTION_STORE"] = Store,
            ["MUBENCH_ACTION_GATE"] = gate,
            ["MUBENCH_ACTION_INCONCLUSIVE"] = "pass",
        })
        {
            start.Environment[name] = value;
        }

        var (code, output, error) = await ProgramRun.RunAsync(start);
        return (code, output + error);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([_folder.Path, .. parts]);
}
